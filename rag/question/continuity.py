"""Whether a question that names nothing goes on about what the last answer told: by which articles speak of it.

Does not know grammar, and of a library only its keyword search and its articles.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from language.content import content_terms
from language.normal_form import fold
from language.tables import pair_weights
from language.tokens import syllable_pairs, syllables
from rag.answer import Turn
from vectorstore.readable import ReadableLibrary
from vectorstore.terms import idf


@dataclass(frozen=True, slots=True)
class ContinuityWeights:
    """When a question goes on with the last turn."""

    # The chunks that say which articles the last turn was about (scoring at least half of the best), and which others
    # may be meant instead.
    told_chunks: int = 5
    told_share: float = 0.5
    other_chunks: int = 10
    answer_chars: int = 400
    # The share of a question's weighted words that one article of the last turn must hold, and how much of what any
    # other article holds. `python -m benchmarks.fit_continuity`, 60 questions without a name on 48 encyclopaedic
    # articles: .40 are taken for follow-ups after another of their own article, .07 after one of another article; at .5
    # and 1.0 it is .38 and .00, but four of nine follow-ups of news readers that name nothing lie below that.
    enough_share: float = 0.3
    others_share: float = 0.5
    # Of those, a long question that no other article holds nearly as well finds its passage alone; the topic put before
    # them cost 32 of 179 their first place, 3 of the 19 short ones, 6 of the 31 that others hold nearly as well.
    few_words: int = 5
    nearly_share: float = 0.7


CONTINUITY = ContinuityWeights()


def goes_on(question: str, turn: Turn, library: ReadableLibrary) -> bool:
    """Whether an article that `turn` was about holds the words of `question`, and as well as any other does, so that
    the question is to be asked of that article. Some 15 ms.
    """
    weights = _weights(question, library)
    discussed = _articles(
        f"{turn.question} {turn.answer[: CONTINUITY.answer_chars]}",
        CONTINUITY.told_chunks,
        library,
        CONTINUITY.told_share,
    )
    here = _held(weights, discussed, library)
    there = _held(weights, _articles(question, CONTINUITY.other_chunks, library) - discussed, library)
    few = len(content_terms(question)) <= CONTINUITY.few_words
    return here >= max(CONTINUITY.enough_share, CONTINUITY.others_share * there) and (
        few or there >= CONTINUITY.nearly_share * here
    )


def _weights(question: str, library: ReadableLibrary) -> Mapping[str, float]:
    """The question's content words and the pairs of them that are words, by how rare they are; 1 in sum."""
    content = set(content_terms(question))
    tokens = syllables(question)
    pairs = [pair for pair in syllable_pairs(tokens) if content.issuperset(map(fold, pair.split("_")))]
    terms = list(dict.fromkeys([*(token for token in tokens if fold(token) in content), *pairs]))
    counts = library.term_counts(terms) if terms else []
    chunks = library.coverage().chunks
    weights = {
        term: idf(count, chunks)
        for term, count in zip(terms, counts, strict=True)
        if count or "_" not in term or term in pair_weights()
    }
    return {term: weight / sum(weights.values()) for term, weight in weights.items()}


def _articles(query: str, k: int, library: ReadableLibrary, least: float = 0.0) -> set[str]:
    """The articles of the first `k` chunks that score at least `least` of the best."""
    hits = library.keyword_search(query, k)
    return {passage.article_id for passage in library.passages([hit for hit in hits if hit[1] >= least * hits[0][1]])}


def _held(weights: Mapping[str, float], articles: Collection[str], library: ReadableLibrary) -> float:
    """The most of `weights` that one of the articles holds."""
    most = 0.0
    for article in filter(None, map(library.article, articles)):
        tokens = syllables(f"{article.title}\n{article.text}")
        held = {*tokens, *syllable_pairs(tokens)}
        most = max(most, sum(weight for term, weight in weights.items() if term in held))
    return most
