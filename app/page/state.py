"""What one browser session holds: its conversation, and what it is busy with. Records only; knows no Streamlit.

Where the article reader stands is not here but in the page's address (`app.page.places`), so that it survives a reload.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.page.own_llm import OwnLLM
from app.page.preferences import Preferences
from rag.answer import Answer, QuestionReading
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


@dataclass
class Exchange:
    """A question and what came of it: an answer or an error; neither while it is still to be asked.

    `after`: how many of the exchanges before it it follows upon; `without`: the readings of its words that were taken
    back; `within`: the collection asked within; `suggestions`: what may be asked next, None until it was looked for;
    `enough`: its reader stopped it, so that what there is of an answer is kept; `key`: its place in the library;
    `way`: by quotes although there is an LLM, or with several searches.
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
    way: Literal["quoted", "research"] | None = None

    @property
    def waiting(self) -> bool:
        """Whether it is still to be asked."""
        return self.answer is None and self.error is None and not self.stopped


def _new_id() -> str:
    return secrets.token_urlsafe(12)


@dataclass
class Session:
    """One conversation and what its reader is doing.

    `kept`: whether the library has it; `editing`, `rating`, `copying`: the exchange whose question or reason is being
    written, or which is shown to be copied; `unfolded`: the one whose consulted passages are shown;
    `addressed`: whether the page's address names it; `trouble`: what the next run has to tell, once;
    `within`: the collection that the next question is asked within; `following`: a topic whose timeline is to be shown.
    """

    conversation: str = field(default_factory=_new_id)
    exchanges: list[Exchange] = field(default_factory=list)
    kept: bool = False
    editing: int | None = None
    rating: int | None = None
    copying: int | None = None
    unfolded: int | None = None
    addressed: bool = False
    trouble: Exception | str | None = None
    within: str | None = None
    following: str | None = None

    def history(self, exchange: Exchange) -> tuple[Turn, ...]:
        """What was said before an exchange, oldest first."""
        before = self.exchanges[: exchange.after]
        return tuple(Turn(done.question, done.answer.text, done.answer.article_ids) for done in before if done.answer)

    def begin(self, conversation: str | None = None, exchanges: Sequence[Exchange] = ()) -> None:
        """Turn to another conversation: a new one, or one that the library has."""
        kept = conversation is not None
        fresh = Session(conversation or _new_id(), list(exchanges), kept=kept, addressed=kept)
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
