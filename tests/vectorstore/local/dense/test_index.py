"""The dense index, small and large: one file, what came and went since it was written, and never a wrong answer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from language.sentences import sentences
from vectorstore.encoders.encoder import BUNDLED, Fingerprint, Vectors
from vectorstore.encoders.load import load_encoder
from vectorstore.local import derived_file
from vectorstore.local.dense import index as faiss_index
from vectorstore.local.dense.building import build
from vectorstore.local.dense.index import FaissIndex
from vectorstore.local.dense.stored_vectors import FILE
from vectorstore.records import Article, Chunk, Entry, Filters
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import SqliteDatabase

DIM = 64
FINGERPRINT = Fingerprint("fake", DIM, "test")
ARTICLES, CHUNKS = 300, 5
SMALL = 100
STRANGERS = 10**6  # a seed of questions that nothing answers


def vectors(seed: int, count: int = CHUNKS, dim: int = DIM) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, dim)))


def unit(drawn: np.ndarray) -> Vectors:
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def entry(number: int, version: int = 0, dim: int = DIM) -> Entry:
    day = date.fromordinal(date(2020, 1, 1).toordinal() + number).isoformat()
    return article(f"bai-{number}", vectors(number + version, dim=dim), day)


def article(name: str, embeddings: Vectors, day: str | None = None) -> Entry:
    chunks = [Chunk(at, at + 1) for at in range(len(embeddings))]
    return Entry(Article(name, "mía " * len(embeddings), published=day), chunks, embeddings)


def fill(catalogue: Catalogue, articles: range) -> None:
    catalogue.put([entry(number) for number in articles], FINGERPRINT)


def recall(index: FaissIndex, catalogue: Catalogue, queries: Vectors, among: Keys | None = None) -> float:
    """The share of the ten best, by comparing all, that is found."""
    keys, stored = (np.concatenate(part) for part in zip(*catalogue.vectors_since(0), strict=True))
    if among is not None:
        keys, stored = keys[np.isin(keys, among)], stored[np.isin(keys, among)]
    shares = []
    for query in queries:
        best = set(keys[np.argsort(-(stored @ query))[:10]].tolist())
        found = {key for key, _ in index.search(query, 10, among)}
        assert len(found) == len(best)
        shares.append(len(best & found) / len(best))
    return float(np.mean(shares))


def finds(index: FaissIndex, query: Vectors) -> bool:
    """Whether the chunk of this very embedding is the first that is found."""
    return index.search(query, 1)[0][1] == pytest.approx(1, abs=2e-3)


def is_sketched(file: Path) -> bool:
    return isinstance(derived_file.mapped(file)[0], faiss.IndexRefine)


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = tmp_path / "library"
    folder.mkdir()
    catalogue = Catalogue(SqliteDatabase(folder))
    fill(catalogue, range(ARTICLES))
    return catalogue


@pytest.fixture
def large(catalogue: Catalogue) -> Path:
    """The file, with a sketch, of all that is in the catalogue."""
    FaissIndex(catalogue, SMALL).save()
    return catalogue.folder / FILE


def test_small_ones_stay_exact_and_large_ones_find_the_same(catalogue: Catalogue) -> None:
    small = FaissIndex(catalogue, ARTICLES * CHUNKS)
    small.save()
    assert not is_sketched(catalogue.folder / FILE)
    large = FaissIndex(catalogue, ARTICLES * CHUNKS - 1)
    large.rebuild()
    assert is_sketched(catalogue.folder / FILE)
    queries = vectors(STRANGERS, 30)
    assert recall(small, catalogue, queries) == 1
    assert recall(large, catalogue, queries) >= 0.97
    for query in queries:
        (key, score), *_ = large.search(query, 1)
        assert (key, pytest.approx(score, abs=1e-3)) == small.search(query, 1)[0]
        keys = [key for key, _ in small.search(query, 20)]
        assert [key for key, _ in large.similarities(query, [*keys, 10**6])] == keys
    assert len(small) == len(large) == ARTICLES * CHUNKS


@pytest.mark.parametrize("spread", [0.3, 1.0])
def test_recall_among_clusters(tmp_path: Path, spread: float) -> None:
    random = np.random.default_rng(5)
    centres = random.standard_normal((200, DIM))
    drawn = unit(centres[random.integers(0, 200, 30_000)] + spread * random.standard_normal((30_000, DIM)))
    catalogue = Catalogue(SqliteDatabase(tmp_path))
    catalogue.put([article(f"bai-{at}", drawn[at : at + 1_000]) for at in range(0, 30_000, 1_000)], FINGERPRINT)
    index = FaissIndex(catalogue, SMALL)
    index.save()
    assert is_sketched(tmp_path / FILE)
    within = unit(centres[:20] + spread * random.standard_normal((20, DIM)))
    assert recall(index, catalogue, within) >= 0.97


def test_answers_go_on_while_the_file_is_written(catalogue: Catalogue, large: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    before = large.stat().st_ino
    random = Random(1)
    added = ARTICLES + ARTICLES // 5
    fill(catalogue, range(ARTICLES, added))
    asked_meanwhile = 0
    while large.stat().st_ino == before or asked_meanwhile < 50:
        assert finds(index, vectors(random.randrange(added))[0])
        fill(catalogue, range(added, added + 1))
        added += 1
        asked_meanwhile += 1
    index.save()
    assert is_sketched(catalogue.folder / FILE)
    assert recall(index, catalogue, vectors(STRANGERS, 20)) >= 0.97
    assert len(index) == added * CHUNKS


def test_what_came_and_went_since_needs_no_new_file(
    catalogue: Catalogue, large: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index = FaissIndex(catalogue, SMALL)
    before = large.stat()
    catalogue.remove([f"bai-{number}" for number in range(10)])
    catalogue.put([entry(20, version=5_000), entry(ARTICLES)], FINGERPRINT)
    index.save()
    assert not finds(index, vectors(3)[0])
    assert not finds(index, vectors(20)[0])
    assert finds(index, vectors(5_020)[0])
    assert finds(index, vectors(ARTICLES)[1])
    assert index.similarities(vectors(3)[0], range(1, 51)) == []
    assert recall(index, catalogue, vectors(STRANGERS, 20)) >= 0.97
    fill(catalogue, range(3, 4))
    assert finds(index, vectors(3)[0])
    again = FaissIndex(catalogue, SMALL)
    assert len(again) == len(index) == (ARTICLES - 8) * CHUNKS
    assert again.search(vectors(3)[0], 10) == index.search(vectors(3)[0], 10)
    assert large.stat() == before
    assert caplog.text == ""


def test_a_large_one_that_is_missing_is_written_before_the_first_answer(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    index = FaissIndex(catalogue, SMALL)
    assert finds(index, vectors(7)[2])
    assert is_sketched(catalogue.folder / FILE)
    assert index._state.came == 0
    assert [record.message.partition(" for ")[2] for record in caplog.records] == [
        "1,500 chunks; this takes a while, once."
    ]


def test_on_a_full_disk_it_answers_from_memory_and_tries_less_and_less_often(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, tried = 1_000.0, list[float]()

    def full(*_: object) -> None:
        tried.append(now)
        raise OSError(28, "No space left on device")

    def ask_at(moment: float) -> None:
        nonlocal now
        now = moment
        assert finds(index, vectors(7)[2])
        index._wait()

    monkeypatch.setattr(faiss_index, "time", SimpleNamespace(monotonic=lambda: now))
    index = FaissIndex(catalogue, SMALL)
    with monkeypatch.context() as patch:
        patch.setattr(derived_file, "write", full)
        for moment in range(1_000, 30_000, 20):
            ask_at(moment)
    waits = np.diff(tried).tolist()
    assert waits[:4] == [80, 140, 260, 500], "60 s and twice as long each time, asked every 20"
    assert max(waits) == waits[-1] == 3_620
    ask_at(40_000)
    assert is_sketched(catalogue.folder / FILE)
    tried.clear()
    monkeypatch.setattr(derived_file, "write", full)
    fill(catalogue, range(ARTICLES, 2 * ARTICLES))
    for moment in range(50_000, 50_200, 20):
        ask_at(moment)
    assert tried == [50_000, 50_080]


def test_one_that_has_drifted_is_written_anew(catalogue: Catalogue, large: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    fill(catalogue, range(ARTICLES, ARTICLES + ARTICLES // 2))
    before = large.stat().st_ino
    assert finds(index, vectors(ARTICLES)[0])
    until(lambda: large.stat().st_ino != before)
    index.save()
    catalogue.remove([f"bai-{number}" for number in range(ARTICLES)])
    before = large.stat().st_ino
    index.save()
    assert large.stat().st_ino != before
    assert recall(index, catalogue, vectors(STRANGERS, 20)) >= 0.97
    assert len(index) == ARTICLES // 2 * CHUNKS
    catalogue.remove([f"bai-{number}" for number in range(2 * ARTICLES)])
    index.save()
    assert index.search(vectors(ARTICLES)[0], 1) == []


@pytest.mark.parametrize("days", [3, 10, 100, 280])
def test_filters_keep_recall(catalogue: Catalogue, large: Path, days: int) -> None:
    catalogue.remove(["bai-2", "bai-290"])
    fill(catalogue, range(ARTICLES, ARTICLES + 3))
    last = date.fromordinal(date(2020, 1, 1).toordinal() + days)
    among = catalogue.matching(Filters(published_to=last))
    index = FaissIndex(catalogue, SMALL)
    assert recall(index, catalogue, vectors(STRANGERS, 20), among) >= 0.97
    assert index.search(vectors(ARTICLES)[0], 10, catalogue.matching(Filters(published_from=date(2030, 1, 1)))) == []
    newest = catalogue.matching(Filters(published_from=date.fromordinal(last.toordinal())))
    assert recall(index, catalogue, vectors(STRANGERS, 20), newest) >= 0.97


@pytest.mark.parametrize("damage", ["missing", "torn", "tail", "flipped", "keys", "empty", "garbage", "foreign"])
def test_a_bad_file_is_built_again(
    catalogue: Catalogue, large: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    spoil(large, damage, tmp_path)
    assert (damage == "missing") == (FaissIndex(catalogue, SMALL).fault() is None)
    index = FaissIndex(catalogue, SMALL)
    assert finds(index, vectors(7)[2])
    assert ("building it again" in caplog.text) == (damage != "missing")
    index.save()
    assert FaissIndex(catalogue, SMALL).fault() is None
    assert recall(index, catalogue, vectors(STRANGERS, 20)) >= 0.97


@pytest.mark.parametrize("damage", ["torn", "tail", "empty", "garbage", "foreign"])
def test_one_too_long_to_be_checked_at_each_start(
    catalogue: Catalogue, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(derived_file, "CHECKED_BYTES", 0)
    spoil(large, damage, tmp_path)
    index = FaissIndex(catalogue, SMALL)
    assert finds(index, vectors(7)[2])
    index.save()
    assert index.fault() is None


@pytest.mark.parametrize("damage", ["flipped", "keys"])
def test_reindex_mends_what_only_the_doctor_sees(
    catalogue: Catalogue, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(derived_file, "CHECKED_BYTES", 0)
    spoil(large, damage, tmp_path)
    index = FaissIndex(catalogue, SMALL)
    assert finds(index, vectors(7)[2])
    assert index.fault() == f"{FILE}: its checksum does not fit"
    assert index.rebuild() == ARTICLES * CHUNKS
    assert index.fault() is None


def spoil(file: Path, damage: str, room: Path) -> None:
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "foreign":
        (room / "other").mkdir()
        other = Catalogue(SqliteDatabase(room / "other"))
        fill(other, range(ARTICLES))
        FaissIndex(other, SMALL).save()
        file.write_bytes((room / "other" / FILE).read_bytes())
    else:
        spoilt = {
            "torn": content[: len(content) // 2],
            "tail": content[len(content) // 2 :],
            "flipped": content[:-100_000] + bytes([content[-100_000] ^ 1]) + content[-99_999:],
            "keys": content[:-2_000] + bytes([content[-2_000] ^ 1]) + content[-1_999:],
            "empty": b"",
            "garbage": b"not an index" * 500,
        }
        file.write_bytes(spoilt[damage])


def test_one_that_has_lost_step_is_built_again(
    catalogue: Catalogue, large: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index, keys, trailer = derived_file.mapped(large)
    positions = np.arange(len(keys) - 1)
    fewer = faiss.IndexScalarQuantizer(DIM, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    fewer.add(faiss.downcast_index(index.refine_index).reconstruct_batch(positions))
    derived_file.write(
        large,
        fewer,
        keys[:-1],
        derived_file.DerivedTrailer(trailer.catalogue, trailer.encoder, 1, trailer.token, len(positions)),
    )
    assert len(FaissIndex(catalogue, SMALL)) == ARTICLES * CHUNKS
    assert "has lost step" in caplog.text


def test_one_process_writes_and_the_others_take_it_over(catalogue: Catalogue, large: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    fill(catalogue, range(ARTICLES, ARTICLES + 10))
    assert finds(index, vectors(ARTICLES + 5)[0])
    fill(catalogue, range(ARTICLES + 10, 2 * ARTICLES))
    FaissIndex(catalogue, SMALL).save()
    written = large.stat().st_ino
    assert finds(index, vectors(2 * ARTICLES - 1)[0])
    index.save()
    assert large.stat().st_ino == written
    assert len(index) == 2 * ARTICLES * CHUNKS


def test_one_that_is_told_to_stop_leaves_the_file(catalogue: Catalogue, large: Path) -> None:
    before = large.stat()
    assert build(catalogue, catalogue.last_change().number, SMALL, lambda: True) is None
    assert large.stat() == before


def test_another_encoder_leaves_the_file_behind(catalogue: Catalogue, large: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    assert len(index) == ARTICLES * CHUNKS
    other = Fingerprint("other", 32, "test")
    catalogue.record_encoder(other)
    catalogue.put([entry(number, dim=32) for number in range(ARTICLES)], other)
    assert finds(index, vectors(9, dim=32)[4])
    index.save()
    assert FaissIndex(catalogue, SMALL).fault() is None
    assert finds(FaissIndex(catalogue, SMALL), vectors(9, dim=32)[4])


WRITER = """
from pathlib import Path
from tests.vectorstore.local.dense.test_index import SMALL, fill
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import SqliteDatabase
from vectorstore.local.dense.index import FaissIndex
catalogue = Catalogue(SqliteDatabase(Path({folder!r})))
index = FaissIndex(catalogue, SMALL)
first = catalogue.coverage().articles
print("ready", flush=True)
while True:
    fill(catalogue, range(first, first + 50))
    first += 50
    index.rebuild()
