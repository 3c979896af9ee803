"""What a reader asks, and under which conditions: one record that every step is handed. Does not know any step."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rag.answer import Mode, QuestionReading, Turn
from vectorstore.records import EVERYTHING, Filters

MAX_QUESTION_CHARS = 2_000
PASSAGES = 8


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as it was put. `history`: the turns before, oldest first. `mode` None: the LLM where there is one.

    `without`: days or an outlet named in the question neither filter nor raise articles, or its words are taken as
    they stand. An answer draws on at most so many `passages`; one told in time on more.
    `research`: several searches may be made for it, which costs. `enough` says whether the reader wants no more of it:
    what there is by then is the answer. It is asked several times a second while a model is waited for.
    """

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = EVERYTHING
    mode: Mode | None = None
    without: frozenset[QuestionReading] = field(default_factory=frozenset)
    passages: int = PASSAGES
    research: bool = False
    enough: Callable[[], bool] = _never
