"""The clippings section: folders of quotes that a reader keeps for a piece, to be noted on and taken away."""

from functools import partial

import streamlit as st

from app.messages import say, say_error
from app.page.highlight import escape
from app.page.papers.files import clippings_file
from app.page.shared import Visit
from app.page.views.clippings import draw_clipping, draw_folder_tools, draw_folders, follow_address, take_away_html
from app.page.views.parts import notice
from app.page.views.reader import draw_reader
from app.page.views.turn_tools import follow_acts

# What stands in the place of a turn in the buttons of a folder.
FOLDER = "folder"


def draw(visit: Visit) -> None:
    """Draw the section once. Raises: LibraryError."""
    session, language, kept = visit.session, visit.language, visit.library.clippings
    may_change = visit.may_edit or bool(visit.owner)
    st.html(
        f'<h2 class="hb-section">{escape(say("clippings", language))}</h2>'
        f'<p class="hb-muted">{escape(say("clippings_why" if may_change else "clippings_seen", language))}</p>'
    )
    follow_acts(visit.chat, {FOLDER: partial(_act, visit)})
    draw_reader(visit.chat, language, visit.pages["chat"], may_correct=visit.may_edit)
    if session.trouble is not None:
        trouble, session.trouble = session.trouble, None
        st.html(notice(trouble if isinstance(trouble, str) else say_error(trouble, language)))
    if may_change and not visit.owner and not visit.opened_here:
        st.html(f'<p class="hb-muted">{escape(say("clippings_shared", language))}</p>')
    follow_address(session)
    folders = kept.folders(owner=visit.owner)
    if not folders and not session.folder:
        st.html(notice(say("clippings_none" if may_change else "clippings_none_seen", language)))
        return
    folder = draw_folders(folders, session, language, may_change=may_change)
    clippings = kept.listed(folder, owner=visit.owner)
    if not clippings:
        st.html(f'<p class="hb-muted">{escape(say("folder_is_empty", language))}</p>')
        return
    with st.container(key="clippings", gap="small"):
        st.html(take_away_html(folder, clippings, FOLDER, language, visit.settings.public_url))
        for one in clippings:
            draw_clipping(one, kept, visit.owner, language, may_change=may_change)
    if may_change:
        draw_folder_tools(folder, clippings, kept, visit.owner, session, language)


def _act(visit: Visit, do: str) -> None:
    folder = visit.session.folder
    if do == "word" and folder:
        clippings = visit.library.clippings.listed(folder, owner=visit.owner)
        visit.session.handed = clippings_file(folder, clippings, visit.language, visit.settings.public_url)
