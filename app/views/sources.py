"""What an answer stands on: the articles that it cites, each with its quotes, and apart what was merely read."""

from collections.abc import Sequence

import streamlit as st

from app.chat import Chat
from app.highlight import escape, marked
from app.messages import say
from app.places import Place, address, digest
from app.state import Excerpt, Exchange
from app.views.parts import heading, label
from rag.answer import Source
from vectorstore.chunk import Passage

_NEAREST = 3
# Of a passage that isn't cited, so much is shown.
_GIST_CHARS = 240


def draw_sources(exchange: Exchange, number: int, language: str, chat: Chat) -> None:
    """The cited articles in the order of their first citation; of an abstention, the nearest ones."""
    answer = exchange.answer
    if answer is None or answer.small_talk:
        return
    session = chat.session

    def opens(passage: Passage) -> str:
        place = Place(passage.article_id, passage.start, passage.end, digest(passage.text), number + 1)
        return address(place, session.conversation)

    if answer.abstained:
        nearest: dict[str, Passage] = {}
        for passage in answer.consulted:
            nearest.setdefault(passage.article_id, passage)
        if nearest:
            cards = [_card(passage, "", opens(passage), language) for passage in list(nearest.values())[:_NEAREST]]
            st.html(label(say("nearest_articles", language)) + "".join(cards))
        return
    cards = []
    for cited in exchange.cited:
        quoted = [source for source in answer.sources if source.article_id == cited.article_id]
        text = "".join(marked(excerpt, quoted) for excerpt in cited.excerpts)
        cards.append(_card(quoted[0], text, chat.address(number)(quoted[0]), language))
    if cards:
        st.html(label(say("sources", language)) + "".join(cards))
    if read := [passage for passage in answer.consulted if not _holds_any(passage, answer.sources)]:
        with st.expander(say("also_read", language, count=len(read))):
            gists = [_card(passage, marked(_gist(passage), ()), opens(passage), language) for passage in read]
            st.html(f'<p class="hb-muted">{escape(say("also_read_why", language))}</p>{"".join(gists)}')


def _card(about: Source | Passage, text: str, link: str, language: str) -> str:
    opener = f'<a class="hb-open hb-read" href="{escape(link)}">{escape(say("whole_article", language))}</a>'
    excerpt = f'<div class="hb-excerpt">{text}</div>' if text else ""
    return f'<section class="hb-card">{heading(about, language, "h3")}{excerpt}{opener}</section>'


def _gist(passage: Passage) -> Excerpt:
    cut = passage.text.rfind(" ", 0, _GIST_CHARS) if len(passage.text) > _GIST_CHARS else len(passage.text)
    return Excerpt(passage.start, passage.text[: cut if cut > 0 else _GIST_CHARS], after=cut < len(passage.text))


def _holds_any(passage: Passage, sources: Sequence[Source]) -> bool:
    return any(
        source.article_id == passage.article_id and source.start < passage.end and passage.start < source.end
        for source in sources
    )
