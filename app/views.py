"""Draws the chat page with Streamlit: an exchange, its sources, an article. Decides nothing; knows no settings.

Words of articles, models and users reach the browser only through `app.highlight`, as text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import streamlit as st

from app.highlight import answer_html, escape, excerpts, marked, plain, streamed_html, web_address
from app.messages import say, say_answer, say_day, say_error, say_note_of, say_searched, say_take_off
from app.settings import SettingsError
from rag.answer import Answer, Reading, Source
from rag.errors import QuestionError, RerankerError
from rag.question import Turn
from vectorstore.chunk import Article, Coverage, Passage
from vectorstore.errors import EncoderError, LibraryError
from vectorstore.library import Library

FORESEEN = (LibraryError, EncoderError, RerankerError, QuestionError, SettingsError)
_NEAREST = 3
# Notes that tell of a reading of the question's words: the reader can take it back by a button.
_READINGS: dict[str, Reading] = {"days": "dates", "outlet": "outlet"}


@dataclass(frozen=True)
class Card:
    """An article under an answer, as it was then: `excerpt` is the HTML of the paragraphs that are quoted."""

    about: Source | Passage
    sources: Sequence[Source] = ()
    excerpt: str = ""


@dataclass
class Exchange:
    """A question and what came of it: an answer or an error; neither while it is still to be asked.

    `history`: the turns before it; `without`: the readings of its words that were taken back; `suggestions`: what may
    be asked next, None until it was looked for; `kept`: its number in the library; `rating`: 1 good, 0 bad.
    """

    question: str
    history: tuple[Turn, ...] = ()
    without: tuple[Reading, ...] = ()
    answer: Answer | None = None
    error: Exception | None = None
    cards: list[Card] = field(default_factory=list)
    suggestions: Sequence[str] | None = None
    kept: int | None = None
    rating: int | None = None


Ask = Callable[[Exchange], Iterable[str | Answer]]
Again = Callable[[Exchange, Reading], None]
Suggest = Callable[[Exchange, Answer], Sequence[str]]


def draw_name() -> None:
    """The product's name."""
    st.html('<h1 class="hb-name" lang="vi">Hỏi Báo</h1>')


def draw_ground(coverage: Coverage, llm: str | None, language: str) -> None:
    """What answers stand on: the library's extent, and whether they are quoted or worded by a model."""
    mode = say("mode_llm", language, model=llm) if llm else say("mode_quote", language)
    held = say_searched(coverage, language)
    st.html(f'<p class="hb-muted">{escape(held)} · {escape(mode)}</p>')


def draw_welcome(examples: Sequence[str], language: str, choose: Callable[[str], None]) -> None:
    """What the page is for, and questions to begin with."""
    greeting, tagline, label = (escape(say(code, language)) for code in ("welcome", "tagline", "try_these"))
    st.html(f'<div class="hb-welcome"><h2>{greeting}</h2><p>{tagline}</p></div><p class="hb-label">{label}</p>')
    with st.container(key="examples", gap="xsmall"):
        for number, example in enumerate(examples):
            st.button(plain(example), key=f"example-{number}", width="stretch", on_click=choose, args=(example,))


def draw(exchange: Exchange, number: int, language: str, library: Library, ask: Ask | None, again: Again) -> None:
    """Draw exchange `number`, the same way while it is answered and ever after; `ask` None: don't ask any more.

    `again` puts its question once more, without one reading of its words.
    """
    with st.chat_message("user"):
        st.html(f'<div class="hb-question">{escape(exchange.question)}</div>')
    with st.chat_message("assistant"):
        body = st.empty()
        if ask and exchange.answer is None and exchange.error is None:
            body.html(f'<p class="hb-muted" role="status">{escape(say("searching", language))}</p>')
            try:
                _follow(exchange, ask(exchange), library, _anchor(number), body.html)
            except FORESEEN as error:
                exchange.error = error.with_traceback(None)
        if exchange.error is not None:
            body.html(notice(say_error(exchange.error, language)))
        elif exchange.answer is not None:
            body.html(_answer(exchange.answer, _anchor(number), language))
            _draw_readings(exchange, exchange.answer, number, language, again)
            _draw_cards(exchange, number, language, library)
        else:
            body.html(f'<p class="hb-muted">{escape(say("stopped", language))}</p>')


def draw_suggestions(
    exchange: Exchange, number: int, language: str, suggest: Suggest, choose: Callable[[str], None]
) -> None:
    """Questions to ask next, once the answer is drawn: finding them takes a moment, and the answer doesn't wait."""
    place = st.container(key=f"next-{number}", gap="xsmall")
    if exchange.suggestions is None and exchange.answer is not None:
        try:
            exchange.suggestions = suggest(exchange, exchange.answer)
        except FORESEEN:
            exchange.suggestions = ()  # the answer stands without them
    if not exchange.suggestions:
        return
    with place:
        st.html(f'<p class="hb-label">{escape(say("ask_next", language))}</p>')
        for index, question in enumerate(exchange.suggestions):
            st.button(plain(question), key=f"next-{number}-{index}", width="stretch", on_click=choose, args=(question,))


def _follow(
    exchange: Exchange, pieces: Iterable[str | Answer], library: Library, anchor: str, show: Callable[[str], object]
) -> None:
    text = ""
    for piece in pieces:
        if isinstance(piece, Answer):
            exchange.cards = _cards(piece, library, anchor)
            exchange.answer = piece
        else:
            text += piece
            show(f'<div class="hb-answer">{streamed_html(text)}</div>')


