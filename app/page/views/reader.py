"""The article reader beside the conversation: the whole article, at the passage that the page's address names."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.conversation.exchange import Excerpt, Exchange
from app.conversation.places import ABOUT, PLACE, Place, address, article_address, place_in, place_of, span_of
from app.messages import say, say_error
from app.page.chat import Chat
from app.page.highlight import escape, marked
from app.page.views.facts import by_hand_html, draw_facts
from app.page.views.links import follow_links, go
from app.page.views.mention import draw_ask_article
from app.page.views.original_file import draw_download, draw_page
from app.page.views.parts import draw_said, draw_title, heading, headline, label, notice
from app.page.views.quotation_box import draw_find_inside, quotation_html
from rag.answer import Source
from rag.explore.overview import related
from vectorstore.clippings import Clipping
from vectorstore.errors import LibraryError
from vectorstore.records import Article


@st.fragment
def draw_reader(chat: Chat, language: str, ask: StreamlitPage, *, may_correct: bool) -> None:
    """The article that the address names, if any, and what opens one; a click on a link draws only this anew.

    `ask`: the page where it can be asked; `may_correct`: whether its title, day, outlet and section can be put right
    here.
    """
    follow_links(_draw_reader(chat, language, ask, may_correct=may_correct))


def _draw_reader(chat: Chat, language: str, ask: StreamlitPage, *, may_correct: bool) -> str | None:
    """Draw it if the address names an article; returns the id of the element to bring into view."""
    place = place_in(st.query_params.to_dict())
    if place is None:
        return None
    exchanges = chat.session.exchanges
    exchange = exchanges[place.turn - 1] if 0 < place.turn <= len(exchanges) else None
    sources = exchange.answer.sources if exchange and exchange.answer else ()
    with st.container(key="reader", gap="small"):
        try:
            article = chat.library.article(place.article_id)
        except LibraryError as error:
            _draw_bar(place, sources, language, chat)
            st.html(notice(say_error(error, language)))
            return None
        _draw_bar(place, sources, language, chat, article, ask)
        draw_said(chat.session)  # what was pinned: a click here draws nothing else anew
        if article is None:
            return _draw_gone(place, exchange, sources, language)
        return _draw_article(article, place, sources, language, chat, may_correct=may_correct)


def _draw_bar(
    place: Place,
    sources: Sequence[Source],
    language: str,
    chat: Chat,
    article: Article | None = None,
    ask: StreamlitPage | None = None,
) -> None:
    at = next((i for i, source in enumerate(sources) if _is_at(source, place)), None)

    def to(step: int) -> None:
        if at is not None:
            go(address(place_of(sources[(at + step) % len(sources)], place.turn), chat.session.conversation))

    with st.container(key="reader-bar", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if at is not None and len(sources) > 1:
            for code, icon, step in (
                ("previous_citation", ":material/chevron_left:", -1),
                ("next_citation", ":material/chevron_right:", 1),
            ):
                st.button(say(code, language), key=code, icon=icon, type="tertiary", on_click=to, args=(step,))
            told = say("citation_of", language, n=sources[at].n, count=len(sources))
            st.html(f'<p class="hb-muted" role="status">{escape(told)}</p>', width="content")
        if article and chat.may_forget and (span := span_of(place, article.text)):
            st.button(
                say("clip_passage", language),
                key="clip-passage",
                icon=":material/push_pin:",
                type="tertiary",
                help=say("clip_passage_why", language),
                on_click=_clip,
                args=(chat, article, span),
            )
        with st.popover(say("link_here", language), type="tertiary", icon=":material/link:", key="reader-link"):
            st.html(f'<p class="hb-muted">{escape(say("link_here_why", language))}</p>')
            base = (st.context.url or "").split("?")[0].rstrip("/")
            st.code(f"{base}/" + address(replace(place, turn=0), None), language=None, wrap_lines=True)
        if article and ask:
            _draw_ask(article, chat, ask, language)
        st.button(
            say("close", language),
            key="close",
            icon=":material/close:",
            type="tertiary",
            shortcut="Escape",
            on_click=_close,
        )


def _draw_ask(article: Article, chat: Chat, ask: StreamlitPage, language: str) -> None:
    """The link to ask it, unless it is asked; in the section of questions, where the conversation goes on."""
    here = st.query_params.to_dict()
    if here.get(ABOUT) != article.id:
        draw_ask_article(article, ask, {} if chat.session.away else here, language)


def _clip(chat: Chat, article: Article, span: tuple[int, int]) -> None:
    about = (article.id, article.title, article.published, article.outlet, article.url)
    chat.clip([Clipping(*about, span[0], article.text[slice(*span)])])


def _is_at(source: Source, place: Place) -> bool:
    return place_of(source, place.turn) == place


def _close() -> None:
    for name in PLACE:
        st.query_params.pop(name, None)


def _draw_article(
    article: Article, place: Place, sources: Sequence[Source], language: str, chat: Chat, *, may_correct: bool
) -> str | None:
    draw_title(article.title or say("untitled", language))
    shown = []
    for source in sources:
        if source.article_id == article.id and (span := span_of(place_of(source, 0), article.text)):
            shown.append(replace(source, start=span[0], end=span[1]))
    here = None
    if span := span_of(place, article.text):
        here = replace(place, start=span[0], end=span[1])
        if all((source.start, source.end) != span for source in shown):  # read, but not cited: without a number
            shown.append(Source(0, article.id, "", None, None, None, "", *span))
    start = _body_start(article)
    if any(source.start < start for source in shown):
        start = 0
    changed = notice(say("passage_changed", language)) if here is None and place.end else ""
    text = marked(Excerpt(start, article.text[start:]), shown, here)
    quote = " ".join(article.text[here.start : here.end].split()) if here else ""
    library = chat.library
    with st.container(key="reader-tools", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if may_correct:
            draw_facts(article, library, lambda: chat.assistant().encoder, chat.session, language)
        st.html(quotation_html(article, quote, language), width="content")
        original = draw_download(article, library, language)
    draw_find_inside(language)
    if original:
        draw_page(article, original, here.start if here else start, quote, library, language)
    told = by_hand_html(article, language)
    st.html(
        f'{heading(article, language, "h2")}{told}{changed}<article class="hb-article" tabindex="0">{text}</article>'
    )
    if others := related(library, article.id):
        lines = (headline(other, article_address(other.article_id), language) for other in others)
        st.html(f'{label(say("related", language))}<ul class="hb-list">{"".join(lines)}</ul>')
    return here.anchor if here else None


def _draw_gone(place: Place, exchange: Exchange | None, sources: Sequence[Source], language: str) -> str:
    """What the library no longer has: the passages as they were kept with the answer. Returns the id of what says so,
    which else might stand out of view."""
    anchor = f"{place.anchor}-gone"
    parts = [f'<div id="{escape(anchor)}" role="status">{notice(say("article_gone", language))}</div>']
    quoted = [source for source in sources if source.article_id == place.article_id]
    cited = [cited for cited in exchange.cited if cited.article_id == place.article_id] if exchange else []
    if quoted and cited:
        text = "".join(marked(excerpt, quoted) for excerpt in cited[0].excerpts)
        told = escape(say("quoted_then", language))
        parts.append(f'{heading(quoted[0], language, "h2")}<p class="hb-muted">{told}</p>')
        parts.append(f'<article class="hb-article" tabindex="0">{text}</article>')
    st.html("".join(parts))
    return anchor


def _body_start(article: Article) -> int:
    """Where the text goes on after a first line that is the title, as it is in plain-text files."""
    return len(article.title) + 1 if article.title and article.text.startswith(f"{article.title}\n") else 0
