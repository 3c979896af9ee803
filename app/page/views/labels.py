"""Words, in the interface's language, for what Streamlit draws and names in English itself (`static/labels.js`)."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say

# As Streamlit names it for screen readers: our word for it. “{}” stands for any words; the narrower name comes first.
NAMES = {
    "Send message": "send",
    "Stop script": "stop_answering",
    "Expand sidebar": "open_sidebar",
    "Collapse sidebar": "close_sidebar",
    "Sidebar": "sidebar",
    "App pages": "sections",
    "Main menu": "main_menu",
    "Copy to clipboard": "copy_all",
    "Clear entry": "clear",
    "Clear value": "clear",
    "Clear all": "clear",
    "Close": "close",
    "Open": "open_choices",
    "Selectbox options": "choices",
    "Theme": "theme",
    "Notifications": "notifications",
    "Add files": "choose_files",
    "file upload": "choose_files",
    "Show password": "show_secret",
    "Hide password": "hide_secret",
    "Pagination": "pages",
    "Previous page": "previous_page",
    "Next page": "next_page",
    "Page {}": "page_of",
    "Help for {}": "help_for",
    "Remove {}": "take_off",
    "Fullscreen{}": "fullscreen",
    "Close fullscreen{}": "close_fullscreen",
}
# What Streamlit shows in words.
WORDS = {
    "System": "theme_system",
    "Light": "theme_light",
    "Dark": "theme_dark",
    "Print": "print_page",
    "No results": "no_choices",
    "Close": "close",
    "Cancel": "cancel",
    "Try again": "try_again",
    "Continue anyway": "try_again",
    "Connecting": "connecting",
    "Connection error": "no_connection",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "no_server",
    "Streamlit server is not responding. Are you connected to the internet?": "no_server",
    "Connection timed out.": "no_server",
    "Page not found": "page_not_found",
    "The page that you have requested does not seem to exist. Running the app's main page.": "page_not_found_why",
}
# Of files in `static`, which the server offers beside the page.
MANIFEST, ICON, COLOR = "manifest.json", "icon-192.png", "#0f766e"


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "labels.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_labels", js=script)


def draw_labels(language: str) -> None:
    """Give the names; once a run, whatever the section."""
    names = {theirs: say(ours, language, words="{}") for theirs, ours in NAMES.items()}
    words = {theirs: say(ours, language) for theirs, ours in WORDS.items()}
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    served = f"/{base}/app/static".replace("//", "/")
    files = {"manifest": f"{served}/{MANIFEST}", "icon": f"{served}/{ICON}", "color": COLOR}
    _script()(key="labels", data={"language": language, "names": names, "words": words, "files": files})
