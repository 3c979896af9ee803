"""Small things that every section draws: the name, notices, headings of articles, quotes."""

from secrets import token_hex

import streamlit as st

from app.conversation.places import address, place_of
from app.links import web_address
from app.messages import say, say_day, say_searched
from app.page.highlight import escape
from app.page.state import Session
from rag.answer import Source
from rag.explore.overview import Headline
from vectorstore.alerts import AlertHit
from vectorstore.records import Article, Coverage, Passage

# A tab shows fewer; a bookmark and the history show it all.
MAX_TITLE_CHARS = 70


def notice(sentence: str) -> str:
    """A sentence that the reader must not overlook, as HTML."""
    return f'<div class="hb-notice" role="status">{escape(sentence)}</div>'


def draw_said(session: Session) -> None:
    """Tell in passing, wherever on the page its reader is, what was done."""
    if session.said is not None:
        said, session.said = session.said, None
        # Not Streamlit's toast, which has no name for screen readers. The id lets the same words appear once more.
        st.html(f'<div class="hb-said" role="status" id="said-{token_hex(4)}">{escape(said)}</div>')


def label(words: str, level: str = "h2") -> str:
    """A small heading, as HTML."""
    return f'<{level} class="hb-label">{escape(words)}</{level}>'


def original(about: Source | Passage | Article, language: str) -> str:
    """The way to where it was published, as HTML; empty where that is not known."""
    url = web_address(about.url)
    link = f'<a class="hb-out" href="{escape(url)}">{escape(say("original", language))} ↗</a>' if url else ""
    return f'<p class="hb-muted">{link}</p>' if link else ""


def heading(about: Source | Passage | Article, language: str, level: str) -> str:
    """Title, outlet, date and the way to the original."""
    facts = [escape(fact) for fact in (about.outlet, say_day(about.published, language)) if fact]
    if url := web_address(about.url):
        facts.append(f'<a class="hb-out" href="{escape(url)}">{escape(say("original", language))} ↗</a>')
    return f'<{level} class="hb-title">{escape(about.title)}</{level}><p class="hb-muted">{" · ".join(facts)}</p>'


def headline(about: Article | Headline | AlertHit, link: str, language: str, *, dated: bool = True) -> str:
    """A line of a list of articles, which opens it, as HTML; `dated`: with its day."""
    day = say_day(about.published, language) if dated else ""
    facts = " · ".join(escape(fact) for fact in (about.outlet, day) if fact)
    named = escape(about.title or say("untitled", language))
    title = f'<a class="hb-open" href="{escape(link)}">{named}</a>'
    return f'<li>{title}<span class="hb-muted">{facts}</span></li>'


def draw_title(words: str) -> None:
    """What the browser's tab says before the product's name."""
    line = " ".join(words.split())
    short = line if len(line) <= MAX_TITLE_CHARS else f"{line[: MAX_TITLE_CHARS - 1]}…"
    st.set_page_config(f"{short} · Hỏi Báo")


def draw_name() -> None:
    """The product's name."""
    st.html('<h1 class="hb-name" lang="vi">Hỏi Báo</h1>')


def draw_ground(coverage: Coverage, llm: str | None, language: str) -> None:
    """What answers stand on: the library's extent, and whether they are quoted or worded by a model."""
    mode = say("mode_llm", language, model=llm) if llm else say("mode_quote", language)
    held = say_searched(coverage, language)
    st.html(f'<p class="hb-muted">{escape(held)} · {escape(mode)}</p>')


def quoted_html(source: Source) -> str:
    """What a source says, as HTML; a click opens it in its article."""
    link = escape(address(place_of(source, 0), None))
    return f'<p class="hb-says"><a class="hb-open" href="{link}">{escape(source.quote)}</a></p>'
