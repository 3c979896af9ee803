"""What one browser session holds: its conversation, and what it is busy with. Records only; knows no Streamlit.

Where the article reader stands is not here but in the page's address (`app.conversation.places`), so that it survives
a reload.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.conversation.exchange import AskedArticle, Exchange
from app.page.own_llm import OwnLLM
from app.page.preferences import Preferences
from rag.generate.generator import Generator


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that the page hands to its reader, once: `id` tells it from those before."""

    name: str
    mime: str
    content: bytes
    id: str = field(default_factory=lambda: secrets.token_urlsafe(6))


def _new_id() -> str:
    return secrets.token_urlsafe(12)


@dataclass
class Session:
    """One conversation and what its reader is doing.

    `kept`: whether the library has it; `editing`, `rating`: the exchange whose question or reason is being
    written; `unfolded`: the one whose consulted passages are shown;
    `addressed`: whether the page's address names it; `trouble`: what the next run has to tell, once;
    `within`: the collection that the next question is asked within; `article`: the only one that it is put to, as the
    page's address says; `away`: another section was shown since;
    `managing`: a conversation of the list, and what is being done with it; `listed`: how many of them are, if not as
    many as at first.
    `visit`: tells this browser session from others; `heard`: how many questions came from its box; `asked_here`: the
    keys of the turns that it asked, in whichever conversation; `handed`: a file that the next run hands over;
    `folder`: the one that quotes are pinned to;
    `reader`: tells who rates answers from other readers, where nobody signs in;
    `said`: what was done, for the next run to tell in passing.
    """

    conversation: str = field(default_factory=_new_id)
    exchanges: list[Exchange] = field(default_factory=list)
    kept: bool = False
    editing: int | None = None
    rating: int | None = None
    unfolded: int | None = None
    addressed: bool = False
    trouble: Exception | str | None = None
    within: str | None = None
    article: AskedArticle | None = None
    away: bool = False
    managing: tuple[str, str] | None = None
    listed: int = 0
    visit: str = field(default_factory=_new_id)
    heard: int = 0
    handed: HandedFile | None = None
    folder: str | None = None
    said: str | None = None
    reader: str = field(default_factory=_new_id)
    asked_here: set[int] = field(default_factory=set)

    def begin(self, conversation: str | None = None, exchanges: Sequence[Exchange] = ()) -> None:
        """Turn to another conversation: a new one, or one that the library has."""
        kept = conversation is not None
        fresh = Session(conversation or _new_id(), list(exchanges), kept=kept, addressed=kept)
        fresh.visit, fresh.heard, fresh.asked_here, fresh.listed = self.visit, self.heard, self.asked_here, self.listed
        fresh.folder, fresh.reader = self.folder, self.reader
        vars(self).update(vars(fresh))


@dataclass
class Choices:
    """What a reader chose, for this browser session alone. `own`: an LLM that they named; `generator` asks it.

    `changed`: whether the browser has something to remember; `said`: what the next run has to tell, once.
    """

    preferences: Preferences
    own: OwnLLM | None = None
    generator: Generator | None = None
    changed: bool = False
    said: str | None = None

    def take(self, own: OwnLLM | None) -> None:
        """Turn to an LLM of the reader's own, or back to the server's."""
        self.own, self.generator = own, None
