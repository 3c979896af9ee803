"""The library on disk: the catalogue is the truth, FAISS is derived, and neither is ever half there."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.conftest import FakeEncoder
from vectorstore import faiss_index
from vectorstore.catalogue import Entry
from vectorstore.chunk import Article, Chunk, Filters
from vectorstore.encoder import Fingerprint
from vectorstore.errors import EncoderMismatchError, LibraryDamagedError, LibraryError
from vectorstore.library import LocalLibrary

SENTENCES = [f"Xã Tân Lập {n} có {n * 7} hộ dân trồng mía." for n in range(12)]


def entry(article_id: str, texts: list[str], encoder: FakeEncoder, **fields: str) -> Entry:
    text = "\n".join(texts)
    starts = [text.index(part) for part in texts]
    chunks = [Chunk(start, start + len(part)) for start, part in zip(starts, texts, strict=True)]
    return Entry(Article(article_id, text, **fields), chunks, encoder.encode_documents(texts))


def fill(library: LocalLibrary, encoder: FakeEncoder) -> None:
    days = ["2023-07-28", "2023-08-01T06:30:00", "2024-01-05"]
    entries = [
        entry(f"bai-{n}", SENTENCES[n * 3 : n * 3 + 3], encoder, published=days[n], outlet="Báo Mía") for n in range(3)
    ]
    entries.append(entry("khong-ngay", SENTENCES[9:], encoder))
    library.put(entries, encoder.fingerprint)


def found(library: LocalLibrary, encoder: FakeEncoder, text: str, **filters: object) -> list[str]:
    hits = library.dense_search(encoder.encode_query(text), 3, Filters(**filters))  # type: ignore[arg-type]
    return [passage.text for passage in library.passages(hits)]


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    fill(library, encoder)
    return library


def test_finds_what_was_put_and_points_at_it(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    for sentence in SENTENCES:
        (best,) = filled.passages(filled.dense_search(encoder.encode_query(sentence), 1))
        article = filled.article(best.article_id)
        assert article is not None
        assert best.text == sentence == article.text[best.start : best.end]


def test_a_changed_article_replaces_only_itself(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    before = {article.id: article.digest for article, _ in filled.articles()}
    filled.put([entry("bai-1", ["Xã Tân Lập bỏ mía trồng chuối."], encoder)], encoder.fingerprint)
    after = {article.id: article.digest for article, _ in filled.articles()}
    assert {name for name in before if before[name] != after[name]} == {"bai-1"}
    assert found(filled, encoder, "bỏ mía trồng chuối")[0] == "Xã Tân Lập bỏ mía trồng chuối."
    assert SENTENCES[4] not in found(filled, encoder, SENTENCES[4])
    assert filled.coverage().chunks == 10


def test_removed_articles_are_found_no_more(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    assert filled.remove(["bai-0", "nobody"]) == 1
    assert SENTENCES[0] not in found(filled, encoder, SENTENCES[0])
    assert filled.catalogue.faults() == []


def test_filters(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    assert all(
        text in SENTENCES[3:6]
        for text in found(filled, encoder, "mía", published_from=date(2023, 7, 29), published_to=date(2023, 8, 1))
    )
    assert len(found(filled, encoder, "mía", published_to=date(2023, 7, 28))) == 3
    assert all(text not in SENTENCES[9:] for text in found(filled, encoder, SENTENCES[9], outlet="báo MÍA")[:3])
    assert [article.id for article, _ in filled.articles()] == ["bai-2", "bai-1", "bai-0", "khong-ngay"]


def test_a_batch_goes_in_whole_or_not_at_all(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    good = entry("tot", ["Câu đúng."], encoder)
    bad = Entry(Article("xau", "Câu sai."), [Chunk(0, 8), Chunk(0, 3)], encoder.encode_documents(["Câu sai."]))
    with pytest.raises(ValueError):
        filled.put([good, bad], encoder.fingerprint)
    assert filled.article("tot") is None
    assert filled.coverage().articles == 4


@pytest.mark.parametrize("damage", ["missing", "truncated", "flipped", "empty", "garbage", "foreign"])
def test_a_bad_faiss_file_is_rebuilt_from_stored_embeddings(
    filled: LocalLibrary, encoder: FakeEncoder, damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled.flush()
    file = filled.folder / faiss_index.FILE
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "foreign":
        other = LocalLibrary(tmp_path / "other", create=True)
        other.put([entry("khac", ["Chuyện khác."], encoder)], encoder.fingerprint)
        other.flush()
        file.write_bytes((other.folder / faiss_index.FILE).read_bytes())
    else:
        spoilt = {
            "truncated": content[: len(content) // 2],
            "flipped": content[:100] + bytes([content[100] ^ 1]) + content[101:],
            "empty": b"",
            "garbage": b"not an index" * 500,
        }
        file.write_bytes(spoilt[damage])
    again = LocalLibrary(filled.folder)
    assert [found(again, encoder, sentence)[0] for sentence in SENTENCES] == SENTENCES
    assert again.faults() == []
    if damage != "missing":
        assert "building it again" in caplog.text


def test_an_index_behind_the_catalogue_catches_up(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    filled.flush()
    behind = (filled.folder / faiss_index.FILE).read_bytes()
    filled.put([entry("moi", ["Tin mới nhất về mía."], encoder)], encoder.fingerprint)
    filled.remove(["bai-0"])
    filled.flush()
    (filled.folder / faiss_index.FILE).write_bytes(behind)
    again = LocalLibrary(filled.folder)
    assert found(again, encoder, "Tin mới nhất về mía.")[0] == "Tin mới nhất về mía."
    assert SENTENCES[0] not in found(again, encoder, SENTENCES[0])


def test_an_open_library_sees_what_another_process_wrote(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    reader = LocalLibrary(filled.folder)
    assert found(reader, encoder, SENTENCES[0])[0] == SENTENCES[0]
    filled.put([entry("moi", ["Tin mới nhất về mía."], encoder)], encoder.fingerprint)
    assert found(reader, encoder, "Tin mới nhất về mía.")[0] == "Tin mới nhất về mía."


def test_searches_while_another_thread_writes(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for n in range(30):
                filled.put([entry(f"bai-{n % 3}", [f"Lần {n}: {SENTENCES[n % 12]}"], encoder)], encoder.fingerprint)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        for passage in filled.passages(filled.dense_search(encoder.encode_query("mía"), 5)):
            article = filled.article(passage.article_id)
            assert article is None or passage.text
    writer.join()
    assert failures == []
    assert filled.coverage().chunks == len(filled.dense) == 6


def test_another_encoder_is_refused_with_both_names_and_the_command(filled: LocalLibrary) -> None:
    with pytest.raises(EncoderMismatchError, match=r"'fake'.*'other/model' \(32-d.*hoibao reindex --embeddings"):
        filled.check_encoder(Fingerprint("other/model", 32, "commit abc"))


def test_reembedding_goes_on_where_it_stopped(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    other = FakeEncoder(dim=16, model="other")
    steps = filled.reembed(other, batch_size=5)
    assert next(steps) == 5
    steps.close()
    assert filled.catalogue.encoder() == encoder.fingerprint
    assert found(filled, encoder, SENTENCES[0])[0] == SENTENCES[0]
    assert list(LocalLibrary(filled.folder).reembed(other, batch_size=5)) == [5, 7]
    assert filled.catalogue.encoder() == other.fingerprint
    assert found(filled, other, SENTENCES[0])[0] == SENTENCES[0]


def test_half_precision_moves_cosines_by_less_than_a_thousandth(library: LocalLibrary) -> None:
    rng = np.random.default_rng(7)
    vectors = rng.standard_normal((50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    text = "x" * 50
    chunks = [Chunk(n, n + 1) for n in range(50)]
    library.put([Entry(Article("a", text), chunks, vectors)], Fingerprint("m", 384, "r"))
    scores = {p.start: p.score for p in library.passages(library.dense_search(vectors[3], 50))}
    assert max(abs(scores[n] - float(vectors[n] @ vectors[3])) for n in range(50)) < 1e-3


def test_errors_are_clear(tmp_path: Path, library: LocalLibrary) -> None:
    with pytest.raises(LibraryError, match=r"There is no library in .*hoibao ingest") as missing:
        LocalLibrary(tmp_path / "nowhere")
    assert missing.value.problem == "missing"
    assert not (tmp_path / "nowhere").exists()

    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="can't be made"):
        LocalLibrary(tmp_path / "file" / "library", create=True)

    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "catalogue.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LibraryDamagedError, match="damaged"):
        LocalLibrary(damaged)

    with sqlite3.connect(library.catalogue.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="newer version") as newer:
        LocalLibrary(library.folder)
    assert newer.value.problem == "newer"


def test_nothing_is_pickled(filled: LocalLibrary) -> None:
    filled.flush()
    for path in filled.folder.rglob("*"):
        if path.is_file():
            assert not path.read_bytes().startswith(b"\x80"), path


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry
from vectorstore.library import LocalLibrary
encoder = FakeEncoder()
library = LocalLibrary(Path({folder!r}), create=True)
print("ready", flush=True)
for n in range(1000):
    library.put([entry(f"bai-{{n}}-{{i}}", SENTENCES, encoder) for i in range(3)], encoder.fingerprint)
    library.flush()
"""


def test_kill_9_leaves_whole_articles_only(tmp_path: Path, encoder: FakeEncoder) -> None:
    """Ten writers killed at random moments on one folder: it opens each time and holds whole batches of three."""
    root = str(Path(__file__).parents[2])
    folder = tmp_path / "library"
    moments = Random(11)
    for _ in range(10):
        script = WRITER.format(root=root, folder=str(folder))
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.4))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        library = LocalLibrary(folder)
        listed = library.articles()
        assert all(chunks == len(SENTENCES) for _, chunks in listed)
        assert len(listed) % 3 == 0
        assert len(library.dense) == library.coverage().chunks
        assert library.catalogue.faults() == []
        library.catalogue.close()
    assert listed
    library = LocalLibrary(folder)
    library.put([entry("xong", ["Việc đã xong."], encoder)], encoder.fingerprint)
    assert found(library, encoder, "Việc đã xong.")[0] == "Việc đã xong."
