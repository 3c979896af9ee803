"""What boxes narrow a list down to is kept in the page's address, so that it can be sent, and “back” takes a step back.

What the address newly says goes into a box before it is drawn; what is changed in a box goes into the address.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_SEEN = "seen-in-address"
MAX_CHARS = 300


def from_address(name: str, key: str, value_of: Callable[[str], object]) -> None:
    """Let the box `key`, about to be drawn, hold what the address says under `name`, if that is new.

    `value_of` makes a value of it, whoever wrote it: the box's default where it can't be used.
    """
    said = st.query_params.get(name, "")[:MAX_CHARS]
    seen = st.session_state.setdefault(_SEEN, {})
    if said != seen.get(name, "") or (said and key not in st.session_state):
        st.session_state[key] = value_of(said)
    seen[name] = said


def into_address(values: Mapping[str, str]) -> None:
    """Let the address say what the boxes hold; of one that holds nothing, nothing."""
    here = st.query_params.to_dict()
    there = {name: value for name, value in {**here, **values}.items() if value or name not in values}
    st.session_state.setdefault(_SEEN, {}).update(values)
    if there != here:
        st.query_params.from_dict(there)


def join_typing(name: str) -> None:
    """Let “back” go back over what was typed at one go, not letter by letter (`static/typing.js`)."""
    _script()(key="typing", data={"name": name})


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "typing.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_typing", js=script)
