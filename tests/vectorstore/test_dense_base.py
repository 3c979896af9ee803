"""A dense index that has outgrown exact search: a base on disk, a tail of what came since, and never a wrong answer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from vectorstore import dense_base, faiss_index
from vectorstore.catalogue import Catalogue, Entry, Keys
from vectorstore.chunk import Article, Chunk, Filters
from vectorstore.dense_training import build
from vectorstore.encoder import BUNDLED, Fingerprint, Vectors, load_encoder
from vectorstore.faiss_index import FaissIndex
from vectorstore.sentences import sentences

DIM = 64
FINGERPRINT = Fingerprint("fake", DIM, "test")
ARTICLES, CHUNKS = 300, 5
SMALL = 100


def vectors(seed: int, count: int = CHUNKS, dim: int = DIM) -> Vectors:
    drawn = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def entry(number: int, version: int = 0, dim: int = DIM) -> Entry:
    day = date.fromordinal(date(2020, 1, 1).toordinal() + number).isoformat()
    chunks = [Chunk(at, at + 1) for at in range(CHUNKS)]
    return Entry(Article(f"bai-{number}", "mía " * CHUNKS, published=day), chunks, vectors(number + version, dim=dim))


def fill(catalogue: Catalogue, articles: range) -> None:
    catalogue.put([entry(number) for number in articles], FINGERPRINT)


def exact(catalogue: Catalogue, query: Vectors, k: int, among: Keys | None = None) -> list[int]:
    """The keys of the best by comparing all."""
    keys, stored = (np.concatenate(part) for part in zip(*catalogue.vectors_since(0), strict=True))
    if among is not None:
        keys, stored = keys[np.isin(keys, among)], stored[np.isin(keys, among)]
    return [int(key) for key in keys[np.argsort(-(stored @ query))][:k]]


def recall(index: FaissIndex, catalogue: Catalogue, queries: Vectors, among: Keys | None = None) -> float:
    shares = []
    for query in queries:
        best = exact(catalogue, query, 10, among)
        found = [key for key, _ in index.search(query, 10, among)]
        assert len(found) == len(best)
        shares.append(len(set(best) & set(found)) / len(best))
    return float(np.mean(shares))


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = tmp_path / "library"
    folder.mkdir()
    catalogue = Catalogue(folder)
    fill(catalogue, range(ARTICLES))
    return catalogue


@pytest.fixture
def base(catalogue: Catalogue) -> Path:
    """The file of a base of all that is in the catalogue."""
    FaissIndex(catalogue, SMALL).save()
    return catalogue.folder / dense_base.FILE


def test_small_ones_stay_exact_and_large_ones_find_the_same(catalogue: Catalogue) -> None:
    queries = vectors(-1 % 2**32, 30)
    whole = FaissIndex(catalogue, ARTICLES * CHUNKS)
    whole.save()
    assert not (catalogue.folder / dense_base.FILE).exists()
    large = FaissIndex(catalogue, ARTICLES * CHUNKS - 1)
    large.save()
    assert (catalogue.folder / dense_base.FILE).exists()
    assert recall(whole, catalogue, queries) == 1
    assert recall(large, catalogue, queries) >= 0.97
    for query in queries:
        (key, score), *_ = large.search(query, 1)
        assert (key, pytest.approx(score, abs=1e-3)) == whole.search(query, 1)[0]
        keys = [key for key, _ in whole.search(query, 20)]
        assert [key for key, _ in large.similarities(query, [*keys, 10**6])] == keys
    assert len(whole) == len(large) == ARTICLES * CHUNKS


def test_answers_go_on_while_a_base_is_built(catalogue: Catalogue) -> None:
    index = FaissIndex(catalogue, SMALL)
    random = Random(1)
    added = ARTICLES
    asked_meanwhile = 0
    while not (catalogue.folder / dense_base.FILE).exists() or asked_meanwhile < 50:
        number = random.randrange(added)
        assert index.search(vectors(number)[0], 1)[0][1] == pytest.approx(1, abs=2e-3)
        fill(catalogue, range(added, added + 1))
        added += 1
        asked_meanwhile += 1
    index.save()
    assert recall(index, catalogue, vectors(10**6, 20)) >= 0.97
    assert len(index) == added * CHUNKS


def test_what_came_and_went_since_needs_no_new_base(
    catalogue: Catalogue, base: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index = FaissIndex(catalogue, SMALL)
    before = base.stat()
    catalogue.remove([f"bai-{number}" for number in range(10)])
    catalogue.put([entry(20, version=5_000), entry(ARTICLES)], FINGERPRINT)
    index.save()
    for query in (vectors(3)[0], vectors(20)[0]):
        assert index.search(query, 1)[0][1] < 0.9
    for query in (vectors(5_020)[0], vectors(ARTICLES)[1]):
        assert index.search(query, 1)[0][1] == pytest.approx(1, abs=2e-3)
    assert recall(index, catalogue, vectors(10**6, 20)) >= 0.97
    again = FaissIndex(catalogue, SMALL)
    assert len(again) == len(index) == (ARTICLES - 9) * CHUNKS
    assert again.search(vectors(3)[0], 10) == index.search(vectors(3)[0], 10)
    gone = [key for key, _ in index.similarities(vectors(3)[0], range(1, 51))]
    assert gone == []
    assert base.stat() == before
    assert caplog.text == ""


def test_one_that_has_drifted_is_built_anew(catalogue: Catalogue, base: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    fill(catalogue, range(ARTICLES, ARTICLES + ARTICLES // 2))
    before = base.stat().st_ino
    assert index.search(vectors(ARTICLES)[0], 1)[0][1] == pytest.approx(1, abs=2e-3)
    until(lambda: base.stat().st_ino != before)
    index.save()
    catalogue.remove([f"bai-{number}" for number in range(ARTICLES)])
    before = base.stat().st_ino
    index.save()
    assert base.stat().st_ino != before
    assert recall(index, catalogue, vectors(10**6, 20)) >= 0.97
    assert len(index) == ARTICLES // 2 * CHUNKS


@pytest.mark.parametrize("days", [3, 10, 100, 280])
def test_filters_keep_recall(catalogue: Catalogue, base: Path, days: int) -> None:
    catalogue.remove(["bai-2", "bai-290"])
    fill(catalogue, range(ARTICLES, ARTICLES + 3))
    last = date.fromordinal(date(2020, 1, 1).toordinal() + days)
    among = catalogue.matching(Filters(published_to=last))
    index = FaissIndex(catalogue, SMALL)
    assert recall(index, catalogue, vectors(10**6, 20), among) >= 0.97
    assert index.search(vectors(ARTICLES)[0], 10, catalogue.matching(Filters(published_from=date(2030, 1, 1)))) == []


@pytest.mark.parametrize("damage", ["missing", "truncated", "flipped", "keys", "empty", "garbage", "foreign"])
def test_a_bad_base_is_built_again(
    catalogue: Catalogue, base: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    content = base.read_bytes()
    if damage == "missing":
        base.unlink()
    elif damage == "foreign":
        (tmp_path / "other").mkdir()
        other = Catalogue(tmp_path / "other")
        fill(other, range(ARTICLES))
        FaissIndex(other, SMALL).save()
        base.write_bytes((tmp_path / "other" / dense_base.FILE).read_bytes())
    else:
        spoilt = {
            "truncated": content[: len(content) // 2],
            "flipped": content[:-100_000] + bytes([content[-100_000] ^ 1]) + content[-99_999:],
            "keys": content[:-2_000] + bytes([content[-2_000] ^ 1]) + content[-1_999:],
            "empty": b"",
            "garbage": b"not an index" * 500,
        }
        base.write_bytes(spoilt[damage])
        assert str(FaissIndex(catalogue, SMALL).fault()).startswith(dense_base.FILE)
    index = FaissIndex(catalogue, SMALL)
    assert index.search(vectors(7)[2], 1)[0][1] == pytest.approx(1, abs=2e-3)
    if damage != "missing":
        until(lambda: "building it again" in caplog.text)
    index.save()
    assert FaissIndex(catalogue, SMALL).fault() is None
    assert recall(index, catalogue, vectors(10**6, 20)) >= 0.97


def test_a_tail_of_another_base_is_made_anew(catalogue: Catalogue, base: Path) -> None:
    fill(catalogue, range(ARTICLES, ARTICLES + 20))
    FaissIndex(catalogue, SMALL).save()
    tail = (catalogue.folder / faiss_index.FILE).read_bytes()
    fill(catalogue, range(ARTICLES + 20, 2 * ARTICLES))
    FaissIndex(catalogue, SMALL).save()
    (catalogue.folder / faiss_index.FILE).write_bytes(tail)
    index = FaissIndex(catalogue, SMALL)
    assert len(index) == catalogue.coverage().chunks
    assert recall(index, catalogue, vectors(10**6, 20)) >= 0.97


def test_one_process_builds_and_the_others_take_it_over(catalogue: Catalogue, base: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    fill(catalogue, range(ARTICLES, 2 * ARTICLES))
    assert len(index) == 2 * ARTICLES * CHUNKS
    FaissIndex(catalogue, SMALL).save()
    built = base.stat().st_ino
    index.save()
    assert base.stat().st_ino == built
    assert build(catalogue, catalogue.sequence(), lambda: True) is None


def test_another_encoder_leaves_the_base_behind(catalogue: Catalogue, base: Path) -> None:
    index = FaissIndex(catalogue, SMALL)
    assert len(index) == ARTICLES * CHUNKS
    other = Fingerprint("other", 32, "test")
    catalogue.record_encoder(other)
    catalogue.put([entry(number, dim=32) for number in range(ARTICLES)], other)
    assert index.search(vectors(9, dim=32)[4], 1)[0][1] == pytest.approx(1, abs=2e-3)
    index.save()
    assert FaissIndex(catalogue, SMALL).fault() is None
    assert FaissIndex(catalogue, SMALL).search(vectors(9, dim=32)[4], 1)[0][1] == pytest.approx(1, abs=2e-3)


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.vectorstore.test_dense_base import SMALL, fill
from vectorstore.catalogue import Catalogue
from vectorstore.faiss_index import FaissIndex
catalogue = Catalogue(Path({folder!r}))
index = FaissIndex(catalogue, SMALL)
first = catalogue.coverage().articles
print("ready", flush=True)
while True:
    fill(catalogue, range(first, first + 50))
    first += 50
    index.rebuild()
"""


