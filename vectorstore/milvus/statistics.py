"""What a library holds, in numbers: articles, chunks, days, outlets, and in how many chunks each term stands (for idf).

Kept as a log of sums, not as counters: each batch commits one document of what it adds and takes away, `state` lists
the documents that count, and all of them added up are the numbers. So a number is never read, raised and written back,
which two writers or a crash could get wrong; nothing depends on how a server counts: lite and cluster give the same.
Now and then documents of about one size are summed into one. A reader holds the sums in memory: 8 bytes a term.
"""

import base64
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.chunk import Coverage, Tallies
from vectorstore.milvus import parts
from vectorstore.milvus.connection import SEEN_NOW, Connection
from vectorstore.milvus.parts import Place
from vectorstore.milvus.state import known_state

# As many documents are left unsummed: opening a library reads them all.
MAX_DOCUMENTS = 12
# How often documents may be summed up between reading the state and reading them.
READ_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Numbers:
    """One document, or the sum of several; what was taken away counts below zero. `terms` ascend."""

    articles: int = 0
    chunks: int = 0
    days: Mapping[str, int] = field(default_factory=dict)
    outlets: Mapping[str, int] = field(default_factory=dict)
    terms: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    counts: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))

    def __bool__(self) -> bool:
        return bool(self.articles or self.chunks or self.days or self.outlets or len(self.terms))

    def standing_in(self, term: int) -> int:
        """In how many chunks a term stands."""
        at = int(np.searchsorted(self.terms, np.uint32(term)))
        return int(self.counts[at]) if at < len(self.terms) and self.terms[at] == term else 0

    def coverage(self) -> Coverage:
        """The words of an honest “no”."""
        days = sorted(day for day in self.days if day)
        return Coverage(self.articles, self.chunks, days[0] if days else None, days[-1] if days else None)

    def tallies(self) -> Tallies:
        """Articles of each month and outlet."""
        months = Counter[str]()
        for day, count in self.days.items():
            months[day[:7]] += count
        outlets = sorted(self.outlets.items(), key=lambda named: (-named[1], named[0]))
        return Tallies(tuple(sorted((month, n) for month, n in months.items() if month)), tuple(outlets))

    def to_document(self) -> dict[str, Any]:
        """As JSON can hold it."""
        packed = zlib.compress(self.terms.astype("<u4").tobytes() + self.counts.astype("<i4").tobytes(), 1)
        return {
            "articles": self.articles, "chunks": self.chunks, "days": dict(self.days), "outlets": dict(self.outlets),
            "terms": base64.b64encode(packed).decode("ascii"),
        }  # fmt: skip


def from_document(document: Mapping[str, Any]) -> Numbers:
    """As `to_document` wrote it."""
    content = zlib.decompress(base64.b64decode(document["terms"]))
    half = len(content) // 2
    terms, counts = np.frombuffer(content[:half], "<u4"), np.frombuffer(content[half:], "<i4")
    sums = document["articles"], document["chunks"], document["days"], document["outlets"]
    return Numbers(*sums, terms.astype(np.uint32), counts.astype(np.int32))


def summed(numbers: Sequence[Numbers]) -> Numbers:
    """All of them together; what comes to nothing is left out."""
    days, outlets = Counter[str](), Counter[str]()
    for each in numbers:
        days.update(each.days)
        outlets.update(each.outlets)
    found = np.concatenate([each.terms for each in numbers]) if numbers else np.empty(0, np.uint32)
    terms, at = np.unique(found, return_inverse=True)
    counts = np.zeros(len(terms), np.int64)
    if len(terms):
        np.add.at(counts, at, np.concatenate([each.counts for each in numbers]))
    left = counts != 0
    return Numbers(
        sum(each.articles for each in numbers), sum(each.chunks for each in numbers),
        {day: count for day, count in days.items() if count}, {name: n for name, n in outlets.items() if n},
        terms[left], counts[left].astype(np.int32),
    )  # fmt: skip


def of_terms(vectors: Iterable[Mapping[int, float]]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """In how many of these sparse vectors each term stands."""
    found = [np.fromiter(vector, np.uint32, len(vector)) for vector in vectors]
    terms, counts = np.unique(np.concatenate(found) if found else np.empty(0, np.uint32), return_counts=True)
    return terms, counts.astype(np.int32)


class Statistics:
    """The sums as of the last state that was read; one a process, shared by its threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._documents: frozenset[Place] = frozenset()
        self._sum = Numbers()

    def at(self, documents: Sequence[Place]) -> Numbers:
        """The sum of these documents. Reads those that it has not yet, or all when some of its own are no more.

        When another process has summed them up meanwhile, the sum is that of the state as it is now.
        """
        wanted = frozenset(documents)
        with self._lock:
            for _ in range(READ_AGAIN):
                if self._add_up(wanted):
                    break
                wanted = frozenset(known_state(self._connection, SEEN_NOW).statistics)
            return self._sum

    def _add_up(self, wanted: frozenset[Place]) -> bool:
        """Whether all of these are there; else the sum is as before."""
        if wanted == self._documents:
            return True
        kept = self._documents if self._documents <= wanted else frozenset[Place]()
        found = parts.read(self._connection, wanted - kept)
        if len(found) < len(wanted - kept):
            return False
        base = [self._sum] if kept else []
        self._documents, self._sum = wanted, summed([*base, *map(from_document, found.values())])
        return True


def to_sum(documents: Sequence[Place]) -> list[Place]:
    """Which documents should become one: none while they are few; then the smaller ones."""
    if len(documents) <= MAX_DOCUMENTS:
        return []
    smallest = sorted(documents, key=lambda place: place.rows)
    taken = smallest[: MAX_DOCUMENTS // 2]
    for place in smallest[len(taken) :]:
        if place.rows > 2 * sum(each.rows for each in taken):
            break
        taken.append(place)
    return taken
