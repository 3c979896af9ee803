"""Two writers and two readers of a library on a server, each a process that notes what it tried and what was done."""

import json
import multiprocessing
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, pairwise
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TextIO

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES
from vectorstore.encoders.encoder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.records import Article, Chunk, Entry, Sentences

ARTICLES = 2  # in a batch
ID_PREFIX = "tag:benchmark,2026:"  # so that an article keeps its id when its file is ingested
RETRY_S, START_S, STOP_S = 0.05, 60.0, 60.0


@dataclass
class Journal:
    """What the clients noted: which batches of each kind were tried and acknowledged, and when which was done."""

    tried: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    acknowledged: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    done_at: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def longest_pause_s(self, client: str) -> float:
        """Of the clients whose names begin so: the longest that one of them went without anything done."""
        pauses = [
            after - before
            for name, times in self.done_at.items()
            if name.startswith(client)
            for before, after in pairwise(times)
        ]
        return max(pauses, default=float("nan"))


@dataclass(frozen=True)
class Clients:
    """They are at work until `stop`. What writers put they wrote into `articles` first, a file a batch."""

    folder: Path
    articles: Path

    def journal(self) -> Journal:
        """All that has been noted so far."""
        noted = Journal()
        for file in sorted(self.folder.glob("*.log")):
            for line in file.read_text(encoding="utf-8").splitlines():
                what, kind, batch, at = json.loads(line)
                if what == "tried":
                    noted.tried[kind].add(batch)
                elif what == "done":
                    noted.acknowledged[kind].add(batch)
                    noted.done_at[file.stem].append(at)
                else:
                    noted.errors[what] += 1
        return noted


@contextmanager
def clients_at_work(store: str, folder: Path) -> Iterator[Clients]:
    """Returns once each has done something; at the end of the block all are stopped."""
    articles = folder / "articles"
    articles.mkdir()
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    names = ("writer-a", "writer-b", "reader-a", "reader-b")
    processes = [context.Process(target=_work, args=(name, store, folder, stop)) for name in names]
    for process in processes:
        process.start()
    clients = Clients(folder, articles)
    try:
        deadline = time.monotonic() + START_S
        while len(clients.journal().done_at) < len(names):
            if time.monotonic() > deadline:
                raise TimeoutError("the clients have not begun")
            time.sleep(0.1)
        yield clients
    finally:
        stop.set()
        for process in processes:
            process.join(STOP_S)
            if process.is_alive():
                process.kill()
                process.join()


def _work(name: str, store: str, folder: Path, stop: Event) -> None:
    encoder = FakeEncoder()
    step = _write if name.startswith("writer") else _read
    library = open_library(Settings(store=store))
    with (folder / f"{name}.log").open("w", encoding="utf-8", buffering=1) as log:
        for number in count():
            if stop.is_set():
                return
            step(library, encoder, f"{name}-{number}", folder / "articles", _Notes(log))


@dataclass(frozen=True)
class _Notes:
    """One line each, written at once."""

    log: TextIO

    def attempt(self, kind: str, batch: str, step: Callable[[], object]) -> bool:
        """Do it, once; whether it was said to be done."""
        self._note("tried", kind, batch)
        try:
            step()
        except LibraryError as error:
            self._note(error.problem, kind, batch)
            time.sleep(RETRY_S)
            return False
        self._note("done", kind, batch)
        return True

    def _note(self, what: str, kind: str, batch: str) -> None:
        self.log.write(json.dumps([what, kind, batch, time.time()]) + "\n")


def _write(library: Library, encoder: FakeEncoder, batch: str, articles: Path, notes: _Notes) -> None:
    """Two articles, a collection of both, a turn of a conversation, and what its reader thought of it."""
    entries = batch_of(batch, articles / f"{batch}.jsonl", encoder)
    ids = [entry.article.id for entry in entries]
    keys = list[int]()

    def collect() -> None:
        library.collections.create(batch)
        library.collections.add(batch, ids)

    if notes.attempt("articles", batch, lambda: library.put(entries, encoder.fingerprint)):
        notes.attempt("collections", batch, collect)
    talk = library.conversations
    if notes.attempt("conversations", batch, lambda: keys.append(talk.keep(batch, {"q": batch}, batch, name=batch))):
        notes.attempt("feedback", batch, lambda: talk.rate(keys[0], "up", batch))


def _read(library: Library, encoder: FakeEncoder, batch: str, articles: Path, notes: _Notes) -> None:
    """A question."""

    def search() -> None:
        library.passages(library.dense_search(encoder.encode_query(SENTENCES[3]), 5))
        library.passages(library.keyword_search(SENTENCES[4], 5))

    notes.attempt("questions", batch, search)


def batch_of(batch: str, file: Path, encoder: FakeEncoder) -> list[Entry]:
    """Its articles as an ingest of `file`, which holds them from now on, would put them."""
    articles = []
    for n in range(ARTICLES):
        title = f"Tin {batch} số {n}"
        text = f"{title}. {SENTENCES[n]} {SENTENCES[n + 5]}"
        articles.append(Article(f"{ID_PREFIX}{batch}-{n}", text, title=title, source=f"{file}:{n + 1}"))
    lines = [json.dumps({"id": each.id, "title": each.title, "text": each.text}) for each in articles]
    file.write_text("\n".join(lines), encoding="utf-8")
    return [_entry(article, encoder.encode_documents([article.text])) for article in articles]


def _entry(article: Article, vectors: Vectors) -> Entry:
    """Of one chunk, which is one sentence."""
    span = (0, len(article.text))
    return Entry(article, [Chunk(*span)], vectors, sentences=[Sentences([span], vectors)])


def batch_named(article_id: str) -> str:
    """The batch that an article came with."""
    return article_id.removeprefix(ID_PREFIX).rpartition("-")[0]