def _anchor(number: int) -> str:
    return f"hb-{number}"


def notice(sentence: str) -> str:
    """A sentence that the reader must not overlook, as HTML."""
    return f'<div class="hb-notice" role="status">{escape(sentence)}</div>'


def _answer(answer: Answer, anchor: str, language: str) -> str:
    parts = []
    if answer.understood_as != answer.question:
        parts.append(f'<p class="hb-muted">{escape(say("understood_as", language, text=answer.understood_as))}</p>')
    told = [note for note in answer.notes if note.code not in _READINGS]
    parts += [notice(say_note_of(answer, note, language)) for note in told]
    if answer.small_talk:
        parts.append(
            f'<div class="hb-answer" lang="{escape(answer.language)}"><p>{escape(say_answer(answer))}</p></div>'
        )
    elif answer.abstained:
        no = say("no_answer", language, searched=say_searched(answer.coverage, language))
        parts.append(f'<div class="hb-no"><p>{escape(no)}</p><p>{escape(say("ask_better", language))}</p></div>')
    else:
        inside = answer_html(answer, anchor, language)
        parts.append(f'<div class="hb-answer" lang="{escape(answer.language)}">{inside}</div>')
    return "".join(parts)


def _draw_readings(exchange: Exchange, answer: Answer, number: int, language: str, again: Again) -> None:
    """A button for each reading of the question's words that decided which articles were looked at."""
    told = [note for note in answer.notes if note.code in _READINGS]
    if not told:
        return
    with st.container(horizontal=True, gap="xsmall", key=f"readings-{number}"):
        for note in told:
            reading = _READINGS[note.code]
            label, why = map(plain, say_take_off(note, language))
            st.button(label, key=f"without-{number}-{reading}", help=why, on_click=again, args=(exchange, reading))


def cards_of(answer: Answer, library: Library, number: int) -> list[Card]:
    """The articles under the answer of exchange `number`. Raises: LibraryError."""
    return _cards(answer, library, _anchor(number))


def _cards(answer: Answer, library: Library, anchor: str) -> list[Card]:
    """Cited articles in the order of their first citation; of an abstention, the nearest ones."""
    if answer.abstained:
        nearest: dict[str, Passage] = {}
        for passage in answer.consulted:
            nearest.setdefault(passage.article_id, passage)
        return [Card(passage) for passage in list(nearest.values())[:_NEAREST]]
    cited: dict[str, list[Source]] = {}
    for source in answer.sources:
        cited.setdefault(source.article_id, []).append(source)
    return [
        Card(sources[0], sources, "".join(_excerpts(library.article(article_id), sources, anchor)))
        for article_id, sources in cited.items()
    ]


def _excerpts(article: Article | None, sources: Sequence[Source], anchor: str) -> Iterator[str]:
    if article is None or not _holds(article, sources):
        for source in sources:
            number = f'<span class="hb-n" id="{anchor}-{source.n}">{source.n}</span>'
            yield f"<p>{number}<mark>{escape(source.quote)}</mark></p>"
        return
    for start, end in excerpts(article.text, sources):
        yield marked(article.text, start, end, sources, anchor)


def _holds(article: Article, sources: Sequence[Source]) -> bool:
    return all(article.text[source.start : source.end] == source.quote for source in sources)


def _draw_cards(exchange: Exchange, number: int, language: str, library: Library) -> None:
    if not exchange.cards:
        return
    abstained = exchange.answer is not None and exchange.answer.abstained
    st.html(f'<h2 class="hb-label">{escape(say("nearest_articles" if abstained else "sources", language))}</h2>')
    for index, card in enumerate(exchange.cards):
        with st.container(border=True, gap="xsmall", key=f"card-{number}-{index}"):
            st.html(f'{_heading(card.about, language, "h3")}<div class="hb-excerpt">{card.excerpt}</div>')
            label = say("whole_article", language)
            if st.button(label, key=f"read-{number}-{index}", type="tertiary", icon=":material/menu_book:"):
                st.dialog(say("article", language), width="medium", position="right")(_read)(card, language, library)


def _heading(about: Source | Passage | Article, language: str, level: str) -> str:
    """Title, outlet, date and the way to the original."""
    facts = [escape(fact) for fact in (about.outlet, say_day(about.published, language)) if fact]
    if url := web_address(about.url):
        link = escape(say("original", language))
        facts.append(f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{link} ↗</a>')
    return f'<{level} class="hb-title">{escape(about.title)}</{level}><p class="hb-muted">{" · ".join(facts)}</p>'


def _read(card: Card, language: str, library: Library) -> None:
    """The whole article with its quotes marked; the style sheet scrolls to the first."""
    try:
        article = library.article(card.about.article_id)
    except LibraryError as error:
        st.html(notice(say_error(error, language)))
        return
    sources = card.sources if article and _holds(article, card.sources) else ()
    if article is None or len(sources) < len(card.sources):
        st.html(notice(say("article_gone", language)))
    if article is not None:
        start = _body_start(article)
        if any(source.start < start for source in sources):
            start = 0
        text = marked(article.text, start, len(article.text), sources)
        st.html(f'{_heading(article, language, "h2")}<article class="hb-article" tabindex="0">{text}</article>')


def _body_start(article: Article) -> int:
    """Where the text goes on after a first line that is the title, as it is in plain-text files."""
    return len(article.title) + 1 if article.title and article.text.startswith(f"{article.title}\n") else 0
