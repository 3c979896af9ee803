"""Names, in the interface's language, for what Streamlit draws and names in English itself (`static/labels.js`)."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.messages import say

# As Streamlit writes it: our word for it.
_NAMES = {
    "Send message": "send",
    "Stop script": "stop_answering",
    "Expand sidebar": "open_sidebar",
    "Collapse sidebar": "close_sidebar",
    "Sidebar": "sidebar",
    "App pages": "sections",
    "Main menu": "main_menu",
    "Copy to clipboard": "copy_all",
    "Clear entry": "clear",
}


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "labels.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_labels", js=script)


def draw_labels(language: str) -> None:
    """Give the names; once a run, whatever the section."""
    names = {theirs: say(ours, language) for theirs, ours in _NAMES.items()}
    _script()(key="labels", data={"language": language, "names": names})
