"""A folder of quotes to be taken away: each with its source and note, and the list of sources at the end."""

from collections.abc import Iterator, Sequence

from app.links import article_link, web_address
from app.messages import say, say_day
from app.page.clipping import without_twins
from app.text_blocks import TextBlock
from vectorstore.clippings import Clipping


def clippings_blocks(
    folder: str, clippings: Sequence[Clipping], language: str, page: str, day: str
) -> Iterator[TextBlock]:
    """The folder; `page`: where the page is reached, for articles without an address of their own."""
    yield TextBlock("title", folder)
    yield TextBlock("note", say("taken_from", language, day=day))
    for one in clippings:
        yield TextBlock("quote", one.quote)
        yield TextBlock("note", ", ".join(_about(one, language)))
        if one.note:
            yield TextBlock("text", f"{say('clip_note', language)}: {one.note}")
    if clippings:
        yield TextBlock("heading", say("sources", language))
    for one in without_twins(clippings):
        title, *about = _about(one, language)
        yield TextBlock("item", title, web_address(one.url) or article_link(page, one.article_id), ", ".join(about))


def _about(one: Clipping, language: str) -> list[str]:
    title = one.title or say("untitled", language)
    return [title, *filter(None, [one.outlet, say_day(one.published, language)])]
