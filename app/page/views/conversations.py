"""The conversations in the sidebar: found, opened, named, exported, deleted."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from app.messages import say
from app.page.chat import Chat
from app.page.export import conversation_json, conversation_markdown
from app.page.highlight import escape, plain
from app.page.papers.files import conversation_file
from app.page.papers.word_file import MIME
from app.page.state import Exchange
from app.page.views.parts import label
from vectorstore.conversations import MAX_NAME_CHARS, Conversation

_LISTED = 50
_EXPORTS: tuple[tuple[str, str, Callable[[str, Sequence[Exchange], str], str | bytes]], ...] = (
    ("md", "text/markdown", conversation_markdown),
    ("docx", MIME, conversation_file),
    ("json", "application/json", conversation_json),
)


def draw_conversations(chat: Chat, language: str, *, shared: bool) -> None:
    """The list, with what can be done with the one that is open. Raises: LibraryError.

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
    listed = conversations.listed(owner=chat.owner, search=search, limit=_LISTED)
    with st.container(key="conversations", gap=None):
        for found in listed:
            current = found.id == chat.session.conversation
            st.button(
                plain(found.name),
                key=f"open-{found.id}",
                width="stretch",
                type="secondary" if current else "tertiary",
                on_click=_open,
                args=(found.id,),
            )
        if not listed:
            st.html(f'<p class="hb-muted">{escape(say("no_conversation_found", language))}</p>')
    if chat.session.kept and (one := conversations.get(chat.session.conversation, owner=chat.owner)):
        _draw_one(one, chat, language)


def _open(conversation: str) -> None:
    st.query_params.from_dict({"conversation": conversation})


def _draw_one(conversation: Conversation, chat: Chat, language: str) -> None:
    key = f"name-{conversation.id}"
    exchanges = chat.session.exchanges

    def rename() -> None:
        chat.rename(str(st.session_state[key]))

    def remove() -> None:
        chat.remove()
        st.query_params.clear()

    if not chat.may_forget:
        for kind, mime, write in _EXPORTS:
            _draw_export(kind, mime, partial(write, conversation.name, exchanges, language), conversation, language)
        return
    with st.popover(say("manage", language), icon=":material/more_horiz:", key="manage", width="stretch"):
        st.text_input(say("rename", language), conversation.name, key=key, max_chars=MAX_NAME_CHARS, on_change=rename)
        for kind, mime, write in _EXPORTS:
            _draw_export(kind, mime, partial(write, conversation.name, exchanges, language), conversation, language)
        with st.expander(say("delete", language), icon=":material/delete:"):
            st.button(say("delete_sure", language), key="delete", type="primary", width="stretch", on_click=remove)


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
