"""What Prometheus reads of a server: counts and times, never a word of a question."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ingest.pipeline import IngestReport
from rag.answer import Answer
from vectorstore.library import Library

_STEPS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class ServerMetrics:
    """The figures of one server, apart from those of any other in the same process."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.questions = Counter("hoibao_questions", "Questions asked.", ("mode", "outcome"), registry=registry)
        self.searches = Counter("hoibao_searches", "Searches without an answer.", registry=registry)
        self.steps = Histogram(
            "hoibao_step_seconds", "Time of each step.", ("step",), registry=registry, buckets=_STEPS_S
        )
        self.sentences = Counter(
            "hoibao_sentences",
            "Sentences of LLMs' answers, by support.",
            ("support",),
            registry=registry,
        )
        self.tokens = Counter("hoibao_tokens", "Tokens of the LLM.", ("kind",), registry=registry)
        self.ingested = Counter("hoibao_ingested", "Articles, by what became of them.", ("verdict",), registry=registry)
        self.articles = Gauge("hoibao_library_articles", "Articles in the library.", registry=registry)
        self.chunks = Gauge("hoibao_library_chunks", "Chunks in the library.", registry=registry)
        self.lag = Gauge(
            "hoibao_index_lag_changes", "Changes that an index has still to follow.", ("index",), registry=registry
        )
        self.jobs = Gauge("hoibao_ingest_running", "Runs of ingest under way or waiting.", registry=registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        outcome = "abstained" if answer.abstained else "answered"
        self.questions.labels(mode=answer.mode, outcome=outcome).inc()
        self.timed(answer.timings_ms)
        if answer.mode == "llm":
            for sentence in answer.sentences:
                self.sentences.labels(support=sentence.support).inc()
        if answer.usage:
            self.tokens.labels(kind="input").inc(answer.usage.input_tokens)
            self.tokens.labels(kind="output").inc(answer.usage.output_tokens)

    def timed(self, timings_ms: Mapping[str, float]) -> None:
        """Count how long each step took."""
        for step, ms in timings_ms.items():
            self.steps.labels(step=step).observe(ms / 1000)

    def reported(self, report: IngestReport) -> None:
        """Count what a run of ingest did."""
        for verdict in ("added", "updated", "unchanged", "duplicates", "removed"):
            self.ingested.labels(verdict=verdict).inc(getattr(report, verdict))
        self.ingested.labels(verdict="rejected").inc(len(report.rejected))

    def text(self, library: Library, running: int) -> bytes:
        """All of it, in Prometheus' text format. Raises: LibraryError."""
        coverage = library.coverage()
        self.articles.set(coverage.articles)
        self.chunks.set(coverage.chunks)
        self.jobs.set(running)
        for index, changes in library.lags().items():
            self.lag.labels(index=index).set(changes)
        return generate_latest(self._registry)
