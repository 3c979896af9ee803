"""What one browser session holds: its conversation, and what it is busy with. Records only; knows no Streamlit.

Where the article reader stands is not here but in the page's address (`app.page.places`), so that it survives a reload.
"""

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.page.own_llm import OwnLLM
from app.page.preferences import Preferences
from rag.answer import Answer, QuestionReading, Step
from rag.generate.generator import Generator
from rag.question.understand import Turn
from vectorstore.conversations import Rating


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of an article from `start` on; `before` and `after`: whether its first or last paragraph was cut."""

    start: int
    text: str
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """An article that an answer cites, as it was then. `sha256` is of its text; None where that was gone already."""

    article_id: str
    sha256: str | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class AskedArticle:
    """The only article that a question is put to."""

    id: str
    title: str


class AnswerProgress:
    """How far the server is with answering a question: its thread writes here, and whoever looks on reads.

    `words`: those of the answer so far; `steps`: what was done before there were any; `begun`: whether a thread was
    started; `ended`: whether the outcome stands in the exchange.
    """

    def __init__(self) -> None:
        self.words = ""
        self.steps: tuple[Step, ...] = ()
        self.begun = False
        self.ended = False
        self.told = 0
        self.changed, self.storing = threading.Condition(), threading.Lock()

    def tell(self, piece: str | Step) -> None:
        """Something more of the answer; an empty piece says only that it is still coming."""
        with self.changed:
            if isinstance(piece, Step):
                self.steps = (*self.steps, piece)
            self.words += piece if isinstance(piece, str) else ""
            self.told += 1
            self.changed.notify_all()

    def wait(self, told: int, timeout_s: float) -> int:
        """Wait until there is more than the first `told` pieces, or it has ended; returns how many there are."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended or self.told > told, timeout_s)
            return self.told

    def wait_for_end(self) -> None:
        """Wait until there is an outcome."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended)


@dataclass
class Exchange:
    """A question and what came of it: an answer, an error, or the words that stood there when it was stopped.

    None of these while the server is at it (`progress`), and where a server ended before the answer.

    `after`: how many of the exchanges before it it follows upon; `without`: the readings of its words that were
    taken back; `within`: the collection asked within; `article`: the only one asked; `suggestions`: what may be
    asked next, None until it was looked for; `stopped`: its reader stopped it, and `enough` that what there is by
    then should become the answer; `words`: what was written by then where it could not; `key`: its place in the
    library; `way`: by quotes although there is an LLM, or with several searches; `unkept`: why what came of it
    could not be kept.
    """

    question: str
    after: int = 0
    without: tuple[QuestionReading, ...] = ()
    answer: Answer | None = None
    cited: tuple[Cited, ...] = ()
    suggestions: Sequence[str] | None = None
    error: Exception | None = None
    stopped: bool = False
    enough: bool = False
    asked: str = ""
    key: int | None = None
    rating: Rating | None = None
    reason: str = ""
    within: str | None = None
    article: AskedArticle | None = None
    way: Literal["quoted", "research"] | None = None
    words: str = ""
    unkept: Exception | None = None
    progress: AnswerProgress | None = field(default=None, repr=False, compare=False)

    @property
    def under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self.progress is not None and not self.progress.ended


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
    page's address says; `away`: another section was shown since; `following`: a topic whose timeline is to be shown;
    `managing`: a conversation of the list, and what is being done with it; `listed`: how many of them are, if not as
    many as at first.
    `visit`: tells this browser session from others; `heard`: how many questions came from its box; `asked_here`: the
    keys of the turns that it asked, in whichever conversation; `handed`: a file that the next run hands over;
    `folder`: the one that quotes are pinned to;
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
    following: str | None = None
    managing: tuple[str, str] | None = None
    listed: int = 0
    visit: str = field(default_factory=_new_id)
    heard: int = 0
    handed: HandedFile | None = None
    folder: str | None = None
    said: str | None = None
    asked_here: set[int] = field(default_factory=set)

    def begin(self, conversation: str | None = None, exchanges: Sequence[Exchange] = ()) -> None:
        """Turn to another conversation: a new one, or one that the library has."""
        kept = conversation is not None
        fresh = Session(conversation or _new_id(), list(exchanges), kept=kept, addressed=kept)
        fresh.visit, fresh.heard, fresh.asked_here, fresh.listed = self.visit, self.heard, self.asked_here, self.listed
        fresh.folder = self.folder
        vars(self).update(vars(fresh))


def history_of(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """What was said in these, oldest first, where they were answered."""
    return tuple(Turn(done.question, done.answer.text, done.answer.article_ids) for done in exchanges if done.answer)


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
