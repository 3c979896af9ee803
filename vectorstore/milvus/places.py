"""Where articles were found: `vectorstore.sources` over rows. One batch's view of them is loaded, changed, written."""

from collections.abc import Iterable, Iterator, Sequence

from vectorstore.milvus.articles import Articles
from vectorstore.milvus.batch import Batch
from vectorstore.milvus.connection import SEEN_NOW, Connection, Row, one_of, quoted, some_of
from vectorstore.milvus.schema import PLACE
from vectorstore.sources import Known, Seen

_LAST = "\U0010ffff"
_KNOWN = ("id", "digest", "text_digest", "source")
Key = tuple[str, str]


class Places:
    """What a run asks; all reads are strong, for it decides by them what to store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kin(self, article_id: str, text_digest: str, source: str) -> list[Known]:
        """The articles with this id, this text or this source."""
        standing = self._rows(f"source == {quoted(source)}") if source else []
        names = {row["article"] for row in standing} | {article_id}
        condition = one_of("id", sorted(names)) + (f" || text_digest == {quoted(text_digest)}" if text_digest else "")
        found = self._connection.query("articles", condition, _KNOWN, SEEN_NOW)
        places: dict[str, list[tuple[str, str, int]]] = {row["id"]: [] for row in found}
        for row in self._among("article", places):
            places[row["article"]].append((row["source"], row["document"], row["seen"]))
        return [
            Known(row["id"], row["digest"], row["text_digest"], row["source"], sorted(places[row["id"]]))
            for row in found
        ]

    def of(self, article_id: str, own: str) -> list[str]:
        """Everywhere that an article was found, its own place first."""
        rows = self._rows(f"article == {quoted(article_id)}")
        return sorted((row["source"] for row in rows), key=lambda source: (source != own, source))

    def as_before(self, document: str, digest: str) -> tuple[int, int] | None:
        """How many articles go by this document and how many only stand in it too; None when it must be read."""
        read = self._rows(one_of("id", [_row("", "", document, 0)["id"]]))
        if not read or read[0]["digest"] != digest:
            return None
        pages = _standing(self._connection, "document", [document], ("source", "article"))
        standing = {(row["source"], row["article"]) for rows in pages for row in rows}
        if len(standing) != read[0]["count"]:
            return None  # some were removed by hand
        articles = self._connection.among("articles", "id", [name for _, name in standing], ("id", "source"), SEEN_NOW)
        own = sum((row["source"], row["id"]) in standing for row in articles)
        return own, len(standing) - own

    def digests_in(self, document: str) -> frozenset[str]:
        """The digests of the articles found in this document."""
        pages = _standing(self._connection, "document", [document], ("article",))
        names = {row["article"] for rows in pages for row in rows}
        articles = self._connection.among("articles", "id", sorted(names), ("id", "digest"), SEEN_NOW)
        return frozenset(row["digest"] for row in articles)

    def any_under(self, place: str) -> bool:
        """Whether any source lies in this folder or file."""
        return any(self._counted(f'({part}) && article != ""') for part in ranges(place))

    def _counted(self, condition: str) -> int:
        return self._connection.count("places", condition, SEEN_NOW)

    def _rows(self, condition: str) -> list[Row]:
        return self._connection.query("places", condition, PLACE, SEEN_NOW)

    def _among(self, field: str, values: Iterable[str]) -> list[Row]:
        return [row for rows in _standing(self._connection, field, values) for row in rows]


class Changes:
    """What one batch changes about places. `document` of a place is where it was found; see `Seen`."""

    def __init__(self, batch: Batch, articles: Articles) -> None:
        self._batch, self._articles = batch, articles
        self._before: dict[Key, Row] = {}
        self._now: dict[Key, Row] = {}
        self._documents: list[Row] = []
        self._touched: set[str] = set()

    def claim(self, stored: Sequence[tuple[str, str]]) -> None:
        """Give each stored article the source that it bears; a run says more of it by `record`."""
        self._load("source", [source for source, _ in stored])
        for source, article in stored:
            self._now.setdefault((source, article), _row(source, article, source, 0))

    def record(self, seen: Seen) -> None:
        """As `Sources.record`."""
        self._load("source", [*(source for source, _, _ in seen.at), *seen.lost])
        self._load("document", [*(document for document, _ in seen.documents), *seen.skipped])
        self._articles.load(article for _, article, _ in seen.at)
        by_source: dict[str, set[Key]] = {}
        for key in self._now:
            by_source.setdefault(key[0], set()).add(key)
        for source, article, document in seen.at:
            if self._articles.get(article) is None:  # removed by another process meanwhile
                continue
            key = (source, article)
            if key not in self._now:
                self._touched.add(article)
            self._now[key] = _row(source, article, document, seen.stamp)
            standing = by_source.setdefault(source, set())
            standing.add(key)
            others = {other for other in standing if other[1] != article and self._now[other]["seen"] != seen.stamp}
            self._drop(others)
            standing -= others
        lost = set(seen.lost)
        self._drop([key for key in self._now if key[0] in lost])
        read = dict(seen.documents)
        self._drop([k for k, row in self._now.items() if row["document"] in read and row["seen"] != seen.stamp])
        counts = dict.fromkeys(read, 0)
        skipped = set(seen.skipped)
        for key, row in self._now.items():
            if row["document"] in counts:
                counts[row["document"]] += 1
            if row["document"] in skipped:
                self._now[key] = {**row, "seen": seen.stamp}
        self._documents += [
            {**_row("", "", document, 0), "digest": digest, "count": counts[document]}
            for document, digest in read.items()
        ]
        self._rename()

    def forget_unseen(self, places: Sequence[str], stamp: int, keep: Sequence[str]) -> list[str]:
        """Forget the sources under `places` not seen at `stamp`; returns the articles that are left with none."""
        kept = tuple(keep)
        connection, touched = self._batch.connection, set[str]()
        for condition in (part for place in places for part in ranges(place)):
            for rows in connection.scan(
                "places", f'({condition}) && article != "" && seen != {stamp}', PLACE, fresh=SEEN_NOW
            ):
                gone = [row for row in rows if not row["source"].startswith(kept)]
                self._add(gone)
                self._drop([(row["source"], row["article"]) for row in gone])
            for rows in connection.scan("articles", condition, ("id", "source"), fresh=SEEN_NOW):
                touched |= {row["id"] for row in rows if not row["source"].startswith(kept)}
        self._touched |= touched
        return self._rename()

    def forget(self, ids: Sequence[str]) -> None:
        """Forget where these articles stood."""
        gone = set(ids)
        self._load("article", gone)
        for key in [key for key in self._now if key[1] in gone]:
            del self._now[key]

    def write(self) -> None:
        """Tell the batch; documents in which nothing stands any more are forgotten too."""
        rows = [row for key, row in self._now.items() if self._before.get(key) != row]
        self._batch.upsert("places", rows + self._documents)
        gone = [row for key, row in self._before.items() if key not in self._now]
        for condition in some_of("id", (row["id"] for row in gone)):
            self._batch.delete("places", condition)

    def forget_empty_documents(self) -> None:
        """Documents that lost a place in this batch and have none left must be read again, should they come back."""
        lost = {row["document"] for key, row in self._before.items() if key not in self._now}
        self._load("document", lost)
        held = {row["document"] for row in self._now.values()}
        for condition in some_of("id", (_row("", "", document, 0)["id"] for document in sorted(lost - held))):
            self._batch.delete("places", condition)

    def _load(self, field: str, values: Iterable[str]) -> None:
        for rows in _standing(self._batch.connection, field, values):
            self._add(rows)

    def _add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            key = (row["source"], row["article"])
            if row["article"] and key not in self._before:
                self._before[key] = row
                self._now.setdefault(key, row)

    def _drop(self, keys: Iterable[Key]) -> None:
        for key in list(keys):
            if self._now.pop(key, None) is not None:  # where folders overlap, each asks for the same places
                self._touched.add(key[1])

    def _rename(self) -> list[str]:
        """Let articles whose own source is lost go by another; returns those that have none, which keep their last."""
        touched, self._touched = self._touched, set()
        self._load("article", touched)
        self._articles.load(touched)
        standing: dict[str, list[str]] = {}
        for source, article in self._now:
            standing.setdefault(article, []).append(source)
        homeless = []
        for name in sorted(touched):
            row = self._articles.get(name)
            if row is None:
                continue
            if name not in standing:
                homeless.append(name)
            elif row["source"] not in standing[name]:
                self._articles.change(name, source=min(standing[name]))
        return homeless


def ranges(place: str) -> list[str]:
    """Conditions on the sources in a file or folder: itself, its files or members, its lines."""
    inside = (f"{place.rstrip('/')}/", f"{place}:")
    return [
        f"source == {quoted(place)}",
        *(f"source >= {quoted(first)} && source <= {quoted(first + _LAST)}" for first in inside),
    ]


def _standing(
    connection: Connection, field: str, values: Iterable[str], fields: Sequence[str] = PLACE
) -> Iterator[list[Row]]:
    """The places whose `field` is one of these; in one document there may be more than a server says at once."""
    for condition in some_of(field, values):
        yield from connection.scan("places", f'{condition} && article != ""', fields, fresh=SEEN_NOW)


def _row(source: str, article: str, document: str, seen: int) -> Row:
    """A place; without source and article, what is known of a document."""
    name = f"{source}\n{article}" if article else f"\n\n{document}"
    return {
        "id": name, "source": source, "article": article, "document": document, "seen": seen, "digest": "", "count": 0,
    }  # fmt: skip
