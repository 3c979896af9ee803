"""A question and its answer as safe HTML, with the buttons under them (`app/page/static/acts.js` follows these).

One element for each and no widget: what is drawn again with every question must be light, and have names that screen
readers say in the interface's language. Pure functions; they know no page and no library.
"""

import base64

from app.conversation.exchange import Exchange
from app.conversation.export import markdown_of, plain_of
from app.errors import UnreadableTurnError
from app.messages import (
    FORESEEN,
    say,
    say_answer,
    say_error,
    say_no,
    say_not_stated,
    say_note_of,
    say_step,
    say_take_off,
)
from app.page.answer_html import AddressOf, answer_html, streamed_html
from app.page.highlight import escape
from app.page.views.article_list import listing_html
from app.page.views.parts import notice
from app.page.views.sources import consulted, consulted_html, sources_html
from rag.answer import Answer, QuestionReading
from rag.generate.breadth import is_broad
from vectorstore.conversations import Rating

# Notes that tell of a reading of the question's words: the reader can take it back by a button.
_READINGS: dict[str, QuestionReading] = {"days": "dates", "outlet": "outlet"}
_RATINGS: dict[Rating, str] = {"up": "thumb_up", "down": "thumb_down"}


def question_html(exchange: Exchange, number: int, language: str, *, new: bool, replaced: bool = True) -> str:
    """Exchange `number`'s question. `new`: it is being asked, and goes to the top of the page.

    `replaced`: asked again, it is asked in its own place.
    """
    name = _hidden("h2", say("question_number", language, n=number + 1))
    kind = "hb-question hb-new" if new else "hb-question"
    why = say("edit_why" if replaced else "edit_appended_why", language)
    edit = act_button("edit", number, "edit", language, title=why, icon_only=True)
    return f'{name}<div class="{kind}">{escape(exchange.question)}</div><div class="hb-acts hb-edit">{edit}</div>'


def outcome_html(
    exchange: Exchange,
    number: int,
    address: AddressOf,
    language: str,
    *,
    last: bool,
    unfolded: bool,
    llm: bool = False,
    may_keep: bool = False,
    followed: bool = False,
) -> str:
    """What came of it, with what it stands on and what can be done with it.

    `last`: no exchange is after it; `unfolded`: with what was read for it, too, which would else make up most of a
    long conversation's HTML; `llm`: whether there is a model that could look into it; `may_keep`: whether its reader
    may pin its quotes, and follow its question; `followed`: they do.
    """
    name = _hidden("h3", say("answer_number", language, n=number + 1))
    answer, after = exchange.answer, ""
    if exchange.error is not None:
        foreseen = isinstance(exchange.error, (*FORESEEN, UnreadableTurnError))
        told = notice(say_error(exchange.error, language) if foreseen else say("answer_failed", language))
    elif answer is None:
        words = f'<div class="hb-answer hb-words">{streamed_html(exchange.words)}</div>' if exchange.words else ""
        told = words + notice(say("stopped" if exchange.stopped else "unanswered", language))
    else:
        readings = _readings(exchange, answer, number, language)
        told = _answer(answer, number, address, language) + readings
        after = sources_html(exchange, address, language)
        after += _consulted(exchange, number, address, language, unfolded=unfolded)
    tools = _tools(exchange, number, language, last=last, llm=llm, may_keep=may_keep, followed=followed)
    return f"{name}{told}{tools}{after}"


def stop_html(number: int, language: str) -> str:
    """The button that ends exchange `number`'s answer where it is."""
    return f'<div class="hb-acts">{act_button("stop", number, "stop_circle", language)}</div>'


