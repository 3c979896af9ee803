"""The keyword index: BM25 (tantivy) over the terms of every chunk. `kept.py` keeps it in step with the catalogue."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.local.keywords.folder import schema
from vectorstore.local.keywords.kept import KeptIndex
from vectorstore.sql.articles import Keys
from vectorstore.terms import question_terms, word_terms

if TYPE_CHECKING:
    import tantivy


@dataclass(frozen=True, slots=True)
class CommonTerms:
    """Among so many chunks, terms that stand in more than this share of them are looked for last: half the time, no
    loss.
    """

    least_chunks: int = 10_000
    share: float = 0.3


COMMON_TERMS = CommonTerms()


class LexicalIndex(KeptIndex):
    """BM25 over every chunk of the catalogue."""

    def search(self, query: str | Mapping[str, float], k: int, among: Keys | None = None) -> list[tuple[int, float]]:
        """Up to `k` (chunk key, BM25 score > 0) pairs, best first. `among` limits the keys.

        `query` is a question, or several wordings of one and what each counts.
        """
        from tantivy import Query

        self.catch_up()
        searcher, total = self._searcher, len(self)
        weights = question_terms(query)
        allowed = total if among is None else len(among)
        if searcher is None or not weights or min(k, allowed) < 1:
            return []
        # tantivy passes over what can't come among the best, but only in a pure OR and not where a common syllable
        # stands. So first without those, and with more than wanted where some are to be dropped; only where that
        # gives too few, or few are allowed, all that any term finds.
        common = COMMON_TERMS.share * total if total >= COMMON_TERMS.least_chunks else math.inf
        telling = _any_of({term: weight for term, weight in weights.items() if self._count(*term) <= common})
        limit = k if among is None else 2 * k * total // allowed
        while limit < allowed:
            hits = allowed_hits = _best(searcher, telling, limit)
            if among is not None:
                allowed_hits = [hits[i] for i in np.flatnonzero(np.isin([key for key, _ in hits], among))]
            if len(allowed_hits) >= k:
                return allowed_hits[:k]
            limit = 4 * limit if len(hits) == limit else allowed
        wanted = _any_of(weights)
        if among is not None:
            keys = Query.term_set_query(schema(), "key", among.tolist())
            wanted = wanted.and_must_match(Query.const_score_query(keys, 0.0))
        return _best(searcher, wanted, min(k, total))

    def holding(self, words: str) -> Keys:
        """Keys of the chunks in which, or in whose title, all these words stand; a word without accents finds any."""
        from tantivy import Occur, Query

        self.catch_up()
        searcher, alternatives = self._searcher, word_terms(words)
        if searcher is None or not alternatives:
            return np.array([], dtype=np.int64)
        wanted = Query.boolean_query([(Occur.Must, _any_of(dict.fromkeys(terms, 1.0))) for terms in alternatives])
        hits = _best(searcher, Query.const_score_query(wanted, 1.0), searcher.num_docs)
        return np.array([key for key, _ in hits], dtype=np.int64)

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        """In how many chunks each accented syllable or pair (`hội_nghị`) stands. About 6 µs a term, the first time."""
        self.catch_up()
        count = self._count
        return [count("body", term) for term in terms]


def _any_of(weights: Mapping[tuple[str, str], float]) -> "tantivy.Query":
    from tantivy import Occur, Query

    terms = [Query.boost_query(Query.term_query(schema(), *term), weight) for term, weight in weights.items()]
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _best(searcher: "tantivy.Searcher", query: "tantivy.Query", limit: int) -> list[tuple[int, float]]:
    hits = searcher.search(query, limit, count=False).hits
    keys: list[Any] = searcher.fast_field_values("key", [address for _, address in hits])
    return [(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]
