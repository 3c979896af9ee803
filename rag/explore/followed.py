"""What came in for somebody who follows a topic, a name or a question: the articles that mention or answer it.

Knows articles and how to ask, not who follows what, nor how they are told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from language.tokens import syllables
from rag.answer import Answer, Source
from rag.catalogue.gist import gist
from vectorstore.alerts import NewHit
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Filters


@dataclass(frozen=True, slots=True)
class FollowedLimits:
    """`most_articles`: that are told of, of those that came in since the last look.

    `together_syllables`: a name or topic of up to so many stands together; longer words describe an event.
    """

    most_articles: int = 100
    together_syllables: int = 5


FOLLOWED = FollowedLimits()


def mentions(library: ReadableLibrary, subject: str, after: int) -> list[NewHit]:
    """The articles that came in `after` (`Library.last_added`) and name a subject, each with a sentence that does."""
    words = syllables(subject)
    if not words:
        return []
    if 1 < len(words) <= FOLLOWED.together_syllables:
        words = [f"{one}_{other}" for one, other in pairwise(words)]
    wanted = " ".join(words)
    listing = library.listed(Filters(added_after=after), wanted, limit=FOLLOWED.most_articles, order="added")
    quotes = ((article, gist(article, wanted)) for article in listing.articles)
    return [NewHit(article.id, said.start, said.quote) if said else NewHit(article.id) for article, said in quotes]


def answers(question: str, after: int, ask: Callable[[str, Filters], Answer]) -> list[NewHit]:
    """The articles that came in `after` and answer a question, each with the sentence that does."""
    answer = ask(question, Filters(added_after=after))
    if answer.abstained:
        return []
    answering = {n for sentence in answer.sentences if not sentence.more for n in sentence.citations}
    first: dict[str, Source] = {}
    for source in answer.sources:
        if source.n in answering:
            first.setdefault(source.article_id, source)
    return [NewHit(article_id, source.start, source.quote) for article_id, source in first.items()]
