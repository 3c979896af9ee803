"""A conversation's questions as a list that leads to each, and where it is opened (`static/turns.js`)."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.conversation.exchange import Exchange
from app.conversation.places import TURN, place_in, turn_in
from app.messages import say
from app.page.highlight import escape
from app.page.state import Session

# Of fewer there is nothing to look for.
LEAST = 3


@cache
def _script() -> Any:
    script = (Path(__file__).parents[1] / "static" / "turns.js").read_text(encoding="utf-8")
    return st.components.v2.component("hoibao_turns", js=script)


def follow_turns(session: Session, *, begun: bool) -> None:
    """Show a conversation that is opened at its last turn, or at the one that the address names: by the source that is
    open, or as what a search found, which is marked until the next question: `begun`, whether one waits now.
    """
    place = place_in(st.query_params.to_dict())
    last = len(session.exchanges) - 1
    if place is None and begun:
        st.query_params.pop(TURN, None)
    named = place.turn if place else turn_in(st.query_params.to_dict())
    there = 0 < named <= last + 1
    turn = named - 1 if there else last
    _script()(key="turns", data={"conversation": session.conversation, "turn": turn, "found": there and place is None})


def draw_outline(exchanges: Sequence[Exchange], language: str) -> None:
    """The list of questions, folded; nothing where there are few."""
    if len(exchanges) < LEAST:
        return
    told = escape(say("questions_asked", language, count=len(exchanges)))
    lines = (
        f'<li><button class="hb-do hb-to" type="button" data-to="{number}">{escape(exchange.question)}</button></li>'
        for number, exchange in enumerate(exchanges)
    )
    head = f'<span class="hb-icon" aria-hidden="true">toc</span><span>{told}</span>'
    st.html(
        f'<details class="hb-forms hb-outline"><summary class="hb-do" title="{told}">{head}</summary>'
        f"<div><ol>{''.join(lines)}</ol></div></details>",
        width="content",
    )
