"""The sentence that introduces somebody or something: where an article says who or what it is.

Rules: a title or kind right before the name, a phrase set off by a comma after it, or “là”. Where no article has such a
sentence there is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from language.meaning.names import persons
from language.normal_form import normalize
from language.sentences import sentences
from vectorstore.records import Article


@dataclass(frozen=True, slots=True)
class IntroductionBounds:
    """Judged: the characters that a sentence may have, and the articles that are looked through for one."""

    longest_chars: int = 320
    articles: int = 12


BOUNDS = IntroductionBounds()
_SAYS_WHAT = re.compile(r" (?:là|was|is) (?!người (?:đầu tiên|cuối)\b)|, (?=[^\W\d_A-ZĐ])| \(")


@dataclass(frozen=True, slots=True)
class Introduction:
    """`text[start:end]` of article `article_id`, which is `quote`."""

    article_id: str
    start: int
    end: int
    quote: str


def introduction(name: str, articles: Iterable[Article]) -> Introduction | None:
    """The best sentence about who or what `name` is, of the first articles given."""
    best: tuple[float, Introduction] | None = None
    for article, _ in zip(articles, range(BOUNDS.articles), strict=False):
        for start, end in sentences(article.text):
            quote = article.text[start:end]
            if end - start <= BOUNDS.longest_chars and name in (plain := normalize(quote)):
                worth = _worth(name, plain)
                if worth and (best is None or worth > best[0]):
                    best = worth, Introduction(article.id, start, end, quote)
    return best[1] if best else None


def _worth(name: str, sentence: str) -> float:
    """How much a sentence says of who `name` is; 0: nothing."""
    at = sentence.index(name)
    titles = [person.title for person in persons(sentence) if person.name.endswith(name)]
    office = max((len(title.split()) for title in titles), default=0)
    says = bool(_SAYS_WHAT.match(sentence, at + len(name)))
    if office < 2 and not says:
        return 0.0
    return office + 2.0 * says - at / len(sentence) - len(sentence) / BOUNDS.longest_chars