"""


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing(catalogue: Catalogue, large: Path) -> None:
    moments = Random(7)
    for _ in range(8):
        script = WRITER.format(folder=str(catalogue.folder))
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.4))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = FaissIndex(catalogue, SMALL)
        assert len(index) == catalogue.coverage().chunks
        assert finds(index, vectors(250)[1])
    index.rebuild()
    assert index.fault() is None
    assert list(catalogue.folder.glob(f".{FILE}.*.tmp")) == []


def test_the_interpreter_ends_well_while_the_file_is_written(catalogue: Catalogue, large: Path) -> None:
    fill(catalogue, range(ARTICLES, 2 * ARTICLES))
    script = f"""
from pathlib import Path
from tests.vectorstore.local.dense.test_index import SMALL, vectors
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import SqliteDatabase
from vectorstore.local.dense.index import FaissIndex
print(len(FaissIndex(Catalogue(SqliteDatabase(Path({str(catalogue.folder)!r}))), SMALL).search(vectors(1)[0], 3)))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("3\n", "", 0)


@pytest.mark.slow
def test_recall_on_real_embeddings(tmp_path: Path) -> None:
    encoder = load_encoder(BUNDLED, tmp_path)
    examples = Path(__file__).parents[4] / "examples" / "articles"
    texts = [line for path in examples.iterdir() for line in path.read_text().splitlines()]
    pieces = list(dict.fromkeys(text[start:end] for text in texts for start, end in sentences(text)))
    catalogue = Catalogue(SqliteDatabase(tmp_path))
    catalogue.put([article("tin", encoder.encode_documents(pieces))], encoder.fingerprint)
    index = FaissIndex(catalogue, SMALL)
    index.save()
    assert len(index) > 2 * SMALL
    queries = np.array([encoder.encode_query(piece[: len(piece) // 2]) for piece in pieces[::10]])
    assert recall(index, catalogue, queries) >= 0.97
