"""How articles hang together: twins, which tell one story in the same words, and corrections of others.

Each new article is compared only with those that share a band with it, so that an update costs the same in a library
of a million. Knows how links are found and stored, not which words announce a correction.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from vectorstore.records import Entry, Link
from vectorstore.sql.database import NUMBERS, Database, Transaction, listed
from vectorstore.twins import TWIN, bands, shared, shingles

# Articles as they have just been stored, by their keys.
StoredEntries = Sequence[tuple[int, Entry]]
_SCORED_ANEW = "ON CONFLICT (article, other, kind) DO UPDATE SET score = excluded.score"


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
            "WHERE a.id = ? GROUP BY 1, o.key ORDER BY max(l.score) DESC, o.key",
            article_id,
        )
        return sorted((Link(*row) for row in rows), key=lambda link: link.kind == "twin")

    def pending(self) -> list[str]:
        """The corrections of which it is not known yet what they correct."""
        query = "SELECT a.id FROM corrections c JOIN articles a ON a.key = c.article ORDER BY c.article"
        return [row[0] for row in self._database.rows(query)]

    def add(self, article_id: str, corrected_id: str, score: float) -> None:
        """Record what a correction corrects."""
        with self._database.transaction() as transaction:
            transaction.run(
                "INSERT INTO links (article, other, kind, score) SELECT a.key, o.key, 'corrects', ? "
                f"FROM articles a, articles o WHERE a.id = ? AND o.id = ? {_SCORED_ANEW}",
                score,
                article_id,
                corrected_id,
            )
            query = "DELETE FROM corrections WHERE article = (SELECT key FROM articles WHERE id = ?)"
            transaction.run(query, article_id)

    @staticmethod
    def index(transaction: Transaction, stored: StoredEntries) -> None:
        """Let articles be found by their bands; `forget` has been called where they had another text before."""
        bands_of = ((band, key) for key, entry in stored for band in dict.fromkeys(entry.bands))
        transaction.load("bands", "band, article", bands_of)
        transaction.load("corrections", "article", [(key,) for key, entry in stored if entry.correction])

    @staticmethod
    def forget(transaction: Transaction, texts: Sequence[tuple[Any, ...]]) -> None:
        """Take back what `index` and `link_twins` did, by the key and the text as it was; what others say of it stays.

        Bands are worked out again: an index to find them by would make the catalogue a tenth larger.
        """
        of_band = dict[int, list[int]]()
        for key, text in texts:
            for band in bands(shingles(text)):
                of_band.setdefault(band, []).append(key)
        keys = listed(key for key, _ in texts)
        query = f"DELETE FROM bands WHERE band IN {NUMBERS} AND article IN {NUMBERS}"
        transaction.run(query, listed(of_band), keys)
        query = f"DELETE FROM links WHERE article IN {NUMBERS} OR (other IN {NUMBERS} AND kind = 'twin')"
        transaction.run(query, keys, keys)
        transaction.run(f"DELETE FROM corrections WHERE article IN {NUMBERS}", keys)

    @staticmethod
    def link_twins(transaction: Transaction, stored: StoredEntries) -> None:
        """Link articles to those near their dates that share half of the shorter one's runs of words (`TWIN`)."""
        compared = [(key, entry) for key, entry in stored if entry.bands and not entry.correction]
        near = _nearest(transaction, compared)
        keys = listed({other for others in near.values() for other in others})
        texts: dict[int, str] = dict(transaction.rows(f"SELECT key, text FROM articles WHERE key IN {NUMBERS}", keys))
        known = {key: shingles(text) for key, text in texts.items()}
        links = dict[tuple[int, int], float]()
        for key, entry in compared:
            if near[key]:
                own = shingles(entry.article.text)
                scores = {other: shared(own, known[other]) for other in near[key]}
                links |= {
                    (max(key, o), min(key, o)): round(score, 3)
                    for o, score in scores.items()
                    if score >= TWIN.shared_share
                }
        rows = [(*pair, "twin", score) for pair, score in links.items()]
        transaction.upsert("links", "article, other, kind, score", rows, _SCORED_ANEW)


def _nearest(transaction: Transaction, compared: StoredEntries) -> dict[int, list[int]]:
    """For each article the few, of about its date, with which it shares most bands."""
    of_band = dict[int, list[int]]()
    for key, entry in compared:
        for band in entry.bands:
            of_band.setdefault(band, []).append(key)
    common: dict[int, Counter[int]] = {key: Counter() for key, _ in compared}
    for band, other in transaction.rows(f"SELECT band, article FROM bands WHERE band IN {NUMBERS}", listed(of_band)):
        for key in of_band[band]:
            common[key][other] += key != other
    published: dict[int, str | None] = dict(
        transaction.rows(
            f"SELECT key, published FROM articles a WHERE key IN {NUMBERS} "
            "AND NOT EXISTS (SELECT 1 FROM corrections c WHERE c.article = a.key)",
            listed({other for others in common.values() for other in others}),
        )
    )
    return {
        key: sorted(
            (
                o
                for o, bands in common[key].items()
                if bands and o in published and _near(entry.article.published, published[o])
            ),
            key=lambda o: (-common[key][o], -o),
        )[: TWIN.candidates]
        for key, entry in compared
    }


def _near(published: str | None, other: str | None) -> bool:
    """Whether two days are near enough (`TWIN`); one that isn't known may."""
    if published is None or other is None:
        return True
    try:
        return abs(date.fromisoformat(published[:10]) - date.fromisoformat(other[:10])).days <= TWIN.most_days
    except ValueError:  # it is no day
        return False
