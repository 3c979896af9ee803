"""Filters as a condition in SQL."""

from collections.abc import Sequence

from language.normal_form import normalize
from vectorstore.records import Filters
from vectorstore.sql.database import TEXTS, listed

_FIELDS = frozenset({"id", "title", "published", "outlet", "url", "author", "topic", "source"})


def condition(filters: Filters, outlets: Sequence[str]) -> tuple[str, list[object]]:
    """A condition on `articles a`, such that its indexes serve; values are always bound, never pasted.

    `outlets`: all spellings of the one that is asked for.
    """
    terms: list[str] = ["TRUE"]
    values: list[object] = []
    if filters.published_from is not None:
        terms.append("a.published >= ?")
        values.append(filters.published_from.isoformat())
    if filters.published_to is not None:
        terms.append("a.published <= ?")
        values.append(f"{filters.published_to.isoformat()}~")  # after every hour of that day
    if filters.outlet is not None:
        terms.append(f"a.outlet IN {TEXTS}")
        values.append(listed(outlets))
    if filters.collection is not None:
        inside = "SELECT i.article FROM collection_articles i JOIN collections n ON n.key = i.collection"
        terms.append(f"a.key IN ({inside} WHERE n.name = ?)")
        values.append(filters.collection)
    if filters.article is not None:
        terms.append("a.id = ?")
        values.append(filters.article)
    if filters.added_after is not None:
        terms.append("a.key > ?")
        values.append(filters.added_after)
    for name, wanted in filters.metadata.items():
        options = list(wanted) if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
        known = name in _FIELDS
        terms.append(f"{f'a.{name}' if known else 'CAST(json_extract(a.metadata, ?) AS TEXT)'} IN {TEXTS}")
        values += [*([] if known else [f'$."{name}"']), listed(map(_as_text, options))]
    return " AND ".join(terms), values


def without_case(outlet: str) -> str:
    """For comparing: capitals and the place of accents don't count."""
    return normalize(outlet).casefold()


def _as_text(wanted: object) -> str:
    """As SQLite gives a value out of JSON."""
    return str(int(wanted) if isinstance(wanted, bool) else wanted)
