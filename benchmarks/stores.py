"""`python -m benchmarks.stores LIBRARY QUESTIONS.jsonl`: the folder beside a PostgreSQL server, in one run.

The articles of LIBRARY, with their chunks and embeddings, are put into both, batch by batch; then the questions are
asked of both in turn, by one asker and by eight. The server is started on this machine and keeps what it is given
(fsync on). Needs what the tests need for a server.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.settings import Settings
from app.wiring import open_encoder, open_library, prepare_process
from rag.question.understand import Question, understand
from rag.retrieve.retriever import Retriever
from tests.postgres import folder_for_servers, made
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Entry
from vectorstore.twins import bands, shingles

BATCH, ASKERS, K = 64, 8, 8


def entries_of(library: LocalLibrary, limit: int) -> list[Entry]:
    """Its articles as they were put."""
    entries = library.catalogue.cut_otherwise("none such", limit)
    return [
        Entry(e.article, e.chunks, e.vectors, bands(shingles(e.article.text)), sentences=e.sentences) for e in entries
    ]


def filled(library: Library, entries: Sequence[Entry], fingerprint: object) -> float:
    """Articles a second."""
    began = time.perf_counter()
    for at in range(0, len(entries), BATCH):
        library.put(entries[at : at + BATCH], fingerprint)  # type: ignore[arg-type]
    return len(entries) / (time.perf_counter() - began)


def asked(retriever: Retriever, questions: Sequence[Question], askers: int) -> list[float]:
    """Milliseconds of each question."""

    def ask(question: Question) -> float:
        began = time.perf_counter()
        retriever.passages(question, K)
        return 1e3 * (time.perf_counter() - began)

    with ThreadPoolExecutor(askers) as pool:
        return list(pool.map(ask, questions))


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--limit", type=int, default=200)
    arguments = parser.parse_args()
    prepare_process()
    given = LocalLibrary(arguments.library)
    entries, fingerprint = entries_of(given, arguments.articles), given.catalogue.encoder()
    encoder = open_encoder(Settings())
    with folder_for_servers() as folder, TemporaryDirectory() as name:
        server = made(folder, settings="shared_buffers=256MB")
        if server is None:
            raise SystemExit("no PostgreSQL server is installed")
        server.start()
        try:
            libraries = {
                "folder": open_library(Path(name), create=True),
                "server": open_library(Settings(store=f"{server.address}#measured"), create=True),
            }
            for kind, library in libraries.items():
                print(f"{kind}: {filled(library, entries, fingerprint):,.0f} articles/s put ({len(entries):,})")
                library.prepare()
            with arguments.questions.open(encoding="utf-8") as lines:
                texts = [str(json.loads(line)["question"]) for line in islice(lines, arguments.limit)]
            questions = [understand(text, vocabulary=libraries["folder"], today=date(2026, 11, 30)) for text in texts]
            _searches(libraries, questions, lambda library: Retriever(library, encoder))
        finally:
            server.stop()


def _searches(
    libraries: dict[str, Library], questions: Sequence[Question], retriever: Callable[[Library], Retriever]
) -> None:
    retrievers = {kind: retriever(library) for kind, library in libraries.items()}
    for askers in (1, ASKERS):
        taken: dict[str, list[float]] = {kind: [] for kind in libraries}
        for turn in range(4):  # the first warms both up
            for kind, each in retrievers.items():
                times = asked(each, questions, askers)
                taken[kind] += times if turn else []
        for kind, times in taken.items():
            p50, p95 = np.percentile(times, [50, 95])
            print(f"{kind}: {askers} asking, p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