def _answer(answer: Answer, number: int, address: AddressOf, language: str) -> str:
    parts = []
    if answer.understood_as != answer.question:
        words = say("take_off_wording", language, text=answer.understood_as)
        parts.append(_reading("wording", number, words, say("take_off_wording_why", language)))
    told = [note for note in answer.notes if note.code not in _READINGS]
    parts += [notice(say_note_of(answer, note, language)) for note in told]
    words = " hb-words" if answer.mode == "llm" and not answer.small_talk else ""
    spoken = f'<div class="hb-answer{words}" lang="{escape(answer.language)}">'
    if answer.listing:
        parts.append(f"{spoken}{listing_html(answer, answer.listing, address, language, number)}</div>")
    elif answer.small_talk:
        parts.append(f"{spoken}<p>{escape(say_answer(answer))}</p></div>")
    elif answer.abstained and answer.nearest:
        told_not = f"{say_not_stated(answer, language)} {say('what_comes_nearest', language)}"
        parts.append(f'<div class="hb-no"><p>{escape(told_not)}</p></div>')
    elif answer.abstained and not answer.text:
        no = say_no(answer, language)
        parts.append(f'<div class="hb-no"><p>{escape(no)}</p><p>{escape(say("ask_better", language))}</p></div>')
    else:
        parts.append(f"{spoken}{answer_html(answer, address, language, number)}</div>")
    return "".join(parts)


def _readings(exchange: Exchange, answer: Answer, number: int, language: str) -> str:
    """A button for each reading of the question's words that decided which articles were looked at."""
    buttons = [
        _reading(_READINGS[note.code], number, *say_take_off(note, language))
        for note in answer.notes
        if note.code in _READINGS
    ]
    if answer.listing:
        buttons.insert(
            0, _reading("listing", number, say("take_off_listing", language), say("take_off_listing_why", language))
        )
    within = exchange.article.title if exchange.article else answer.filters.collection
    if within:
        kind = "article" if exchange.article else "collection"
        words, why = say(f"take_off_{kind}", language, name=within), say(f"take_off_{kind}_why", language)
        buttons.append(_reading("everywhere", number, words, why))
    return f'<div class="hb-acts">{"".join(buttons)}</div>' if buttons else ""


def _reading(do: str, number: int, words: str, why: str) -> str:
    """What was made of the question, as a button that takes it back; its ✕ doesn't stand on a line alone."""
    words = words.replace(" ✕", "\u00a0✕")
    do = f'data-do="{do}" data-turn="{number}"'
    return f'<button type="button" class="hb-do hb-reading" {do} title="{escape(why)}">{escape(words)}</button>'


def _consulted(exchange: Exchange, number: int, address: AddressOf, language: str, *, unfolded: bool) -> str:
    if not (read := consulted(exchange)):
        return ""
    told = escape(say("also_read", language, count=len(read)))
    do = f'data-do="more" data-turn="{number}" aria-expanded="{str(unfolded).lower()}"'
    icon = f'<span class="hb-icon" aria-hidden="true">{"expand_less" if unfolded else "expand_more"}</span>'
    button = f'<div class="hb-acts"><button type="button" class="hb-do" {do}>{icon}<span>{told}</span></button></div>'
    if not unfolded:
        return button
    passages = consulted_html(exchange, address, language)
    return f"{button}{_steps(exchange, language)}{passages}{_tokens(exchange, language)}"


def _steps(exchange: Exchange, language: str) -> str:
    """What was searched and read for it, where that was more than one search."""
    steps = exchange.answer.steps if exchange.answer else ()
    if not steps:
        return ""
    done = "".join(f"<li>{escape(say_step(step, language))}</li>" for step in steps)
    return f'<ol class="hb-muted hb-steps">{done}</ol>'


def _tokens(exchange: Exchange, language: str) -> str:
    usage = exchange.answer.usage if exchange.answer else None
    if usage is None:
        return ""
    told = say("tokens_used", language, input=usage.input_tokens, output=usage.output_tokens)
    return f'<p class="hb-muted">{escape(told)}</p>'


