"""What the addresses share: the library and who answers from it, and each answer counted on its way out."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.api.limits import ServerLimits
from app.api.metrics import ServerMetrics
from app.incoming.jobs import Jobs
from app.settings import Settings
from rag.answer import Answer, Mode, Step, Turn
from rag.assistant import Assistant
from vectorstore.library import Library
from vectorstore.records import EVERYTHING, Filters

Model = Literal["hoibao", "hoibao-quote", "hoibao-research"]
MODELS: tuple[Model, ...] = ("hoibao", "hoibao-quote", "hoibao-research")
log = logging.getLogger("hoibao.requests")
# Turns before a question that are looked at.
MAX_TURNS = 20


@dataclass(frozen=True)
class ApiService:
    """`began`: when the server started, in seconds since 1970."""

    settings: Settings
    library: Library
    assistant: Assistant
    jobs: Jobs
    metrics: ServerMetrics
    began: int
    limits: ServerLimits = field(default_factory=ServerLimits)

    def answered(
        self,
        question: str,
        *,
        model: Model = "hoibao",
        mode: Mode | None = None,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
    ) -> Iterator[str | Step | Answer]:
        """As `Assistant.stream`, by what a model's name asks for. Raises: as that does."""
        if self.settings.log == "questions":
            log.info("%s", json.dumps({"model": model, "question": question}, ensure_ascii=False))
        try:
            for piece in self.assistant.stream(
                question,
                history=history[-MAX_TURNS:],
                filters=filters,
                mode="quote" if model == "hoibao-quote" else mode,
                research=model == "hoibao-research",
            ):
                if isinstance(piece, Answer):
                    self.metrics.answered(piece)
                yield piece
        except Exception:
            self.metrics.questions.labels(mode="none", outcome="failed").inc()
            raise

    def answer(
        self,
        question: str,
        *,
        model: Model = "hoibao",
        mode: Mode | None = None,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
    ) -> Answer:
        """The finished answer."""
        *_, answer = self.answered(question, model=model, mode=mode, history=history, filters=filters)
        assert isinstance(answer, Answer)  # noqa: S101 - a stream ends with its answer
        return answer
