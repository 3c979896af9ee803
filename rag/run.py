"""What one question gathers on its way through the assistant, and what a search gives back. Records only."""

import time
from dataclasses import dataclass, field

from rag.answer import Figure, Note
from rag.question.understand import Question
from rag.quote.extract import Quoted
from vectorstore.records import Filters, Passage


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the query as understood, passages, best first, under `filters`, and each step's time."""

    question: Question
    passages: tuple[Passage, ...]
    filters: Filters
    notes: tuple[Note, ...]
    timings_ms: dict[str, float]


@dataclass
class Run:
    """What one question gathers on its way."""

    question: Question
    filters: Filters
    began: float
    passages: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)
    disagreements: tuple[Figure, ...] = ()
    quoted: Quoted | None = None

    def clock(self, step: str, since: float) -> None:
        self.timings_ms[step] = round((time.perf_counter() - since) * 1000, 1)

    def first_words(self) -> None:
        if "first_token" not in self.timings_ms:
            self.clock("first_token", self.began)
