"""Who may change what a page's library holds, and a library that the others can read and ask alone. Knows no page.

What a button is not drawn for is refused here as well, whichever way it is asked for.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

from app.errors import NotAnEditorError
from app.settings import Settings
from vectorstore.library import Library
from vectorstore.readable import ReadableLibrary

COOKIE = "hoibao-reader"
_READER = re.compile(r"[A-Za-z0-9_-]{16}")
# All that a reader may do who only asks: whatever else a library comes to offer is refused to them.
_ALLOWED = frozenset(name for name in vars(ReadableLibrary) if not name.startswith("_")) | {
    "alerts",
    "clippings",
    "collections",
    "conversations",
    "sources",
    "ids",
    "originals",
    "identity",
    "folder",
    "faults",
    "lags",
    "close",
}
# To be read by all; alerts and clippings are their owner's to change, if somebody signs in.
_READ = {
    "collections": frozenset(("listed", "named")),
    "alerts": frozenset(("listed", "get", "hits")),
    "clippings": frozenset(("folders", "listed")),
    "originals": frozenset(("of", "content")),
}
_OWNED = frozenset(("alerts", "clippings"))


def may_edit(settings: Settings, user: Mapping[str, Any]) -> bool:
    """Whether this reader may add, correct and remove articles; `user`: the claims of who is signed in."""
    if settings.readers == "edit":
        return True
    if not settings.editors or user.get("is_logged_in") is not True:
        return False
    claim, _, value = (part.strip() for part in settings.editors.partition("="))
    held = user.get(claim)
    return value in held.split() if isinstance(held, str) else isinstance(held, list | tuple) and value in held


def remembered_reader(cookies: Mapping[str, str]) -> str:
    """Who this browser says rated answers before, empty for nobody: words without a meaning, whoever wrote them."""
    said = cookies.get(COOKIE, "")
    return said if _READER.fullmatch(said) else ""


def for_asking(library: Library, *, signed_in: bool = False) -> Library:
    """The library, for a reader who may only ask. What would change it raises NotAnEditorError.

    `signed_in`: what they follow and clip is their own.
    """
    parts = {name: allowed for name, allowed in _READ.items() if not (signed_in and name in _OWNED)}
    return cast(Library, _ReadOnly(library, _ALLOWED, parts))


class _ReadOnly:
    def __init__(self, inner: object, allowed: frozenset[str], parts: Mapping[str, frozenset[str]]) -> None:
        self._inner, self._allowed, self._parts = inner, allowed, parts

    def __getattr__(self, name: str) -> Any:
        if name not in self._allowed:
            raise NotAnEditorError(name)
        value = getattr(self._inner, name)
        return _ReadOnly(value, self._parts[name], {}) if name in self._parts else value
