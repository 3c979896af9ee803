"""The page, as Streamlit runs it: settings, library, header, and the section that the address names.

Sections are in `sections`, one file each; how things look is in `views` and `static/page.css`.
"""

import sys
from functools import partial
from pathlib import Path

# Streamlit puts the script's own folder on the path; the packages are two above.
if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.insert(0, root)

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.messages import say, say_error
from app.page.readers import for_asking, may_edit
from app.page.sections import chat, clippings, explore
from app.page.sections import library as library_section
from app.page.sections import settings as settings_section
from app.page.shared import Visit, choices, explored_of, library_of, session
from app.page.state import Choices
from app.page.views.keys import draw_keys_button, follow_keys
from app.page.views.labels import ICON, draw_labels
from app.page.views.parts import draw_name, draw_said, draw_title, notice
from app.page.views.quotation_box import follow_copying
from app.page.views.settings import remember
from app.page.views.sign_in import signed_in
from app.settings import LANGUAGES, SettingsError
from app.wiring import prepare_process, read_language, read_settings
from vectorstore.errors import LibraryError

# Each section: its name in `app.words`, which is its address too, its icon, what draws it; the first is the default.
SECTIONS = (
    ("chat", ":material/forum:", chat.draw),
    ("explore", ":material/explore:", explore.draw),
    ("clippings", ":material/format_quote:", clippings.draw),
    ("library", ":material/library_books:", library_section.draw),
    ("settings", ":material/settings:", settings_section.draw),
)


def main() -> None:
    """Draw the page once; Streamlit calls again at every click."""
    prepare_process()
    st.set_page_config("Hỏi Báo", page_icon=Path(__file__).parent / "static" / ICON, layout="centered")
    st.html(Path(__file__).parent / "static" / "page.css")
    try:
        settings = read_settings()
    except SettingsError as error:
        st.html(notice(say_error(error, read_language())))
        return
    chosen = choices(settings)
    language = header_language(chosen)
    draw_labels(language)
    follow_copying()
    actions = header(chosen.preferences.language, language)
    owner = signed_in(language)
    if owner is None:
        return
    try:
        library = library_of(settings)
        explored_of(settings)
        editor = may_edit(settings, st.user.to_dict())
        theirs = library if editor else for_asking(library, signed_in=bool(owner))
        visit = Visit(settings, theirs, language, session(), actions, chosen, owner, editor)
        for number, (name, icon, draw) in enumerate(SECTIONS):
            visit.pages[name] = st.Page(
                partial(draw, visit), title=say(name, language), icon=icon, url_path=name, default=not number
            )
        shown = st.navigation(list(visit.pages.values()))
        if shown is not visit.pages["chat"]:
            visit.session.addressed, visit.session.away = False, True
        if follow_keys(shown.url_path or SECTIONS[0][0], language):
            st.switch_page(visit.pages["chat"])
        draw_title(shown.title)
        draw_said(visit.session)
        shown.run()
        with st.sidebar:
            draw_keys_button(language)
        remember(chosen)
    except LibraryError as error:
        st.html(notice(say_error(error, language)))


def header_language(chosen: Choices) -> str:
    """The language that was switched to last."""
    preferences = chosen.preferences
    switched = str(st.session_state.get("language") or preferences.language)
    if switched != preferences.language:
        preferences.language, chosen.changed = switched, True
    return switched


def header(default: str, language: str) -> DeltaGenerator:
    """The name, a place for what the section offers, and the language switch; returns the place."""
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        draw_name()
        actions = st.container(width="content", horizontal=True, vertical_alignment="center", gap="xsmall")
        st.segmented_control(
            say("interface_language", language),
            LANGUAGES,
            default=default,
            required=True,
            key="language",
            format_func=str.upper,
            label_visibility="collapsed",
        )
    return actions


if __name__ == "__main__":
    main()
