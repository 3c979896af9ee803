"""Draws folders of quotes: which one is open, each quote with its source and note, and what can be done with them."""

from collections.abc import Sequence

import streamlit as st

from app.conversation.places import address
from app.messages import say, say_day
from app.page.clipping import place_of_clipping
from app.page.highlight import escape, plain
from app.page.papers.clippings import clippings_blocks
from app.page.papers.files import today
from app.page.state import Session
from app.page.views.parts import label
from app.page.views.turn_html import act_button, copy_button
from app.text_blocks import markdown_text, plain_text
from vectorstore.clippings import MAX_FOLDER_CHARS, MAX_NOTE_CHARS, Clipping, Clippings, folder_named

# What the address calls the folder that is open: one that holds nothing yet is nowhere else.
_FOLDER, _SEEN = "folder", "folder-in-address"


def follow_address(session: Session) -> None:
    """Open the folder that the address names, if that is new: after a reload, or a step back."""
    named = folder_named(st.query_params.get(_FOLDER, ""))
    if named and named != st.session_state.get(_SEEN):
        session.folder = named
    st.session_state[_SEEN] = named


def _open(name: str | None, session: Session) -> None:
    session.folder = st.session_state[_SEEN] = name
    if name:
        st.query_params[_FOLDER] = name
    else:
        st.query_params.pop(_FOLDER, None)


def draw_folders(folders: Sequence[tuple[str, int]], session: Session, language: str, *, may_change: bool) -> str:
    """A pill for each; returns the name of the one that is open, which quotes are pinned to from now on."""
    counts = dict(folders)
    names = list(counts)
    if session.folder and session.folder not in counts:
        names.append(session.folder)  # it is new, and kept once it holds something
    elif not session.folder:
        session.folder = names[0]

    def choose() -> None:
        _open(st.session_state["folder"], session)

    def begin() -> None:
        if name := folder_named(str(st.session_state["new-folder"])):
            _open(name, session)
            st.session_state["new-folder"] = ""

    st.session_state["folder"] = session.folder
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="folders"):
        st.segmented_control(
            say("folder", language),
            names,
            format_func=lambda name: plain(say("folder_label", language, name=name, count=counts.get(name, 0))),
            key="folder",
            required=True,
            label_visibility="collapsed",
            on_change=choose,
        )
        if may_change:
            with st.popover(say("new_folder", language), icon=":material/create_new_folder:", key="make-folder"):
                st.text_input(
                    say("new_folder", language), key="new-folder", max_chars=MAX_FOLDER_CHARS, on_change=begin
                )
                st.html(f'<p class="hb-muted">{escape(say("new_folder_why", language))}</p>')
    return str(session.folder)


def take_away_html(folder: str, clippings: Sequence[Clipping], turn: str, language: str, page: str) -> str:
    """The folder's name, and the buttons that copy it, save it and print it."""
    blocks = list(clippings_blocks(folder, clippings, language, page, today(language)))
    buttons = [
        copy_button("copy_clippings", turn, "content_copy", plain_text(blocks), language),
        copy_button("copy_clippings_markdown", turn, "markdown_copy", markdown_text(blocks), language),
        act_button("word", turn, "description", language, title=say("word_why", language)),
        act_button("print", turn, "print", language, title=say("print_why", language)),
    ]
    return f'{label(folder)}<div class="hb-acts">{"".join(buttons)}</div>'


def draw_clipping(one: Clipping, kept: Clippings, owner: str, language: str, *, may_change: bool) -> None:
    """A quote, which opens its article, with its source and note."""
    facts = " · ".join(filter(None, [one.title, one.outlet, say_day(one.published, language)]))
    link = escape(address(place_of_clipping(one), None))
    said = one.note if not may_change else ""
    st.html(
        f'<blockquote class="hb-clipping"><p><a class="hb-open" href="{link}">“{escape(one.quote)}”</a></p>'
        f'<p class="hb-muted">{escape(facts)}</p>{f"<p>{escape(said)}</p>" if said else ""}</blockquote>'
    )
    if not may_change:
        return

    def discard() -> None:
        kept.remove([one.key], owner=owner)

    key = f"note-{one.key}"
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input(
            say("clip_note", language),
            one.note,
            key=key,
            max_chars=MAX_NOTE_CHARS,
            placeholder=say("clip_note", language),
            label_visibility="collapsed",
            on_change=lambda: kept.note(one.key, str(st.session_state[key]), owner=owner),
        )
        st.button(
            say("clip_remove", language),
            key=f"unclip-{one.key}",
            icon=":material/delete:",
            type="tertiary",
            on_click=discard,
        )


def draw_folder_tools(
    folder: str, clippings: Sequence[Clipping], kept: Clippings, owner: str, session: Session, language: str
) -> None:
    """Rename the folder, or discard it."""

    def rename() -> None:
        if name := folder_named(str(st.session_state[f"rename-folder-{folder}"])):
            kept.rename(folder, name, owner=owner)
            _open(name, session)

    def discard() -> None:
        kept.remove([one.key for one in clippings], owner=owner)
        _open(None, session)

    with st.container(horizontal=True, gap="small", key="folder-tools"):
        with st.popover(say("rename_folder", language), icon=":material/edit:", type="tertiary", key="rename-folder"):
            st.text_input(
                say("rename_folder", language),
                folder,
                key=f"rename-folder-{folder}",
                max_chars=MAX_FOLDER_CHARS,
                on_change=rename,
            )
        with st.popover(say("empty_folder", language), icon=":material/delete:", type="tertiary", key="empty-folder"):
            st.text(say("empty_folder_why", language, count=len(clippings), name=folder))
            st.button(say("empty_folder", language), key="empty-folder-sure", type="primary", on_click=discard)
