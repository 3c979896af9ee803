"""A long article shows how far it is, hears that it should stop, and takes no other article with it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import embedding
from ingest.embedding import PORTIONS, PortionLimits, embedded
from ingest.pipeline import ingest
from ingest.run import BATCHES
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Vectors
from vectorstore.local.library import LocalLibrary

SENTENCE = "Chuyến phà thứ {n} của bến Vàm chở thêm nhiều khách về chợ. "
LONG = "Bến Vàm kể chuyện\n\n" + "".join(SENTENCE.format(n=n) for n in range(BATCHES.long_chars // 40))


class Bar:
    """Hears of the progress; asks to stop once so much is done."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.total = self.done = 0
        self.stop_at = stop_at
        self.heard: list[int] = []

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, size: int) -> None:
        self.done += size
        self.heard.append(size)

    def count(self, read: int, stored: int) -> None:
        pass

    def stopping(self) -> bool:
        return self.stop_at is not None and self.done >= self.stop_at


class CountingEncoder(FakeEncoder):
    """Counts the texts that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = 0

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return super().encode_documents(texts)


@given(st.lists(st.integers(0, PORTIONS.portion_chars), max_size=9), st.integers(0, 10**7))
def test_portions_change_no_embedding_and_tell_of_every_byte(lengths: list[int], size: int) -> None:
    texts = [f"{number} phà"[:length].ljust(length) for number, length in enumerate(lengths)]
    encoder, told = FakeEncoder(), list[int]()
    vectors = embedded(texts, encoder, size, told.append, lambda: False)
    assert (vectors == encoder.encode_documents(texts)).all()
    assert sum(told) == size
    assert min(told, default=0) >= 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    (place / "a.txt").write_text("Phà mới\n\nBến Vàm có phà mới từ hôm nay.", encoding="utf-8")
    (place / "b.txt").write_text(LONG, encoding="utf-8")
    (place / "c.txt").write_text("Chợ mới\n\nBến Vàm có chợ mới từ hôm nay.", encoding="utf-8")
    return place


def test_progress_within_an_article(folder: Path, library: LocalLibrary) -> None:
    bar = Bar()
    report = ingest([folder], library, FakeEncoder(), bar)
    assert report.added == 3
    assert bar.done == bar.total
    assert max(bar.heard) < bar.total / 12  # the long one is nearly all of it


def test_a_stop_within_an_article_stores_what_came_before_and_a_second_run_does_the_rest(
    folder: Path, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "PORTIONS", PortionLimits(stopping_seconds=0.0))
    encoder, bar = CountingEncoder(), Bar(stop_at=len(LONG.encode()) // 3)
    report = ingest([folder], library, encoder, bar, stopping=bar.stopping)
    assert report.interrupted
    assert report.added == 1
    assert library.article("a") is not None
    assert library.article("b") is None
    stopped_after, encoder.texts = encoder.texts, 0
    assert ingest([folder], library, encoder).added == 2
    assert stopped_after < encoder.texts


def test_what_is_nearly_done_is_finished(folder: Path, library: LocalLibrary) -> None:
    bar = Bar(stop_at=len(LONG.encode()) // 3)
    report = ingest([folder], library, FakeEncoder(), bar, stopping=bar.stopping)
    assert report.interrupted
    assert library.article("b") is not None  # a fake encoder takes no 3 s
