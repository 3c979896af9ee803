"""How articles hang together: twins, which tell one story in the same words, and corrections of others.

Each new article is compared only with those that share a band with it, so that an update costs the same in a library
of a million. Knows how links are found and stored, not which words announce a correction.
"""

import sqlite3
from collections.abc import Sequence

from vectorstore.records import Article, Link
from vectorstore.sql.sqlite import Database
from vectorstore.twins import CANDIDATES, MAX_DAYS, TWINS, bands, shared, shingles


class Links:
    """The tables `bands`, `links` and `corrections`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article_id: str) -> list[Link]:
        """The links of an article, corrections first, then by score."""
        rows = self._database.rows(
            "SELECT CASE WHEN l.kind = 'twin' THEN 'twin' WHEN l.article = a.key THEN 'corrects' ELSE 'corrected_by' "
            "END AS kind, o.id, o.title, o.published, o.outlet, max(l.score) FROM articles a "
            "JOIN links l ON a.key IN (l.article, l.other) "
            "JOIN articles o ON o.key IN (l.article, l.other) AND o.key <> a.key "
            "WHERE a.id = ? GROUP BY 1, o.key ORDER BY kind = 'twin', max(l.score) DESC, o.key",
            article_id,
        )
        return [Link(*row) for row in rows]

    def pending(self) -> list[str]:
        """The corrections of which it is not known yet what they correct."""
        query = "SELECT a.id FROM corrections c JOIN articles a ON a.key = c.article ORDER BY c.article"
        return [row[0] for row in self._database.rows(query)]

    def add(self, article_id: str, corrected_id: str, score: float) -> None:
        """Record what a correction corrects."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO links SELECT a.key, o.key, 'corrects', ? FROM articles a, articles o "
                "WHERE a.id = ? AND o.id = ?",
                (score, article_id, corrected_id),
            )
            query = "DELETE FROM corrections WHERE article = (SELECT key FROM articles WHERE id = ?)"
            connection.execute(query, (article_id,))

    def index(self, connection: sqlite3.Connection, key: int, found: Sequence[int], *, correction: bool) -> None:
        """Let an article be found by its bands; `forget` has been called where it had another text before."""
        connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, key) for band in found])
        if correction:
            connection.execute("INSERT INTO corrections VALUES (?)", (key,))

    @staticmethod
    def forget(connection: sqlite3.Connection, key: int, text: str) -> None:
        """Take back what `index` and `link_twins` did, by the text as it was; what others say of it stays.

        Its bands are worked out again: an index to find them by would make the catalogue a tenth larger.
        """
        old = [(band, key) for band in bands(shingles(text))]
        connection.executemany("DELETE FROM bands WHERE band = ? AND article = ?", old)
        connection.execute("DELETE FROM links WHERE article = ? OR (other = ? AND kind = 'twin')", (key, key))
        connection.execute("DELETE FROM corrections WHERE article = ?", (key,))

    def link_twins(self, connection: sqlite3.Connection, key: int, article: Article, found: Sequence[int]) -> None:
        """Link the article to those near its date that share half of the shorter one's words."""
        rows = connection.execute(
            "SELECT a.key, a.text FROM articles a JOIN ("
            f"SELECT article, count(*) AS common FROM bands WHERE band IN ({', '.join('?' * len(found))}) "
            "AND article <> ? GROUP BY article) b ON b.article = a.key "
            "WHERE (? IS NULL OR a.published IS NULL OR "
            f"abs(julianday(substr(a.published, 1, 10)) - julianday(substr(?, 1, 10))) <= {MAX_DAYS}) "
            "AND NOT EXISTS (SELECT 1 FROM corrections c WHERE c.article = a.key) "
            "ORDER BY b.common DESC, a.key DESC LIMIT ?",
            (*found, key, article.published, article.published, CANDIDATES),
        ).fetchall()
        own = shingles(article.text) if rows else None
        for other, text in rows:
            score = shared(own, shingles(text)) if own is not None else 0.0
            if score >= TWINS:
                pair = (max(key, other), min(key, other), round(score, 3))
                connection.execute("INSERT OR REPLACE INTO links VALUES (?, ?, 'twin', ?)", pair)
