"""A better splitter reaches what is stored: texts are cut anew without their files; only what changed is embedded."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import clean, split
from ingest.chunking import chunking_version
from ingest.pipeline import ingest
from ingest.renewal import rechunk
from language import sentences
from tests.conftest import FakeEncoder
from vectorstore import sentence_vectors
from vectorstore.code_version import version_of
from vectorstore.encoders.encoder import Vectors
from vectorstore.errors import EncoderMismatchError
from vectorstore.library import Library
from vectorstore.records import NOTHING_BEHIND, Behind

pytestmark = pytest.mark.stores("local", "postgres")
LONG = " ".join(f"Xã số {n} trồng mía và thu hoạch {n * 3} tấn mỗi vụ." for n in range(30))
SHORT = "Giá mía ở chợ huyện là 900 đồng. Người trồng mong giá lên."


class Counting(FakeEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return super().encode_documents(texts)


@pytest.fixture
def encoder() -> Counting:
    return Counting()


@pytest.fixture
def filled(library: Library, encoder: Counting, tmp_path: Path) -> Library:
    """One article of several chunks and one of one, whose files are gone."""
    file = tmp_path / "bai.jsonl"
    lines = [{"id": "dai", "title": "Vụ mía", "text": LONG}, {"id": "ngan", "title": "Giá mía", "text": SHORT}]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ingest([file], library, encoder)
    file.unlink()
    encoder.seen.clear()
    return library


def chunks(library: Library) -> dict[str, int]:
    return {article.id: count for article, count in library.articles()}


def test_what_was_just_ingested_is_up_to_date(filled: Library, encoder: Counting) -> None:
    assert filled.behind(chunking_version()) == NOTHING_BEHIND
    assert list(rechunk(filled, encoder)) == []


def test_only_what_another_length_changes_is_embedded(
    filled: Library, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = chunks(filled)
    monkeypatch.setattr(split, "CHUNKS", replace(split.CHUNKS, most_chars=500))
    assert filled.behind(chunking_version()) == Behind(articles=2, chunks=0)
    assert list(rechunk(filled, encoder)) == [2]
    assert filled.behind(chunking_version()) == NOTHING_BEHIND
    after = chunks(filled)
    assert after["dai"] > before["dai"]
    assert after["ngan"] == 1
    assert len(encoder.seen) == after["dai"]  # its new chunks; no sentence, for these are as before
    assert not any("900 đồng" in text for text in encoder.seen)
    query = encoder.encode_query("Xã số 17 trồng mía và thu hoạch 51 tấn")
    for hits in (filled.dense_search(query, 3), filled.keyword_search("thu hoạch 51 tấn", 3)):
        assert "51 tấn" in filled.passages(hits)[0].text
        assert all(len(passage.text) <= 500 for passage in filled.passages(hits))
    keys = [key for key, _ in filled.dense_search(query, 20)]
    assert len(filled.sentence_similarities(query, keys)) == sum(after.values())
    filled.flush()
    assert filled.faults() == []


def test_the_next_ingest_does_it(filled: Library, encoder: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "CHUNKS", replace(split.CHUNKS, most_chars=500))
    ingest([], filled, encoder)
    assert filled.behind(chunking_version()) == NOTHING_BEHIND
    assert chunks(filled)["dai"] > 2


def test_a_run_that_is_stopped_goes_on_later(
    filled: Library, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "CHUNKS", replace(split.CHUNKS, most_chars=500))
    monkeypatch.setattr("ingest.renewal.ARTICLES", 1)
    asked = iter([False, True])
    assert list(rechunk(filled, encoder, lambda: next(asked))) == [1]
    assert filled.behind(chunking_version()).articles == 1
    assert list(rechunk(filled, encoder)) == [1]


def test_other_sentences_are_embedded_and_chunks_that_stay_are_not(
    filled: Library, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
        return [(start, (start + end) // 2), ((start + end) // 2, end)]

    before = chunks(filled)
    monkeypatch.setattr("ingest.prepare.sentence_spans", halves)
    monkeypatch.setattr("ingest.renewal.chunking_version", lambda: "another")
    monkeypatch.setattr("ingest.prepare.chunking_version", lambda: "another")
    list(rechunk(filled, encoder))
    assert chunks(filled) == before
    assert len(encoder.seen) == 2 * sum(before.values())


def test_another_encoder_cuts_nothing(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "CHUNKS", replace(split.CHUNKS, most_chars=500))
    with pytest.raises(EncoderMismatchError):
        list(rechunk(filled, FakeEncoder(model="other")))


@pytest.mark.parametrize("module", [split, clean, sentences, sentence_vectors])
def test_the_version_is_of_every_module_that_decides(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    before = chunking_version()
    monkeypatch.setattr(module, "SOME_NUMBER", 7, raising=False)
    assert chunking_version() != before
    monkeypatch.undo()
    assert chunking_version() == before


def test_two_orders_of_modules_are_two_versions() -> None:
    assert version_of(split, clean) != version_of(clean, split)
