"""The page before its reader has signed in, and the way out."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.messages import say
from app.page.highlight import escape, plain
from app.page.sign_in import DEFAULT, asked_for, name_of, owner_of, providers
from app.page.views.parts import notice


def signed_in(language: str) -> str | None:
    """Who is signed in, empty where nobody needs to be; None where somebody must be first, who is asked for it."""
    user = st.user.to_dict()
    if not asked_for(user):
        return ""
    if owner := owner_of(user):
        with st.sidebar:
            _draw_way_out(user, language)
        return owner
    _draw_way_in(language, unknown=user.get("is_logged_in") is True)
    return None


def _draw_way_in(language: str, *, unknown: bool) -> None:
    """A button for each provider; `unknown`: one let somebody in without saying whom."""
    title, why = (escape(say(code, language)) for code in ("sign_in_first", "sign_in_why"))
    st.html(f'<div class="hb-welcome"><h2>{title}</h2><p>{why}</p></div>')
    if unknown:
        st.html(notice(say("sign_in_nameless", language)))
    try:
        names = providers(st.secrets["auth"])
    except (KeyError, FileNotFoundError):
        names = [DEFAULT]
    with st.container(key="sign-in", gap="small"):
        for name in names:
            code = "sign_in" if name == DEFAULT else "sign_in_by"
            if st.button(plain(say(code, language, name=name)), key=f"sign-in-{name}", type="primary", width="content"):
                _sign_in(name, language)


def _sign_in(provider: str, language: str) -> None:
    from streamlit.errors import StreamlitAuthError

    try:
        st.login(None if provider == DEFAULT else provider)
    except StreamlitAuthError:
        st.html(notice(say("sign_in_unready", language)))


def _draw_way_out(user: Mapping[str, Any], language: str) -> None:
    with st.container(key="account", gap="xsmall"):
        told = say("signed_in_as", language, name=name_of(user))
        st.html(f'<p class="hb-muted">{escape(told)}</p>')
        st.button(
            say("sign_out", language), key="sign-out", icon=":material/logout:", type="tertiary", on_click=st.logout
        )
