"""What an article says of a subject, or says first, in its own sentences."""

from dataclasses import dataclass

from language.normal_form import fold
from language.sentences import sentences
from language.tokens import syllable_pairs, syllables
from rag.answer import Source
from vectorstore.records import Article


@dataclass(frozen=True, slots=True)
class _Lengths:
    """A quote ends with the sentence that brings it to `enough_chars`, and holds no more than `most_sentences`.

    Shorter pieces than `least_chars` are headings and captions; from `paragraph_chars` on it may end with a paragraph.
    """

    enough_chars: int = 220
    most_sentences: int = 3
    least_chars: int = 25
    paragraph_chars: int = 50


_LENGTHS = _Lengths()


def gist(article: Article, words: str = "") -> Source | None:
    """A run of sentences: from the first that holds most of `words` (as `Library.listed` takes them), else the opening.

    None for an article without a sentence.
    """
    start = len(article.title) if article.title and article.text.startswith(article.title) else 0
    spans = [(first, last) for first, last in sentences(article.text) if first >= start]
    spans = [span for span in spans if span[1] - span[0] >= _LENGTHS.least_chars] or spans or sentences(article.text)
    if not spans:
        return None
    wanted = frozenset(fold(word) for word in words.split())
    at = max(range(len(spans)), key=lambda n: (_held(wanted, article.text[slice(*spans[n])]), -n))
    end = at
    while (
        end + 1 < len(spans)
        and end + 1 - at < _LENGTHS.most_sentences
        and spans[end][1] - spans[at][0] < _LENGTHS.enough_chars
        and not ("\n" in article.text[spans[end][1] : spans[end + 1][0]] and _stands(spans[at][0], spans[end][1]))
    ):
        end += 1
    first, last = spans[at][0], spans[end][1]
    return Source(
        1,
        article.id,
        article.title,
        article.published,
        article.outlet,
        article.url,
        article.text[first:last],
        first,
        last,
    )


def _stands(first: int, last: int) -> bool:
    """Whether a quote is long enough to end with its paragraph."""
    return last - first >= _LENGTHS.paragraph_chars


def _held(wanted: frozenset[str], sentence: str) -> int:
    tokens = syllables(fold(sentence))
    return len(wanted & {*tokens, *syllable_pairs(tokens)}) if wanted else 0