def _tools(
    exchange: Exchange, number: int, language: str, *, last: bool, llm: bool, may_keep: bool, followed: bool
) -> str:
    buttons = []
    if exchange.answer is not None:
        for rating, icon in _RATINGS.items():
            pressed = exchange.rating == rating
            buttons.append(act_button(rating, number, icon, language, pressed=pressed, icon_only=True))
        buttons.append(_copies(exchange, number, language))
        if may_keep and exchange.answer.sources:
            buttons.append(act_button("clip", number, "push_pin", language, title=say("clip_why", language)))
        if may_keep and not exchange.answer.small_talk:
            code, icon = ("following", "notifications_active") if followed else ("follow", "notifications")
            buttons.append(act_button(code, number, icon, language, title=say(f"{code}_why", language)))
    for way, icon in _ways(exchange, llm=llm):
        buttons.append(act_button(way, number, icon, language, title=say(f"{way}_why", language)))
    if last or exchange.answer is None or exchange.stopped:
        buttons.append(act_button("retry", number, "refresh", language))
    return f'<div class="hb-acts hb-tools">{"".join(buttons)}</div>' if buttons else ""


def _copies(exchange: Exchange, number: int, language: str) -> str:
    """Buttons that take the answer away: one copies it, holding what it copies; other forms are behind a fold."""
    buttons = []
    for code, icon, text in (
        ("copy", "content_copy", plain_of(exchange, language)),
        ("copy_plain", "notes", plain_of(exchange, language, sources=False)),
        ("copy_markdown", "markdown_copy", markdown_of(exchange, language)),
    ):
        buttons.append(copy_button(code, str(number), icon, text, language))
    more = escape(say("copy_more", language))
    fold = '<span class="hb-icon" aria-hidden="true">expand_more</span>'
    summary = f'<summary class="hb-do" title="{more}">{fold}<span class="hb-hidden">{more}</span></summary>'
    buttons.append(act_button("word", number, "description", language, title=say("word_why", language)))
    buttons.append(act_button("print", number, "print", language, title=say("print_why", language)))
    return f'{buttons[0]}<details class="hb-forms">{summary}<div>{"".join(buttons[1:])}</div></details>'


def copy_button(code: str, turn: str, icon: str, text: str, language: str) -> str:
    """A button that copies `text`, named by `code`."""
    word, why, done = (escape(say(said, language)) for said in (code, f"{code}_why", "copied_now"))
    drawing = f'<span class="hb-icon" aria-hidden="true">{icon}</span>'
    do = f'data-do="{code}" data-turn="{turn}" data-copy="{encoded(text)}" data-copied="{done}"'
    return f'<button type="button" class="hb-do" {do} title="{why}">{drawing}<span>{word}</span></button>'


def encoded(text: str) -> str:
    """What is to be copied, in base 64: the page drops an attribute that holds what could be markup."""
    return base64.b64encode(text.encode()).decode()


def _ways(exchange: Exchange, *, llm: bool) -> list[tuple[str, str]]:
    """Other ways of answering that an answer calls for: quotes where little of a model's is borne out, research where
    much is asked and there is a model.
    """
    answer = exchange.answer
    if answer is None or answer.small_talk or not (llm or answer.mode == "llm"):
        return []
    doubtful = any(note.code == "llm_unsupported" for note in answer.notes)
    broad = exchange.way != "research" and is_broad(answer.understood_as)
    return [("quoted", "format_quote")] * doubtful + [("research", "travel_explore")] * broad


def act_button(
    do: str,
    turn: int | str,
    icon: str,
    language: str,
    *,
    title: str = "",
    pressed: bool | None = None,
    icon_only: bool = False,
) -> str:
    """A button whose word is `do`; `pressed`: for one that stays down."""
    word = escape(say(do, language))
    down = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    why = f' title="{escape(title or say(do, language))}"' if title or icon_only else ""
    shown = _hidden("span", word) if icon_only else f"<span>{word}</span>"
    drawing = f'<span class="hb-icon" aria-hidden="true">{icon}</span>'
    do = f'data-do="{do}" data-turn="{turn}"'
    return f'<button type="button" class="hb-do" {do}{down}{why}>{drawing}{shown}</button>'


def _hidden(element: str, words: str) -> str:
    """For screen readers only; `words` are ours."""
    return f'<{element} class="hb-hidden">{words}</{element}>'
