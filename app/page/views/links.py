"""Links to articles that open beside the conversation: followed without loading the page anew.

A page that loads anew begins another session; so one script for the whole page (`app/page/static/page.js`) hands their
addresses to Streamlit. Without it they are plain links, and lead to the same place.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.conversation.places import PLACE, parameters

_KEY = "links"


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "page.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_links", js=script)


def follow_links(here: str | None) -> None:
    """Follow links of class `hb-open`; bring the element with the id `here` into view."""
    _script()(key=_KEY, data={"here": here}, on_opened_change=_opened)


def _opened() -> None:
    state: Any = st.session_state[_KEY]
    go(str(state.opened or ""))


def go(link: str) -> None:
    """Lead to a place in an article, by an address of `app.conversation.places`; the rest of the address stays."""
    others = {name: value for name, value in st.query_params.to_dict().items() if name not in PLACE}
    st.query_params.from_dict({**others, **parameters(link)})
