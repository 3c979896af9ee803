"""What one question gathers on its way through the assistant, and what a search gives back. Records only."""

import time
from dataclasses import dataclass, field

from rag.answer import Answer, Figure, Mode, Nearest, Note, Sentence, Source, Usage
from rag.question.understand import Question
from rag.quote.extract import Quoted
from vectorstore.reading import Library
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
    """What one question gathers on its way. `filters` are those in force, with the days that the question names."""

    question: Question
    filters: Filters
    began: float
    passages: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)
    disagreements: tuple[Figure, ...] = ()
    quoted: Quoted | None = None
    usage: Usage | None = None

    def clock(self, step: str, since: float) -> None:
        self.timings_ms[step] = round((time.perf_counter() - since) * 1000, 1)

    def first_words(self) -> None:
        if "first_token" not in self.timings_ms:
            self.clock("first_token", self.began)


def answer_of(
    run: Run,
    library: Library,
    mode: Mode,
    text: str = "",
    sentences: tuple[Sentence, ...] = (),
    sources: tuple[Source, ...] = (),
    *,
    model: str | None = None,
    abstained: bool = False,
    nearest: tuple[Nearest, ...] = (),
    asked_for: str = "",
) -> Answer:
    """The final record of a run; `library` says what it holds."""
    run.clock("total", run.began)
    return Answer(
        question=run.question.text,
        understood_as=run.question.understood_as,
        language=run.question.language,
        mode=mode,
        model=model,
        text=text,
        abstained=abstained,
        sentences=sentences,
        sources=sources,
        consulted=tuple(run.passages),
        filters=run.filters,
        coverage=library.coverage(Filters(collection=run.filters.collection)),
        notes=tuple(run.notes),
        timings_ms=run.timings_ms,
        disagreements=run.disagreements,
        usage=run.usage,
        nearest=nearest,
        asked_for=asked_for,
    )
