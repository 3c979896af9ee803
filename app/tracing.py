"""OpenTelemetry spans of finished answers: how long each step took, and of what kind the answer is.

Off unless it is asked for; without any text unless that is asked for too. Where spans go is OpenTelemetry's own to say
(`OTEL_EXPORTER_OTLP_ENDPOINT` and its kin).
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.settings import Settings, SettingsError
from rag.answer import Answer

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_NS_PER_MS = 1_000_000


def tracing(settings: Settings) -> Callable[[Answer], None] | None:
    """What is told each finished answer; None where nothing is traced. Raises: SettingsError without the packages."""
    if settings.tracing == "no":
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("HOIBAO_TRACING", settings.tracing, "tracing_package") from error
    provider = TracerProvider(resource=Resource.create({"service.name": "hoibao"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return told(provider.get_tracer("hoibao"), texts=settings.tracing == "texts")


def told(tracer: "Tracer", *, texts: bool) -> Callable[[Answer], None]:
    """Makes of an answer one span and, inside it, one for each step that it took, in their order."""
    from opentelemetry.trace import set_span_in_context

    def trace(answer: Answer) -> None:
        end = time.time_ns()
        began = end - int(answer.timings_ms.get("total", 0.0) * _NS_PER_MS)
        span = tracer.start_span("answer", start_time=began, attributes=_attributes(answer, texts=texts))
        inside, at = set_span_in_context(span), began
        for step, ms in _steps(answer).items():
            part = tracer.start_span(step, context=inside, start_time=at)
            at += int(ms * _NS_PER_MS)
            part.end(at)
        span.end(end)

    return trace


def _steps(answer: Answer) -> dict[str, float]:
    """Milliseconds of each step; what none of the others took is the writing or the quoting."""
    took = answer.timings_ms
    steps = {"understand": took.get("understand", 0.0), "retrieve": took.get("retrieve", 0.0)}
    check = took.get("verify", 0.0)
    rest = max(0.0, took.get("total", 0.0) - sum(steps.values()) - check)
    steps["generate" if answer.mode == "llm" else "quote"] = rest
    return steps | ({"check": check} if check else {})


def _attributes(answer: Answer, *, texts: bool) -> dict[str, str | int | bool]:
    attributes: dict[str, str | int | bool] = {
        "hoibao.mode": answer.mode,
        "hoibao.language": answer.language,
        "hoibao.abstained": answer.abstained,
        "hoibao.passages": len(answer.consulted),
        "hoibao.sources": len(answer.sources),
        "hoibao.unsupported": sum(sentence.support != "supported" for sentence in answer.sentences),
    }
    if answer.model:
        attributes["gen_ai.request.model"] = answer.model
    if answer.usage:
        attributes["gen_ai.usage.input_tokens"] = answer.usage.input_tokens
        attributes["gen_ai.usage.output_tokens"] = answer.usage.output_tokens
    if texts:
        attributes |= {"hoibao.question": answer.question, "hoibao.answer": answer.text}
    return attributes
