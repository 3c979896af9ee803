"""Who is signed in, as Streamlit says, which speaks OIDC. Pure functions."""

from collections.abc import Mapping
from typing import Any

DEFAULT = "default"


def asked_for(user: Mapping[str, Any]) -> bool:
    """Whether the page asks its readers to sign in: then alone Streamlit says whether somebody is."""
    return "is_logged_in" in user


def owner_of(user: Mapping[str, Any]) -> str:
    """What tells this reader from all others, for good: who vouches for them and the name they have there.

    Not the e-mail address, which may pass to somebody else. Empty for nobody.
    """
    issuer, subject = user.get("iss"), user.get("sub")
    return f"{issuer}#{subject}" if user.get("is_logged_in") is True and issuer and subject else ""


def name_of(user: Mapping[str, Any]) -> str:
    """What a reader calls themselves, as far as the provider tells; for showing only."""
    return next((str(user[name]) for name in ("name", "preferred_username", "email", "sub") if user.get(name)), "")


def mail_of(user: Mapping[str, Any]) -> str:
    """The reader's mail address, if who vouches for them has made sure that it is theirs; else empty."""
    verified = user.get("is_logged_in") is True and user.get("email_verified") is True
    return str(user.get("email") or "") if verified else ""


def providers(auth: Mapping[str, Any]) -> list[str]:
    """The providers that the section [auth] of the secrets names, as `st.login` calls them."""
    named = [name for name, about in auth.items() if isinstance(about, Mapping) and "client_id" in about]
    return [DEFAULT, *named] if "client_id" in auth or not named else named
