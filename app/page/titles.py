"""The articles whose titles have what somebody begins to type, for choosing one. Knows no page."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from language.normal_form import fold, normalize
from vectorstore.library import Library
from vectorstore.records import ArticleTitle

# The newest, by the beginnings of their titles' words; older ones only by whole words.
NEWEST = 20_000
MOST = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _FoldedTitle:
    """`accented` and `bare`: its words in small letters, a space before each."""

    about: ArticleTitle
    accented: str
    bare: str


class Titles:
    """One library's titles, read again when it has changed. All methods may be called from any thread."""

    def __init__(self, library: Library) -> None:
        self._library, self._lock = library, threading.Lock()
        self._change: str | None = None
        self._known: Sequence[_FoldedTitle] = ()

    def like(self, words: str) -> list[ArticleTitle]:
        """Up to MOST articles, each of these words the beginning of one of its title's, however accented.

        Where the words stand together as typed comes first, then the newest. Of no words, the newest. Raises:
        LibraryError.
        """
        known, typed = self._read(), _spaced(words)
        bare = fold(typed)
        wanted = bare.split()
        matching = [one for one in known if all(f" {word}" in one.bare for word in wanted)]
        ranked = sorted(matching, key=lambda one: (typed not in one.accented, bare not in one.bare))[:MOST]
        titles = [one.about for one in ranked]
        if wanted and len(titles) < MOST and len(known) == NEWEST:
            listed = self._library.listed(words=words, limit=MOST).articles
            older = [ArticleTitle(one.id, one.title, one.published, one.outlet) for one in listed if one.title]
            titles += [one for one in older if one not in titles]
        return titles[:MOST]

    def _read(self) -> Sequence[_FoldedTitle]:
        with self._lock:
            if (change := self._library.last_change()) != self._change:
                titles = self._library.titles(NEWEST)
                self._known = [_FoldedTitle(one, words := _spaced(one.title), fold(words)) for one in titles]
                self._change = change
            return self._known


def _spaced(text: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(normalize(text).lower()))
