"""Who may change what a page's library holds, and a library that the others can read and ask alone. Knows no page.

What a button is not drawn for is refused here as well, whichever way it is asked for.
"""

from collections.abc import Mapping
from typing import Any, cast

from app.errors import NotAnEditorError
from app.settings import Settings
from vectorstore.collections import Collections
from vectorstore.library import Library
from vectorstore.readable import ReadableLibrary

# All that a reader may do who only asks: whatever else a library comes to offer is refused to them.
_ALLOWED = frozenset(name for name in vars(ReadableLibrary) if not name.startswith("_")) | {
    "collections",
    "conversations",
    "sources",
    "ids",
    "identity",
    "folder",
    "faults",
    "lags",
    "close",
}
_ALLOWED_OF_COLLECTIONS = frozenset(("listed", "named"))


def may_edit(settings: Settings, user: Mapping[str, Any]) -> bool:
    """Whether this reader may add, correct and remove articles; `user`: the claims of who is signed in."""
    if settings.readers == "edit":
        return True
    if not settings.editors or user.get("is_logged_in") is not True:
        return False
    claim, _, value = (part.strip() for part in settings.editors.partition("="))
    held = user.get(claim)
    return value in held.split() if isinstance(held, str) else isinstance(held, list | tuple) and value in held


def for_asking(library: Library) -> Library:
    """The library, for a reader who may only ask. What would change it raises NotAnEditorError."""
    return cast(Library, _ReadOnly(library, _ALLOWED))


class _ReadOnly:
    def __init__(self, inner: Library | Collections, allowed: frozenset[str]) -> None:
        self._inner, self._allowed = inner, allowed

    def __getattr__(self, name: str) -> Any:
        if name not in self._allowed:
            raise NotAnEditorError(name)
        value = getattr(self._inner, name)
        return _ReadOnly(value, _ALLOWED_OF_COLLECTIONS) if name == "collections" else value
