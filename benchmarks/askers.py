"""Several askers at once: threads that ask without a pause, for so many seconds, and nobody what was asked before."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from app.wiring import settle
from benchmarks.peers import Peer
from benchmarks.table import TableRow, times
from rag.asking import PASSAGES
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary

ASKERS = (1, 4, 16)
# The last number of askers asks for the whole time, every other for this share of it.
SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Load:
    """What so many askers at once got: answers a second, their times, the cores that it took, what went wrong."""

    rate: float
    p50_ms: float
    p95_ms: float
    cores: float
    errors: tuple[str, ...]

    def __str__(self) -> str:
        wrong = f", ERRORS: {len(self.errors)}, {self.errors[0]}" if self.errors else ""
        return f"{self.rate:.1f} ({self.p50_ms:.0f} / {self.p95_ms:.0f}; {self.cores:.2f} cores{wrong})"


def load(ask: Callable[[str], object], questions: Sequence[str], askers: int, for_s: float) -> Load:
    """Ask so long, and let each finish its last question. Hardly two questions are the same: none is remembered."""
    took_s: list[float] = []
    errors: list[str] = []
    began, busy = time.perf_counter(), time.process_time()

    def run(seed: int) -> None:
        unasked = mixed(questions, Random(f"{askers} {seed}"))
        while (since := time.perf_counter()) < began + for_s:
            try:
                ask(next(unasked))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                errors.append(repr(error))
            took_s.append(time.perf_counter() - since)

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    p50, p95 = np.percentile(took_s, [50, 95]) * 1e3
    return Load(len(took_s) / took, float(p50), float(p95), (time.process_time() - busy) / took, tuple(errors))


def mixed(questions: Sequence[str], random: Random) -> Iterator[str]:
    """Without end: how one question begins and how another ends, as long together as one of them."""
    while True:
        first, second = (random.choice(questions).split() for _ in range(2))
        at = random.randint(1, max(1, len(first) - 1))
        yield " ".join([*first[:at], *second[at:]])


def loads(name: str, ask: Callable[[str], object], questions: Sequence[str], for_s: float) -> Mapping[int, Load]:
    """By number of askers; 1, 4 and 16."""
    for question in questions[:3]:
        ask(question)
    found = {}
    for askers in ASKERS:
        found[askers] = load(ask, questions, askers, for_s * (1 if askers == ASKERS[-1] else SHARE))
        print(f"  {name}: {askers} askers", file=sys.stderr, flush=True)
    return found


def rows(
    library: LocalLibrary, encoder: Encoder, peers: Sequence[Peer], questions: Sequence[str], for_s: float
) -> Iterator[TableRow]:
    """Whole answers, and searches beside those of the peers, which hold the same chunks."""
    assistant = Assistant(library, Retriever(library, encoder))
    settle()
    at = f"{library.coverage().chunks:,} chunks, a second (p50 / p95 ms)"
    answers = loads("answers", lambda question: assistant.ask(question, mode="quote"), questions, for_s)
    for askers, got in answers.items():
        ratio = f"{times(got.rate / answers[1].rate)} its rate"
        beside = ("one asker", str(answers[1]), ratio) if askers > 1 else ()
        yield TableRow(f"quoted answers, {askers} askers, {at}", str(got), *beside)
    own = loads("search", lambda question: assistant.search(question, PASSAGES), questions, for_s * SHARE)
    for peer in peers:
        theirs = loads(peer.name, lambda question, peer=peer: peer.search(question, PASSAGES), questions, for_s * SHARE)  # type: ignore[misc]
        for askers in ASKERS:
            ratio = f"{times(own[askers].rate / theirs[askers].rate)} its rate"
            yield TableRow(f"searches, {askers} askers, {at}", str(own[askers]), peer.name, str(theirs[askers]), ratio)
