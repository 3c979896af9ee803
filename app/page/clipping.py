"""Keeping quotes in a reader's folders. Knows no page."""

from collections.abc import Sequence

from app.conversation.places import Place, digest
from rag.answer import Answer, Source
from vectorstore.clippings import Clipping


def clippings_of(answer: Answer) -> list[Clipping]:
    """What an answer quotes, in the order of its sources."""
    return [clipping_of(source) for source in answer.sources]


def clipping_of(source: Source) -> Clipping:
    """A quote with its source."""
    about = (source.article_id, source.title, source.published, source.outlet, source.url)
    return Clipping(*about, source.start, source.quote)


def place_of_clipping(one: Clipping) -> Place:
    """Where the quote stood when it was kept."""
    return Place(one.article_id, one.start, one.start + len(one.quote), digest(one.quote))


def without_twins(clippings: Sequence[Clipping]) -> list[Clipping]:
    """Each article of the quotes once, in their order."""
    return list({one.article_id: one for one in reversed(clippings)}.values())[::-1]
