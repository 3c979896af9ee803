"""Articles as rows: what is filtered, sorted and compared by stands in the row, all else in its document.

`Articles` is one batch's view of them: loaded once, changed in memory, written as a whole.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from vectorstore.catalogue import Entry
from vectorstore.chunk import Article, Filters
from vectorstore.milvus import parts
from vectorstore.milvus.batch import Batch
from vectorstore.milvus.connection import SEEN_NOW, SEEN_SOON, Connection, Freshness, Row, one_of, quoted, some_of
from vectorstore.milvus.parts import Place
from vectorstore.milvus.schema import ARTICLE, TEXT_BYTES
from vectorstore.text import normalize

_SHOWN = ("title", "url", "author", "topic", "published", "outlet")
# Longer values are no names that one would filter by.
MAX_FIELD_CHARS = 1_000
# A field of JSON holds 65,536 bytes; some are left for what a server writes otherwise.
FIELDS_BYTES = 60_000


def day_of(published: str | None) -> str:
    """The day, "" for none: a condition `day <= …` asks for more than that."""
    return (published or "")[:10]


def outlet_key(outlet: str | None) -> str:
    """An outlet as filters compare it: capitals and the place of accents don't count. Empty where there is none."""
    return clipped(normalize(outlet or "").casefold() or outlet or "")


def clipped(text: str) -> str:
    """As much of a text as a field holds: bytes are counted, not characters."""
    return text if len(text) * 4 <= TEXT_BYTES else text.encode()[:TEXT_BYTES].decode(errors="ignore")


def searched_fields(article: Article) -> dict[str, Any]:
    """What a filter may ask for besides days and outlets: what all articles have first, then metadata while it fits."""
    shown = {name: getattr(article, name) for name in _SHOWN}
    kept, left = dict[str, Any](), FIELDS_BYTES
    for name, value in {**shown, **{k: v for k, v in article.metadata.items() if k not in shown}}.items():
        size = len(json.dumps([name, value], ensure_ascii=False).encode()) if _is_searched(value) else left + 1
        if size <= left:
            kept[name], left = value, left - size
    return kept


def _is_searched(value: Any) -> bool:
    """Whether one would filter by it, and a server keeps it: numbers are of 64 bits there."""
    if isinstance(value, str):
        return len(value) <= MAX_FIELD_CHARS
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and -(2**63) <= value < 2**63


def condition_of(filters: Filters, identity: str) -> str:
    """A condition on chunks or articles, whose ids stand in the field `identity`; "" asks for nothing.

    Chunks know nothing of `source`, which may change without them: `MilvusLibrary` asks the articles for that.
    """
    terms = []
    if filters.published_from is not None:
        terms.append(f"day >= {quoted(filters.published_from.isoformat())}")
    if filters.published_to is not None:
        terms.append(f'day != "" && day <= {quoted(filters.published_to.isoformat())}')
    if filters.outlet is not None:
        terms.append(f"outlet == {quoted(outlet_key(filters.outlet))}")
    for name, wanted in filters.metadata.items():
        options = list(wanted) if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
        values = [value for value in options if isinstance(value, str | int | float | bool)]
        if not values:
            terms.append(f'{identity} == ""')
        elif name in ("id", "source"):
            terms.append(one_of(identity if name == "id" else "source", values))
        else:
            place = f"fields[{quoted(name)}]"
            terms.append("(" + " || ".join(f"{place} == {quoted(value)}" for value in values) + ")")
    return " && ".join(terms)


def place_of(row: Mapping[str, Any]) -> Place:
    """Where the document of an article's row stands."""
    return Place(row["document"], row["parts"])


def article_of(row: Mapping[str, Any], document: Mapping[str, Any]) -> Article:
    """The article of a row and its document; where it stands may have changed since that was written."""
    return Article(**{**document, "source": row["source"]})


def read_articles(
    connection: Connection, rows: Sequence[Row], fresh: Freshness = SEEN_SOON
) -> dict[str, tuple[Row, Article]]:
    """The articles of these rows by id; one that is replaced at this moment may be left out."""
    documents = parts.read(connection, map(place_of, rows), fresh)
    return {row["id"]: (row, article_of(row, documents[place_of(row)])) for row in rows if place_of(row) in documents}


class Articles:
    """The rows that a batch reads and changes."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._rows: dict[str, Row | None] = {}
        self._changed: set[str] = set()

    def load(self, ids: Iterable[str]) -> None:
        """Read the rows of these, if there are any."""
        missing = [name for name in dict.fromkeys(ids) if name not in self._rows]
        self._rows |= dict.fromkeys(missing)
        found = self._batch.connection.among("articles", "id", missing, ARTICLE, SEEN_NOW)
        self._rows |= {row["id"]: _plain(row) for row in found}

    def get(self, article_id: str) -> Row | None:
        """The row as the batch leaves it."""
        self.load([article_id])
        return self._rows[article_id]

    def put(self, entry: Entry, rank: int) -> Row:
        """Give an article a new version; it keeps its rank. Returns its row."""
        article = entry.article
        old = self.get(article.id)
        place = self._batch.keep({**asdict(article), "metadata": dict(article.metadata)})
        row = {
            "id": article.id, "rank": old["rank"] if old else rank, "version": self._batch.number,
            "published": clipped(article.published or ""), "day": day_of(article.published),
            "outlet": outlet_key(article.outlet), "source": article.source, "digest": article.digest,
            "text_digest": article.text_digest, "document": place.first, "parts": place.rows,
            "chunks": len(entry.chunks), "pending": entry.correction, "fields": searched_fields(article),
            "bands": list(entry.bands),
        }  # fmt: skip
        self._rows[article.id] = row
        self._changed.add(article.id)
        return row

    def change(self, article_id: str, **values: Any) -> None:
        """Other values in some fields of a row."""
        row = self.get(article_id)
        if row is not None:
            self._rows[article_id] = {**row, **values}
            self._changed.add(article_id)

    def remove(self, article_id: str) -> None:
        """Forget an article."""
        self._rows[article_id] = None
        self._changed.add(article_id)

    def write(self) -> None:
        """Tell the batch."""
        rows = [row for name in self._changed if (row := self._rows[name]) is not None]
        self._batch.upsert("articles", rows)
        for condition in some_of("id", (name for name in self._changed if self._rows[name] is None)):
            self._batch.delete("articles", condition)


def _plain(row: Row) -> Row:
    """As JSON can hold it: arrays come as the client's own kind of list."""
    return {**row, "bands": [int(band) for band in row["bands"]]}
