"""`python -m benchmarks.stores LIBRARY QUESTIONS.jsonl`: the folder beside a PostgreSQL server, in one run.

The articles of LIBRARY, with their chunks and embeddings, grow by altered copies (as in `benchmarks.retrieval`) and are
put into both, batch by batch in turn; at each size the questions are asked of both in turn, by one asker and by eight.
The least of a question's rounds is what it costs where the machine does nothing else.
The server is started on this machine and keeps what it is given (fsync on). Needs what the tests need for a server.
"""

import argparse
import json
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.settings import Settings
from app.wiring import open_encoder, open_library, prepare_process, settle
from benchmarks.retrieval import grown
from rag.question.understand import Question, understand
from rag.retrieve.retriever import Retriever
from tests.postgres import folder_for_servers, made
from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.local.dense.stored_vectors import FILE
from vectorstore.local.keywords.kept import FOLDER
from vectorstore.local.library import IndexedLibrary, LocalLibrary
from vectorstore.local.stored_sentences import FILE as SENTENCES
from vectorstore.records import Entry
from vectorstore.twins import bands, shingles

BATCH, ASKERS, K = 64, 8, 8
ROUNDS = 5
DERIVED = (FILE, FOLDER, SENTENCES)
Libraries = dict[str, IndexedLibrary]
SIZES = {
    "folder": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "server": "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
}


def entries_of(library: LocalLibrary, seed: int) -> Iterator[Entry]:
    """Its articles, then altered copies without end, as ingest would put them."""
    given = library.catalogue.cut_otherwise("none such", 1_000_000)
    own = (Entry(e.article, e.chunks, e.vectors, sentences=e.sentences) for e in given)
    for entry in chain(own, grown(library, random.Random(seed))):
        yield replace(entry, bands=bands(shingles(entry.article.text)))


def filled(libraries: Libraries, entries: Iterator[Entry], chunks: int, fingerprint: Fingerprint) -> dict[str, float]:
    """Put entries into each until it has that many chunks; articles a second of each."""
    missing = chunks - libraries["folder"].coverage().chunks
    taken, articles = dict.fromkeys(libraries, 0.0), 0
    while missing > 0:
        batch = list(islice(entries, BATCH))
        articles, missing = articles + len(batch), missing - sum(len(entry.chunks) for entry in batch)
        for kind, library in libraries.items():
            began = time.perf_counter()
            library.put(batch, fingerprint)
            taken[kind] += time.perf_counter() - began
    return {kind: articles / seconds for kind, seconds in taken.items()}


def asked(retrievers: dict[str, Retriever], questions: Sequence[Question], askers: int) -> dict[str, list[float]]:
    """Milliseconds of each question. Some are asked of one, then of the other: other work on the machine meets both."""
    taken: dict[str, list[float]] = {kind: [] for kind in retrievers}
    some = 1 if askers == 1 else 4 * askers
    with ThreadPoolExecutor(askers) as pool:
        for at in range(0, len(questions), some):
            for kind, retriever in retrievers.items():
                taken[kind] += pool.map(lambda question, of=retriever: _timed(of, question), questions[at : at + some])
    return taken


def _timed(retriever: Retriever, question: Question) -> float:
    began = time.perf_counter()
    retriever.passages(question, K)
    return 1e3 * (time.perf_counter() - began)


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stores", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--chunks", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--limit", type=int, default=100, help="questions (default 100)")
    arguments = parser.parse_args()
    prepare_process()
    given = LocalLibrary(arguments.library)
    fingerprint = given.catalogue.encoder()
    if fingerprint is None:
        raise SystemExit(f"{arguments.library} has no articles")
    encoder = open_encoder(Settings())
    with arguments.questions.open(encoding="utf-8") as lines:
        texts = [str(json.loads(line)["question"]) for line in islice(lines, arguments.limit)]
    with both() as libraries:
        entries = entries_of(given, seed=1)
        for chunks in arguments.chunks:
            rates = filled(libraries, entries, chunks, fingerprint)
            held = libraries["folder"].coverage()
            print(f"\n{held.chunks:,} chunks of {held.articles:,} articles; load {os.getloadavg()[0]:.1f}")
            _tell("articles/s put", rates, lambda folder, server: folder / server)
            _tell("s to derive the indexes", {kind: _prepared(library) for kind, library in libraries.items()})
            derived = {kind: _bytes(*(each.folder / name for name in DERIVED)) for kind, each in libraries.items()}
            _tell("bytes a chunk in the derived indexes", {kind: size / held.chunks for kind, size in derived.items()})
            _tell("bytes a chunk in the catalogue", {kind: _size(kind, each) for kind, each in libraries.items()})
            today = date(2026, 11, 30)
            questions = [understand(text, vocabulary=libraries["folder"], today=today) for text in texts]
            _searches({kind: Retriever(library, encoder) for kind, library in libraries.items()}, questions)
        shutil.rmtree(libraries["server"].folder)


@contextmanager
def both() -> Iterator[Libraries]:
    """An empty library in a folder and one on a server."""
    with folder_for_servers() as home, TemporaryDirectory() as name:
        server = made(home, settings="shared_buffers=256MB max_wal_size=4GB")
        if server is None:
            raise SystemExit("no PostgreSQL server is installed")
        server.start()
        places = {"folder": Settings(library=Path(name)), "server": Settings(store=f"{server.address}#measured")}
        libraries = Libraries()
        try:
            for kind, place in places.items():
                library = open_library(place, create=True)
                assert isinstance(library, IndexedLibrary)
                libraries[kind] = library
            yield libraries
        finally:
            server.stop()


def _prepared(library: IndexedLibrary) -> float:
    began = time.perf_counter()
    library.prepare()
    return time.perf_counter() - began


def _bytes(*paths: Path) -> int:
    files = chain.from_iterable([path, *path.rglob("*")] for path in paths)
    return sum(file.stat().st_size for file in files if file.is_file())


def _size(kind: str, library: IndexedLibrary) -> float:
    return float(library.catalogue.rows(SIZES[kind])[0][0]) / library.coverage().chunks


def _searches(retrievers: dict[str, Retriever], questions: Sequence[Question]) -> None:
    settle()
    for askers in (1, ASKERS):
        asked(retrievers, questions, askers)  # warms both up
        rounds = [asked(retrievers, questions, askers) for _ in range(ROUNDS)]
        taken = {kind: np.array([times[kind] for times in rounds]) for kind in retrievers}
        for share in (50, 95):
            _tell(f"ms, p{share}, {askers} asking", {kind: percentile(ms, share) for kind, ms in taken.items()})
        least = {kind: percentile(ms.min(axis=0), 95) for kind, ms in taken.items()}
        _tell(f"ms, p95 of each question's least of {ROUNDS}, {askers} asking", least)


def percentile(ms: Vectors, share: int) -> float:
    """Of all of them."""
    return float(np.percentile(ms, share))


def _tell(
    name: str,
    figures: dict[str, float],
    ratio: Callable[[float, float], float] = lambda folder, server: server / folder,
) -> None:
    shown = ", ".join(f"{kind} {figure:,.1f}" for kind, figure in figures.items())
    print(f"- {name}: {shown} ({ratio(figures['folder'], figures['server']):.2f} ×)", flush=True)


if __name__ == "__main__":
    main()