@pytest.mark.slow
def test_kill_9_while_a_base_is_built_leaves_a_whole_one(catalogue: Catalogue, base: Path) -> None:
    root = str(Path(__file__).parents[2])
    moments = Random(7)
    for _ in range(8):
        script = WRITER.format(root=root, folder=str(catalogue.folder))
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.4))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = FaissIndex(catalogue, SMALL)
        assert len(index) == catalogue.coverage().chunks
        assert index.search(vectors(250)[1], 1)[0][1] == pytest.approx(1, abs=2e-3)
    index.rebuild()
    assert index.fault() is None
    assert list(catalogue.folder.glob(f".{dense_base.FILE}.*.tmp")) == []


def test_the_interpreter_ends_well_while_a_base_is_built(catalogue: Catalogue) -> None:
    script = f"""
from pathlib import Path
from tests.vectorstore.test_dense_base import SMALL, vectors
from vectorstore.catalogue import Catalogue
from vectorstore.faiss_index import FaissIndex
print(len(FaissIndex(Catalogue(Path({str(catalogue.folder)!r})), SMALL).search(vectors(1)[0], 3)))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("3\n", "", 0)


@pytest.mark.slow
def test_recall_on_real_embeddings(tmp_path: Path) -> None:
    encoder = load_encoder(BUNDLED, tmp_path)
    examples = Path(__file__).parents[2] / "examples" / "articles"
    texts = [line for path in examples.iterdir() for line in path.read_text().splitlines()]
    pieces = list(dict.fromkeys(text[start:end] for text in texts for start, end in sentences(text)))
    catalogue = Catalogue(tmp_path)
    chunks = [Chunk(at, at + 1) for at in range(len(pieces))]
    catalogue.put(
        [Entry(Article("tin", "mía " * len(pieces)), chunks, encoder.encode_documents(pieces))], encoder.fingerprint
    )
    index = FaissIndex(catalogue, SMALL)
    index.save()
    assert len(index) > 2 * SMALL
    queries = np.array([encoder.encode_query(piece[: len(piece) // 2]) for piece in pieces[::10]])
    assert recall(index, catalogue, queries) >= 0.97
