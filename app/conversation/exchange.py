"""A question and what came of it, as a session holds it and a library keeps it. Records only."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rag.answer import Answer, QuestionReading, Step
from rag.explore.course import ToldCourse
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

    def wait_for_end(self, timeout_s: float | None = None) -> None:
        """Wait until there is an outcome, for a time or for as long as it takes."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended, timeout_s)


@dataclass
class Exchange:
    """A question and what came of it: an answer, an error, or the words that stood there when it was stopped.

    None of these while the server is at it (`progress`), and where a server ended before the answer.

    `after`: how many of the exchanges before it it follows upon; `without`: the readings of its words that were
    taken back; `within`: the collection asked within; `article`: the only one asked; `suggestions`: what may be
    asked next, None until it was looked for; `stopped`: its reader stopped it, and `enough` that what there is by
    then should become the answer; `words`: what was written by then where it could not; `key`: its place in the
    library; `way`: by quotes although there is an LLM, or with several searches; `unkept`: why what came of it
    could not be kept; `course`: how what it asks about went, where articles tell it, once it was looked for
    (`course_sought`).
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
    course: ToldCourse | None = field(default=None, repr=False, compare=False)
    course_sought: bool = field(default=False, repr=False, compare=False)
    progress: AnswerProgress | None = field(default=None, repr=False, compare=False)

    @property
    def under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self.progress is not None and not self.progress.ended


def history_of(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """What was said in these, oldest first, where they were answered."""
    return tuple(
        Turn(done.question, done.answer.text, done.answer.article_ids, done.answer.abstained)
        for done in exchanges
        if done.answer
    )
