"""What one question gathers on its way through the assistant, and what a search gives back. Records only."""

import time
from dataclasses import dataclass, field

from rag.answer import NO_USAGE, Answer, DifferingFigure, Mode, Nearest, Note, Sentence, Source, Step, Usage
from rag.question.understand import Question
from rag.quote.extract import Quoted
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Filters, Passage


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: the query as understood, passages, best first, under `filters`, and each step's time."""

    question: Question
    passages: tuple[Passage, ...]
    filters: Filters
    notes: tuple[Note, ...]
    timings_ms: dict[str, float]


@dataclass
class AnswerDraft:
    """What one question gathers on its way. `filters` are those in force, with the days that the question names."""

    question: Question
    filters: Filters
    began: float
    passages: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)
    disagreements: tuple[DifferingFigure, ...] = ()
    quoted: Quoted | None = None
    usage: Usage | None = None
    steps: list[Step] = field(default_factory=list)

    def clock(self, step: str, since: float) -> None:
        self.timings_ms[step] = round((time.perf_counter() - since) * 1000, 1)

    def spend(self, usage: Usage | None) -> None:
        """Count what one call of the model took, where its server told."""
        if usage and usage != NO_USAGE:
            self.usage = usage + (self.usage or NO_USAGE)

    def first_words(self) -> None:
        if "first_token" not in self.timings_ms:
            self.clock("first_token", self.began)


def answer_of(
    draft: AnswerDraft,
    library: ReadableLibrary,
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
    """The final record of a draft; `library` says what it holds."""
    draft.clock("total", draft.began)
    return Answer(
        question=draft.question.text,
        understood_as=draft.question.understood_as,
        language=draft.question.language,
        mode=mode,
        model=model,
        text=text,
        abstained=abstained,
        sentences=sentences,
        sources=sources,
        consulted=tuple(draft.passages),
        filters=draft.filters,
        coverage=library.coverage(draft.filters.scope),
        notes=tuple(draft.notes),
        timings_ms=draft.timings_ms,
        disagreements=draft.disagreements,
        usage=draft.usage,
        steps=tuple(draft.steps),
        nearest=nearest,
        asked_for=asked_for,
    )
