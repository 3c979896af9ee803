"""Questions by library size: search and its parts, the first words of an answer, a new process, memory; beside peers.

The peers hold the same chunks with the same embeddings and are asked the same questions right after.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.wiring import settle
from benchmarks.peers import Peer
from benchmarks.process import OWN
from benchmarks.table import TableRow, faster, percentiles, reordered, timed, times
from rag.asking import PASSAGES
from rag.assistant import Assistant
from rag.retrieve.retriever import RETRIEVAL, Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary

ROOT = Path(__file__).parents[1]
BLOCK = 500  # passages read at once
ROUNDS, PATIENCE_S = 3, 10.0
ASKED_ANEW = 20  # questions after which a new process is weighed


def fill(peer: Peer, library: LocalLibrary, since: int = 0) -> None:
    """Give the peer the chunks that the library got after that change."""
    for keys, vectors in library.catalogue.vectors_since(since):
        for at in range(0, len(keys), BLOCK):
            some = [(key, 0.0) for key in keys[at : at + BLOCK].tolist()]
            peer.hold(library.passages(some), vectors[at : at + BLOCK])


def rows(
    library: LocalLibrary, encoder: Encoder, peers: Sequence[Peer], questions: Sequence[str]
) -> Iterator[TableRow]:
    """At the library's present size, which the peers have too."""
    assistant = Assistant(library, Retriever(library, encoder))
    settle()
    count = library.coverage().chunks
    at = f"{count:,} chunks"
    own = timed(lambda question: assistant.search(question, PASSAGES), questions)
    for peer in peers:
        theirs = timed(lambda question, peer=peer: peer.search(question, PASSAGES), questions)  # type: ignore[misc]
        shown = percentiles(theirs, 50, 95, 99)
        told = f"search, {at}, p50 / p95 / p99 ms"
        yield TableRow(told, percentiles(own, 50, 95, 99), peer.name, shown, faster(own, theirs))
    if not peers:
        yield TableRow(f"search, {at}, p50 / p95 / p99 ms", percentiles(own, 50, 95, 99))
    yield from _parts(library, encoder, questions, at)


def _parts(library: LocalLibrary, encoder: Encoder, questions: Sequence[str], at: str) -> Iterator[TableRow]:
    asked = [*questions, *map(reordered, questions)]
    vectors = {question: encoder.encode_query(question) for question in asked}
    keyword = timed(lambda question: library.keyword_search(question, RETRIEVAL.depth_chunks), questions)
    yield TableRow(f"– keyword leg, {at}, p50 / p95 ms", percentiles(keyword))
    dense = timed(lambda question: library.dense_search(vectors[question], RETRIEVAL.depth_chunks), questions)
    yield TableRow(f"– dense leg, {at}, p50 / p95 ms", percentiles(dense))
    keys = {
        question: [key for key, _ in library.dense_search(vectors[question], 2 * RETRIEVAL.depth_chunks)]
        for question in asked
    }
    sentences = timed(lambda question: library.sentence_similarities(vectors[question], keys[question]), questions)
    yield TableRow(
        f"– sentences of {2 * RETRIEVAL.depth_chunks} candidates, {at}, p50 / p95 ms", percentiles(sentences)
    )

    def first_words(question: str) -> None:
        """By an assistant that remembers no question before."""
        fresh = Assistant(library, Retriever(library, encoder))
        next(iter(fresh.stream(question, mode="quote")))

    words = timed(first_words, questions)
    yield TableRow(f"first words of a quoted answer, {at}, p50 / p95 ms", percentiles(words))


def processes(
    library: LocalLibrary, peers: Sequence[Peer], questions: Sequence[str], place: Path, models: Path
) -> Iterator[TableRow]:
    """A new process until it has found something, and its memory once it is asked; with the peers' own files."""
    at = f"{library.coverage().chunks:,} chunks"
    cold = _cold(OWN, library.folder, models, questions)
    _, resident = _asked(OWN, library.folder, models, questions[:ASKED_ANEW])
    disk = _bytes(library.folder)
    told = [f"a new process to its first passages, {at}, s", f"its memory, asked {ASKED_ANEW} questions, {at}, MB"]
    told.append(f"files, {at}, MB")
    own = [f"{cold:.2f}", f"{resident:,.0f}", f"{disk / 1e6:,.0f}"]
    if not peers:
        yield from (TableRow(*pair) for pair in zip(told, own, strict=True))
    for number, peer in enumerate(peers):
        folder = place / f"{library.last_change()}-{number}"
        peer.save(folder)
        theirs_s = _cold(peer.name, folder, models, questions)
        _, theirs_mb = _asked(peer.name, folder, models, questions[:ASKED_ANEW])
        yield TableRow(told[0], own[0], peer.name, f"{theirs_s:.2f}", f"{times(theirs_s / cold)} as fast")
        yield TableRow(told[1], own[1], peer.name, f"{theirs_mb:,.0f}", f"{times(resident / theirs_mb)} as large")
        size = _bytes(folder)
        yield TableRow(told[2], own[2], peer.name, f"{size / 1e6:,.0f}", f"{times(disk / size)} as large")


def _cold(name: str, folder: Path, models: Path, questions: Sequence[str]) -> float:
    """Seconds from the start of a new process to its first passages: the least of three, or of fewer that take long."""
    until, found = time.monotonic() + PATIENCE_S, [_asked(name, folder, models, questions[:1])[0]]
    while len(found) < ROUNDS and time.monotonic() < until:
        found.append(_asked(name, folder, models, questions[:1])[0])
    return min(found)


def _asked(name: str, folder: Path, models: Path, questions: Sequence[str]) -> tuple[float, float]:
    """Seconds until a new process has answered the first question, and its MB after the last."""
    command = [sys.executable, "-m", "benchmarks.process", name, str(folder), str(models), *questions]
    began = time.time()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    return said["first"] - began, said["mb"]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
