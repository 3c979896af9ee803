"""The conversations in the sidebar: found, opened, and each with a menu to name, pin, export and delete it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from app.conversation.exchange import Exchange
from app.conversation.export import conversation_json, conversation_markdown
from app.conversation.places import TURN
from app.conversation.stored import words_of
from app.messages import say
from app.page.chat import Chat
from app.page.highlight import escape, plain
from app.page.papers.files import conversation_file
from app.page.papers.word_file import MIME
from app.page.views.parts import label
from language.dates.day import in_zone
from language.normal_form import fold
from vectorstore.conversations import MAX_NAME_CHARS, Conversation

# So many are listed at once, and so many more at each wish.
MORE = 40
_DAYS_A_WEEK = 7
_WORD = re.compile(r"[^\W_]+")
_PIN, _UNPIN, _EXPORT = "pin_conversation", "unpin_conversation", "export_conversation"
_EXPORTS: tuple[tuple[str, str, Callable[[str, Sequence[Exchange], str], str | bytes]], ...] = (
    ("md", "text/markdown", conversation_markdown),
    ("docx", MIME, conversation_file),
    ("json", "application/json", conversation_json),
)


def draw_conversations(chat: Chat, language: str, zone: str, *, shared: bool) -> None:
    """The list, by days of the time zone `zone`. Raises: LibraryError.

    `shared`: nobody signs in, and others than who sits at this machine may open the page.
    """
    conversations = chat.library.conversations
    if not conversations.listed(owner=chat.owner, limit=1):
        return
    st.html(label(say("conversations", language)))
    if shared:
        code = "conversations_shared" if chat.may_forget else "conversations_seen"
        st.html(f'<p class="hb-muted">{escape(say(code, language))}</p>')
    search = st.text_input(
        say("find_conversation", language),
        key="find-conversation",
        placeholder=say("find_conversation", language),
        label_visibility="collapsed",
        icon=":material/search:",
        live=True,
    )
    wanted = chat.session.listed or MORE
    listed = conversations.listed(owner=chat.owner, search=search, limit=wanted + 1)
    today = datetime.now(ZoneInfo(zone)).date()
    with st.container(key="conversations", gap=None):
        for heading, members in grouped(listed[:wanted], today, zone, language):
            st.html(label(heading, "h3"))
            for conversation in members:
                _draw_row(conversation, search, chat, language)
        if not listed:
            st.html(f'<p class="hb-muted">{escape(say("no_conversation_found", language))}</p>')
        if len(listed) > wanted:
            st.button(
                say("more_conversations", language),
                key="more-conversations",
                type="tertiary",
                icon=":material/expand_more:",
                on_click=lambda: setattr(chat.session, "listed", wanted + MORE),
            )


def grouped(
    listed: Sequence[Conversation], today: date, zone: str, language: str
) -> list[tuple[str, list[Conversation]]]:
    """(the words that head them, those under them): pinned, today, yesterday, this week, then by months; as listed."""
    groups: dict[str, list[Conversation]] = {}
    for conversation in listed:
        groups.setdefault(_heading(conversation, today, zone, language), []).append(conversation)
    return list(groups.items())


def _heading(conversation: Conversation, today: date, zone: str, language: str) -> str:
    day = date.fromisoformat(in_zone(conversation.changed, zone)[:10])
    days = (today - day).days
    if conversation.pinned:
        return say("pinned", language)
    if days <= 1:
        return say("yesterday" if days == 1 else "today", language)
    if days < _DAYS_A_WEEK:
        return say("last_week", language)
    return say("month_of", language, month=day.month, year=str(day.year))


def turn_holding(exchanges: Sequence[Exchange], search: str) -> int:
    """Which of them, counted from 1, holds most of the words that begin so, the first of several; 0 for none."""
    wanted = set(_WORD.findall(fold(search)))
    held = []
    for exchange in exchanges:
        words = set(_WORD.findall(fold(words_of(exchange))))
        held.append(sum(any(word.startswith(start) for word in words) for start in wanted))
    most = max(held, default=0)
    return held.index(most) + 1 if most else 0


def _draw_row(conversation: Conversation, search: str, chat: Chat, language: str) -> None:
    session, name = chat.session, plain(conversation.name)
    with st.container(horizontal=True, gap=None, key=f"conversation-{conversation.id}"):
        st.button(
            name,
            key=f"open-{conversation.id}",
            width="stretch",
            type="secondary" if conversation.id == session.conversation else "tertiary",
            on_click=_open,
            args=(chat, conversation.id, search),
        )
        st.menu_button(
            say("conversation_menu", language, name=name),
            _offered(conversation, may_forget=chat.may_forget),
            key=f"menu-{conversation.id}",
            type="tertiary",
            icon=":material/more_horiz:",
            format_func=lambda do: say(do, language),
            on_click=_choose,
            args=(chat, conversation.id),
        )
    if session.managing and session.managing[0] == conversation.id:
        _draw_doing(session.managing[1], conversation, chat, language)


def _offered(conversation: Conversation, *, may_forget: bool) -> Sequence[str]:
    """What its menu offers, by the words for it."""
    if not may_forget:
        return (_EXPORT,)
    return "rename", _UNPIN if conversation.pinned else _PIN, _EXPORT, "delete"


def _open(chat: Chat, conversation: str, search: str) -> None:
    """Open it, at the turn that a search found."""
    turn = turn_holding(chat.exchanges_of(conversation), search) if search.strip() else 0
    st.query_params.from_dict({"conversation": conversation, **({TURN: str(turn)} if turn else {})})


def _choose(chat: Chat, conversation: str) -> None:
    do = str(st.session_state[f"menu-{conversation}"])
    if do in (_PIN, _UNPIN):
        chat.pin(conversation, do == _PIN)
    else:
        chat.session.managing = conversation, do


def _draw_doing(do: str, conversation: Conversation, chat: Chat, language: str) -> None:
    """What a choice of the menu opens, under its conversation."""
    key = f"name-{conversation.id}"

    def end() -> None:
        chat.session.managing = None

    def rename() -> None:
        chat.rename(conversation.id, str(st.session_state[key]))
        end()

    def remove() -> None:
        if conversation.id == chat.session.conversation:
            st.query_params.clear()
        chat.remove(conversation.id)
        end()

    with st.container(key="managing", gap="xsmall"):
        if do == "rename":
            st.text_input(say(do, language), conversation.name, key=key, max_chars=MAX_NAME_CHARS, on_change=rename)
        elif do == _EXPORT:
            for kind, mime, write in _EXPORTS:
                _draw_export(kind, mime, partial(_written, write, conversation, chat, language), conversation, language)
        else:
            st.button(say("delete_sure", language), key="delete", type="primary", width="stretch", on_click=remove)
        st.button(say("cancel", language), key="end-managing", type="tertiary", on_click=end)


def _written(
    write: Callable[[str, Sequence[Exchange], str], str | bytes], conversation: Conversation, chat: Chat, language: str
) -> str | bytes:
    return write(conversation.name, chat.exchanges_of(conversation.id), language)


def _draw_export(kind: str, mime: str, write: Callable[[], str | bytes], of: Conversation, language: str) -> None:
    st.download_button(
        say(f"export_{kind}", language),
        write,
        f"hoibao-{of.id}.{kind}",
        mime,
        key=f"export-{kind}",
        on_click="ignore",
        width="stretch",
        icon=":material/download:",
    )
