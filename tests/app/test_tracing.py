"""Spans of an answer: each step inside it, and not a word unless that was asked for."""

from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.settings import Settings
from app.tracing import told, tracing
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from tests.app.api.served import QUESTION, filled
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator


def test_nothing_is_traced_unless_it_is_asked_for() -> None:
    assert tracing(Settings()) is None


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize(
    ("worded", "steps"),
    [(False, ["understand", "retrieve", "quote"]), (True, ["understand", "retrieve", "generate", "check"])],
)
def test_an_answers_steps_lie_inside_its_span(tmp_path: Path, texts: bool, worded: bool, steps: list[str]) -> None:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    library = filled(tmp_path)
    llm = generator(Script(["Cầu Bến Sỏi dài 420 m [1]."])) if worded else None
    finished = told(provider.get_tracer("test"), texts=texts)
    answer = Assistant(library, Retriever(library, FakeEncoder()), llm, finished=finished).ask(QUESTION)
    *parts, whole = kept.get_finished_spans()
    assert [part.name for part in parts] == steps
    assert whole.name == "answer"
    for part in parts:
        assert part.parent is not None
        assert whole.context is not None
        assert part.parent.span_id == whole.context.span_id
        assert whole.start_time <= part.start_time <= part.end_time <= whole.end_time + 1_000_000  # type: ignore[operator]
    said = str([span.to_json() for span in kept.get_finished_spans()])
    assert ("Bến S" in said or "B\\\\u1ebfn" in said) == texts
    assert dict(whole.attributes or {})["hoibao.mode"] == answer.mode
