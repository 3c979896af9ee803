"""What can be asked of the catalogue about articles and passages. Knows nothing of indexes or embeddings."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.encoders.encoder import Fingerprint
from vectorstore.errors import CollectionError
from vectorstore.records import Article, ArticleTitle, Coverage, Field, Filters, Listing, Order, Passage, Tallies
from vectorstore.sql.database import NO_LIMIT, NUMBERS, Change, Database, Row, listed
from vectorstore.sql.filters import condition, without_case

Keys = NDArray[np.int64]
# As many filters' keys are kept: askers at once have each their days, and a million chunks are 8 MB.
MATCHED_FILTERS = 8
COLUMNS = "id, title, text, published, outlet, url, author, topic, source, metadata"
_QUALIFIED = ", ".join(f"a.{name}" for name in COLUMNS.split(", "))
# In this order there is an index of dates.
_NEWEST_FIRST = "ORDER BY a.published DESC NULLS LAST, a.key DESC LIMIT ? OFFSET ?"
_IN_ORDER: dict[Order, str] = {
    "newest": _NEWEST_FIRST,
    "added": "ORDER BY a.key DESC LIMIT ? OFFSET ?",
    "oldest": "ORDER BY a.published ASC NULLS LAST, a.key LIMIT ? OFFSET ?",
    "longest": "ORDER BY length(a.text) DESC, a.key DESC LIMIT ? OFFSET ?",
    "shortest": "ORDER BY length(a.text), a.key DESC LIMIT ? OFFSET ?",
}


@dataclass(frozen=True, slots=True)
class CatalogueMoment:
    """What one question has read of the catalogue, and need not ask again."""

    change: Change
    articles: dict[str, Row] = field(default_factory=dict)


class ArticleReader:
    """Reads of articles and passages. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.folder, self.rows = database.folder, database.rows
        self.snapshot, self.close = database.snapshot, database.close
        self._thread = threading.local()
        self._counted: dict[str, tuple[Change, list[Row]]] = {}
        self._matched: tuple[tuple[Change, str, Keys], ...] = ()

    def last_change(self) -> Change:
        """As long as it is the same, so is every answer of this catalogue."""
        return self.database.last_change()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Inside, this thread asks once for the last change, and not again for articles of which it has passages."""
        if self._moment:
            yield
            return
        self._thread.moment = CatalogueMoment(self.last_change())
        try:
            yield
        finally:
            self._thread.moment = None

    @property
    def _moment(self) -> CatalogueMoment | None:
        moment: CatalogueMoment | None = getattr(self._thread, "moment", None)
        return moment

    def known_change(self) -> Change:
        """The last change when this thread's moment began, or else now: for telling whether an index is behind."""
        return self._moment.change if self._moment else self.last_change()

    def encoder(self) -> Fingerprint | None:
        """Whose embeddings searches use; None while nothing has been embedded."""
        rows = self.rows("SELECT model, dim, revision FROM encoders WHERE active")
        return Fingerprint(*rows[0]) if rows else None

    def ids(self) -> list[str]:
        """The ids of all articles."""
        return [row[0] for row in self.rows("SELECT id FROM articles ORDER BY key")]

    def last_added(self) -> int:
        """Names the article that came in last: `Filters.added_after` takes it. 0 where there is none."""
        return int(self.rows("SELECT coalesce(max(key), 0) FROM articles")[0][0])

    def article(self, article_id: str) -> Article | None:
        """One article as stored, or None when the library has none of that id."""
        if self._moment and article_id in self._moment.articles:
            return article_of(self._moment.articles[article_id])
        rows = self.rows(f"SELECT {COLUMNS} FROM articles WHERE id = ?", article_id)
        return article_of(rows[0]) if rows else None

    def articles(self, filters: Filters = Filters(), limit: int | None = None) -> list[tuple[Article, int]]:
        """Articles and their number of chunks, newest first, undated last."""
        where, values = self._where(filters)
        rows = self.rows(
            f"SELECT {_QUALIFIED}, (SELECT count(*) FROM chunks c WHERE c.article = a.key) FROM articles a "
            f"WHERE {where} {_NEWEST_FIRST}",
            *values,
            NO_LIMIT if limit is None else limit,
            0,
        )
        return [(article_of(row[:-1]), row[-1]) for row in rows]

    def listed(self, filters: Filters, among: Keys | None, limit: int, offset: int, order: Order = "newest") -> Listing:
        """Articles from the one numbered `offset` on, undated last; `among`: only those that these chunks are of.

        A page of 100,000 articles takes 7 to 30 ms, of a collection of 50,000 160.
        """
        where, values = self._among(filters, among)
        ((total,),) = self.rows(f"SELECT count(*) FROM articles a WHERE {where}", *values)
        query = f"SELECT {_QUALIFIED} FROM articles a WHERE {where} {_IN_ORDER[order]}"
        return Listing(total, tuple(article_of(row) for row in self.rows(query, *values, limit, offset)))

    def counts(self, by: Field, filters: Filters, among: Keys | None) -> list[tuple[str, int]]:
        """How many articles there are of each outlet, topic, author or day, most first; conditions as in `listed`."""
        where, values = self._among(filters, among)
        column = "published" if by == "day" else by
        value = f"substr(a.{column}, 1, 10)" if by == "day" else f"a.{column}"
        named = f"SELECT {value}, count(*) FROM articles a WHERE {where} AND a.{column} IS NOT NULL"
        query = f"{named} GROUP BY 1 ORDER BY 2 DESC, 1"
        rows = self._unchanged(query) if where == "TRUE" else self.rows(query, *values)
        return [(row[0], row[1]) for row in rows]

    def _among(self, filters: Filters, among: Keys | None) -> tuple[str, list[object]]:
        where, values = self._where(filters)
        if among is None:
            return where, values
        chunks = f"SELECT article FROM chunks WHERE key IN {NUMBERS}"
        return f"{where} AND a.key IN ({chunks})", [*values, listed(among.tolist())]

    def coverage(self, filters: Filters = Filters()) -> Coverage:
        """How many articles and chunks there are under `filters` and which days they span."""
        days = "min(substr(published, 1, 10)), max(substr(published, 1, 10))"
        if not filters:
            counted = self._unchanged(f"SELECT count(*), (SELECT count(*) FROM chunks), {days} FROM articles")
            return Coverage(*counted[0])
        where, values = self._where(filters)
        chunks = "CAST(coalesce(sum((SELECT count(*) FROM chunks c WHERE c.article = a.key)), 0) AS BIGINT)"
        return Coverage(*self.rows(f"SELECT count(*), {chunks}, {days} FROM articles a WHERE {where}", *values)[0])

    def outlets(self) -> list[str]:
        """The outlets that articles name, each once."""
        return [
            row[0]
            for row in self._unchanged("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY 1")
        ]

    def titles(self, limit: int) -> list[ArticleTitle]:
        """The newest articles that have a title, undated last."""
        named = "SELECT a.id, a.title, a.published, a.outlet FROM articles a WHERE a.title <> ''"
        return [ArticleTitle(*row) for row in self.rows(f"{named} {_NEWEST_FIRST}", limit, 0)]

    def tallies(self) -> Tallies:
        """How many articles there are of each month and outlet."""
        months = (
            "SELECT substr(published, 1, 7), count(*) FROM articles WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        outlets = "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        return Tallies(tuple(self._unchanged(months)), tuple(self._unchanged(outlets)))

    def _unchanged(self, query: str) -> list[Row]:
        """The rows of a query that counts through all articles, asked again only when they have changed."""
        last = self.known_change()
        known = self._counted.get(query)
        if known is None or known[0] != last:
            known = (last, self.rows(query))
            if self.last_change() == last:  # else a change came in between, which the rows may hold already
                self._counted[query] = known
        return known[1]

    def matching(self, filters: Filters) -> Keys:
        """Keys of the chunks that a search under `filters` may return; those asked for last are kept until a change.

        Both searches of a question ask. Not those of a collection, which changes without a number.
        """
        last, asked = self.known_change(), repr(filters)
        kept = [each for each in self._matched if each[0] == last]
        keys = next((each[2] for each in kept if each[1] == asked), None)
        if keys is None:
            where, values = self._where(filters)
            rows = self.rows(f"SELECT c.key FROM chunks c JOIN articles a ON a.key = c.article WHERE {where}", *values)
            keys = np.array([row[0] for row in rows], dtype=np.int64)
        if filters.collection is None and self.last_change() == last:
            # Replaced whole: of two threads at once, one may forget what the other kept, and no more.
            self._matched = ((last, asked, keys), *[each for each in kept if each[1] != asked][: MATCHED_FILTERS - 1])
        return keys

    def _where(self, filters: Filters) -> tuple[str, list[object]]:
        """As `_condition`. Raises CollectionError where the filters name a collection that isn't there."""
        name = filters.collection
        if name is not None and not self.rows("SELECT 1 FROM collections WHERE name = ?", name):
            raise CollectionError(name, "missing")
        wanted = without_case(filters.outlet or "")
        return condition(filters, [name for name in self.outlets() if without_case(name) == wanted])

    def passages(self, scores: Sequence[tuple[int, float]]) -> list[Passage]:
        """The chunks with these keys and scores, in the order given; keys that are gone are left out."""
        # An article comes with the first of its chunks alone: its text is long, and unpacked each time.
        chunks = 'SELECT key, start, "end", heading, article, min(key) OVER (PARTITION BY article) AS first FROM chunks'
        rows = self.rows(
            f'SELECT c.key, c.start, c."end", c.heading, c.article, {_QUALIFIED} '
            f"FROM ({chunks} WHERE key IN {NUMBERS}) c LEFT JOIN articles a ON a.key = c.article AND c.key = c.first",
            listed(key for key, _ in scores),
        )
        by_key = {row[0]: row[1:5] for row in rows}
        articles = {row[4]: row[5:] for row in rows if row[5] is not None}
        if self._moment:
            self._moment.articles.update((row[0], row) for row in articles.values())
        return [_passage(key, score, by_key[key], articles[by_key[key][-1]]) for key, score in scores if key in by_key]


def _passage(key: int, score: float, chunk: Row, article: Row) -> Passage:
    start, end, heading, _ = chunk
    article_id, title, text, published, outlet, url, *_ = article
    return Passage(key, score, article_id, title, published, outlet, url, start, end, heading, text[start:end])


def article_of(row: Sequence[Any]) -> Article:
    """The article of a row of COLUMNS."""
    fields = dict(zip(COLUMNS.split(", "), row, strict=True))
    fields["metadata"] = json.loads(fields["metadata"])
    return Article(**fields)
