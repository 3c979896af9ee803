"""Whether a question that names nothing goes on about what the last answer told: by which articles speak of it.

Knows no grammar, and of a library only its keyword search and its articles.
"""

from collections.abc import Collection, Mapping

from rag.fusion import idf
from rag.lexicon import pair_weights
from rag.references import Turn
from rag.terms import content_terms
from vectorstore.library import Library
from vectorstore.text import fold, syllable_pairs, syllables

# Chunks that say which articles the last turn was about, and which others may be meant instead.
_TOLD, _OTHERS, _ANSWER_CHARS = 5, 10, 400
# The share of a question's weighted words that one article of the last turn must hold. On questions without a name,
# after another of their own article it takes .83 to be following up, after one of another article .007 (13,900 chunks;
# .89 and .05 on 300); from .4 to .7 these hardly move.
_ENOUGH = 0.5


def goes_on(question: str, turn: Turn, library: Library) -> bool:
    """Whether an article that `turn` was about holds the words of `question`, and as well as any other does.

    Some 20 ms.
    """
    weights = _weights(question, library)
    told = _articles(f"{turn.question} {turn.answer[:_ANSWER_CHARS]}", _TOLD, library)
    here = _held(weights, told, library)
    return here >= _ENOUGH and here >= _held(weights, _articles(question, _OTHERS, library) - told, library)


def _weights(question: str, library: Library) -> Mapping[str, float]:
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


def _articles(query: str, k: int, library: Library) -> set[str]:
    return {passage.article_id for passage in library.passages(library.keyword_search(query, k))}


def _held(weights: Mapping[str, float], articles: Collection[str], library: Library) -> float:
    """The most of `weights` that one of the articles holds."""
    most = 0.0
    for article in filter(None, map(library.article, articles)):
        tokens = syllables(f"{article.title}\n{article.text}")
        held = {*tokens, *syllable_pairs(tokens)}
        most = max(most, sum(weight for term, weight in weights.items() if term in held))
    return most
