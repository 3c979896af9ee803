"""A writer that is cut off after any one of its requests: the next finds all as before or all as after."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.chunk import Filters
from vectorstore.errors import LibraryError
from vectorstore.milvus import lock
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.library import MilvusLibrary

BEFORE = {"a": "Lúa a.", "b": "Lúa b.", "c": "Lúa c."}
AFTER = {"a": "Mía a.", "b": "Mía b.", "d": "Mía d."}


@contextmanager
def cut_off(monkeypatch: pytest.MonkeyPatch, writes: int) -> Iterator[None]:
    """Inside, only so many writes go through."""
    left = count(writes, -1)
    with monkeypatch.context() as patched:
        for name in ("upsert", "delete"):
            through = getattr(Connection, name)

            def write(self: Connection, *given: Any, through: Any = through) -> None:
                if next(left) <= 0:
                    raise LibraryError("cut off", self.address)
                through(self, *given)

            patched.setattr(Connection, name, write)
        yield


def texts(library: MilvusLibrary) -> dict[str, str]:
    return {article.id: article.text for article, _ in library.articles()}


def test_all_or_nothing_wherever_it_is_cut(milvus: str, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "STILL_S", 0.05)
    monkeypatch.setattr(lock, "POLL_S", 0.02)
    monkeypatch.setattr(lock, "SETTLED_S", 0.0)
    ends: list[dict[str, str]] = []
    for writes in count(1):
        address = f"{milvus}/cut_{writes}"
        library = MilvusLibrary(address, create=True)
        library.put([entry(name, [text], encoder) for name, text in BEFORE.items()], encoder.fingerprint)
        library.collections.create("Lúa")
        library.collections.add("Lúa", list(BEFORE))
        done = False
        with cut_off(monkeypatch, writes), suppress(LibraryError):
            new = [entry(name, [text], encoder) for name, text in AFTER.items()]
            library.put(new, encoder.fingerprint, superseded=["c"])
            done = True
        reader = MilvusLibrary(address)  # which mends nothing
        for passage in reader.passages(reader.keyword_search("lúa mía", 10)):
            article = reader.article(passage.article_id)
            assert article is not None
            assert article.text[passage.start : passage.end] == passage.text
        mended = MilvusLibrary(address, create=True)
        ends.append(texts(mended))
        assert ends[-1] in (BEFORE, AFTER)
        assert mended.faults() == []
        held = {article.id for article, _ in mended.articles(Filters(collection="Lúa"))}
        assert held == set(BEFORE) & set(ends[-1])
        if done:
            break
    assert ends[0] == BEFORE
    assert ends[-1] == AFTER
    assert len(ends) > 8
    assert ends == sorted(ends, key=lambda end: end == AFTER)  # from the commit on it is done


def test_the_very_first_batch_cut_off(milvus: str, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "STILL_S", 0.05)
    monkeypatch.setattr(lock, "POLL_S", 0.02)
    monkeypatch.setattr(lock, "SETTLED_S", 0.0)
    for writes in range(1, 6):
        address = f"{milvus}/first_{writes}"
        library = MilvusLibrary(address, create=True)
        with cut_off(monkeypatch, writes), suppress(LibraryError):
            library.put([entry("a", ["Lúa a.", "Lúa b."], encoder)], encoder.fingerprint)
        mended = MilvusLibrary(address, create=True)
        mended.put([entry("c", ["Lúa c."], encoder)], encoder.fingerprint)
        assert mended.faults() == []
