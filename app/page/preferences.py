"""What a reader prefers, and how their browser remembers it: a cookie of plain words. Pure; holds no secret.

A cookie, because it comes with the very first request: the page is drawn right at once, in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from app.settings import LANGUAGES
from rag.answer import Mode
from rag.asking import PASSAGES

COOKIE = "hoibao"
MIN_PASSAGES, MAX_PASSAGES = 2, 20


@dataclass
class Preferences:
    """`mode` None: worded by an LLM where there is one. `passages`: how many an answer may draw on."""

    language: str
    mode: Mode | None = None
    passages: int = PASSAGES

    @classmethod
    def remembered(cls, cookies: Mapping[str, str], language: str) -> "Preferences":
        """From a browser's cookies, whoever wrote them; what can't be used counts as not said."""
        said = dict(parse_qsl(cookies.get(COOKIE, "")))
        preferred = cls(said["language"] if said.get("language") in LANGUAGES else language)
        if (mode := said.get("mode")) in ("quote", "llm"):
            preferred.mode = "quote" if mode == "quote" else "llm"
        passages = said.get("passages", "")
        if passages.isascii() and passages.isdecimal() and MIN_PASSAGES <= int(passages[:4]) <= MAX_PASSAGES:
            preferred.passages = int(passages[:4])
        return preferred

    @property
    def cookie(self) -> str:
        """The cookie's value."""
        said = {"language": self.language, "mode": self.mode, "passages": self.passages}
        return urlencode({name: value for name, value in said.items() if value is not None})
