"""The model that words answers: which one, whether it can be reached, and one of the reader's own.

The key goes one way: from its box to the server. The box is emptied when it has come, and nothing here shows it.
"""

import time

import streamlit as st

from app.messages import say, say_error
from app.page.highlight import escape, plain
from app.page.own_llm import (
    MAX_CHARS,
    OwnLLMError,
    Permission,
    applied,
    checked,
    listed,
    permission,
    server_address,
)
from app.page.shared import Visit
from app.page.views.parts import notice
from app.settings import Settings, SettingsError
from rag.errors import GenerationError

_MODEL, _ADDRESS, _KEY = "own-llm-model", "own-llm-address", "own-llm-key"


def allowed(visit: Visit) -> Permission:
    """What this reader may name."""
    return permission(visit.settings, here=visit.opened_here)


def draw_connection(visit: Visit) -> None:
    """The model in use, plainly, and a button that asks it."""
    language, named = visit.language, applied(visit.settings, visit.choices.own)
    if named.llm is None:
        return
    address = named.openai_base_url or server_address(visit.settings)
    key = "key_own" if visit.choices.own and visit.choices.own.key else "key_servers"
    key = key if named.openai_api_key else "key_unset"
    told = say("in_use", language, model=named.llm, address=address, key=say(key, language))
    with st.container(horizontal=True, vertical_alignment="center", key="connection"):
        st.html(f'<p class="hb-muted">{escape(told)}</p>')
        asked = st.button(say("test", language), key="test", icon=":material/network_check:")
    if asked:
        _test(visit, named, address)


def _test(visit: Visit, named: Settings, address: str) -> None:
    language = visit.language
    about = {"model": named.llm, "address": address}
    seconds = round(named.llm_timeout_s)
    began = time.perf_counter()
    try:
        with st.spinner(plain(say("testing", language, seconds=seconds, **about))):
            generator = visit.generator()
            if generator is not None:
                generator.ping()
    except SettingsError as error:
        st.html(notice(say_error(error, language)))
    except GenerationError as error:
        kind = "failed" if error.kind in ("echo", "too_long") else error.kind
        st.html(notice(say(f"test_{kind}", language, seconds=seconds, **about)))
    else:
        took = f"{time.perf_counter() - began:.1f}"
        told = say("test_ok", language, seconds=took.replace(".", ",") if language == "vi" else took, **about)
        st.html(f'<div class="hb-notice hb-fine" role="status">{escape(told)}</div>')


def draw_own_llm(visit: Visit) -> None:
    """A form for a model of the reader's own, where that is allowed."""
    language, own, may = visit.language, visit.choices.own, allowed(visit)
    if visit.choices.said:
        st.html(notice(say(visit.choices.said, language)))
        visit.choices.said = None
    if may == "none":
        st.html(f'<p class="hb-muted">{escape(say("own_llm_none", language))}</p>')
        return
    st.session_state.setdefault(_MODEL, own.model if own else "")
    st.session_state.setdefault(_ADDRESS, own.address if own else listed(visit.settings)[0] if may == "listed" else "")
    with st.expander(say("own_llm", language), icon=":material/tune:", key="own-llm"):
        st.html(f'<p class="hb-muted">{escape(say("own_llm_why", language))}</p>')
        with st.form("own-llm-form", border=False, enter_to_submit=True):
            st.text_input(say("own_llm_model", language), key=_MODEL, max_chars=MAX_CHARS, placeholder="qwen3:8b")
            if may == "listed":
                st.selectbox(say("own_llm_address", language), listed(visit.settings), key=_ADDRESS)
            else:
                st.text_input(
                    say("own_llm_address", language),
                    key=_ADDRESS,
                    max_chars=MAX_CHARS,
                    placeholder=server_address(visit.settings),
                )
            hint = "own_llm_key_set" if own and own.key else "own_llm_key_optional"
            st.text_input(
                say("own_llm_key", language),
                key=_KEY,
                type="password",
                max_chars=MAX_CHARS,
                placeholder=say(hint, language),
                autocomplete="off",
            )
            st.form_submit_button(
                say("own_llm_take", language), key="own-llm-take", type="primary", on_click=_take, args=(visit, may)
            )
        if own:
            st.button(say("own_llm_back", language), key="own-llm-back", on_click=_back, args=(visit,))


def _take(visit: Visit, may: Permission) -> None:
    choices = visit.choices
    model, address, key = (str(st.session_state[name] or "") for name in (_MODEL, _ADDRESS, _KEY))
    st.session_state[_KEY] = ""
    try:
        own = checked(visit.settings, may, model, address, key, choices.own)
    except OwnLLMError as error:
        choices.said = f"fault_{error.fault}"
        return
    choices.take(own)
    choices.preferences.mode = "llm"
    choices.changed = True
    choices.said = "own_llm_taken"


def _back(visit: Visit) -> None:
    visit.choices.take(None)
    visit.choices.said = "own_llm_dropped"
    st.session_state.update({_MODEL: "", _KEY: ""})
    st.session_state.pop(_ADDRESS, None)
