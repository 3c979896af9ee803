"""A library, whichever store it is on: what is put is found, changes are whole, other encoders are refused."""

import threading
from datetime import date

import numpy as np
import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Fingerprint
from vectorstore.errors import EncoderMismatchError
from vectorstore.library import Library
from vectorstore.records import Article, Chunk, Entry, Filters

pytestmark = pytest.mark.stores("local", "postgres")
SENTENCES = [f"Xã Tân Lập {n} có {n * 7} hộ dân trồng mía." for n in range(12)]


def entry(article_id: str, texts: list[str], encoder: FakeEncoder, **fields: str) -> Entry:
    text = "\n".join(texts)
    starts = [text.index(part) for part in texts]
    chunks = [Chunk(start, start + len(part)) for start, part in zip(starts, texts, strict=True)]
    return Entry(Article(article_id, text, **fields), chunks, encoder.encode_documents(texts))


def fill(library: Library, encoder: FakeEncoder) -> None:
    days = ["2023-07-28", "2023-08-01T06:30:00", "2024-01-05"]
    entries = [
        entry(f"bai-{n}", SENTENCES[n * 3 : n * 3 + 3], encoder, published=days[n], outlet="Báo Mía") for n in range(3)
    ]
    entries.append(entry("khong-ngay", SENTENCES[9:], encoder))
    library.put(entries, encoder.fingerprint)


def found(library: Library, encoder: FakeEncoder, text: str, **filters: object) -> list[str]:
    hits = library.dense_search(encoder.encode_query(text), 3, Filters(**filters))  # type: ignore[arg-type]
    return [passage.text for passage in library.passages(hits)]


@pytest.fixture
def filled(library: Library, encoder: FakeEncoder) -> Library:
    fill(library, encoder)
    return library


def test_finds_what_was_put_and_points_at_it(filled: Library, encoder: FakeEncoder) -> None:
    for sentence in SENTENCES:
        (best,) = filled.passages(filled.dense_search(encoder.encode_query(sentence), 1))
        article = filled.article(best.article_id)
        assert article is not None
        assert best.text == sentence == article.text[best.start : best.end]


def test_a_changed_article_replaces_only_itself(filled: Library, encoder: FakeEncoder) -> None:
    before = {article.id: article.digest for article, _ in filled.articles()}
    filled.put([entry("bai-1", ["Xã Tân Lập bỏ mía trồng chuối."], encoder)], encoder.fingerprint)
    after = {article.id: article.digest for article, _ in filled.articles()}
    assert {name for name in before if before[name] != after[name]} == {"bai-1"}
    assert found(filled, encoder, "bỏ mía trồng chuối")[0] == "Xã Tân Lập bỏ mía trồng chuối."
    assert SENTENCES[4] not in found(filled, encoder, SENTENCES[4])
    assert filled.coverage().chunks == 10


def test_removed_articles_are_found_no_more(filled: Library, encoder: FakeEncoder) -> None:
    assert filled.remove(["bai-0", "nobody"]) == 1
    assert SENTENCES[0] not in found(filled, encoder, SENTENCES[0])
    filled.flush()
    assert filled.faults() == []


def test_filters(filled: Library, encoder: FakeEncoder) -> None:
    assert all(
        text in SENTENCES[3:6]
        for text in found(filled, encoder, "mía", published_from=date(2023, 7, 29), published_to=date(2023, 8, 1))
    )
    assert len(found(filled, encoder, "mía", published_to=date(2023, 7, 28))) == 3
    of_one = found(filled, encoder, SENTENCES[9], outlet="báo MÍA")
    assert of_one
    assert set(of_one) <= set(SENTENCES[:9])
    assert found(filled, encoder, SENTENCES[9], outlet="Báo Mia") == []


def test_one_article_alone_is_searched(filled: Library, encoder: FakeEncoder) -> None:
    of_one = found(filled, encoder, SENTENCES[0], article="bai-1")
    assert sorted(of_one) == sorted(SENTENCES[3:6])
    one = Filters(article="bai-1")
    assert bool(one)
    assert filled.coverage(one).articles == 1
    assert [article.id for article in filled.listed(one).articles] == ["bai-1"]
    assert found(filled, encoder, SENTENCES[0], article="nobody") == []
    assert found(filled, encoder, SENTENCES[0], article="") == found(filled, encoder, SENTENCES[0])


def test_an_empty_name_asks_for_nothing(filled: Library, encoder: FakeEncoder) -> None:
    everything = found(filled, encoder, SENTENCES[0])
    assert found(filled, encoder, SENTENCES[0], outlet="", collection="") == everything
    since = Filters(published_from=date(2023, 8, 1))
    assert filled.coverage(Filters(since.published_from, outlet="", collection="")) == filled.coverage(since)
    assert filled.listed(Filters(outlet=" ")).total == 0  # no article's
    assert [article.id for article, _ in filled.articles()] == ["bai-2", "bai-1", "bai-0", "khong-ngay"]


def test_a_batch_goes_in_whole_or_not_at_all(filled: Library, encoder: FakeEncoder) -> None:
    good = entry("tot", ["Câu đúng."], encoder)
    bad = Entry(Article("xau", "Câu sai."), [Chunk(0, 8), Chunk(0, 3)], encoder.encode_documents(["Câu sai."]))
    with pytest.raises(ValueError):
        filled.put([good, bad], encoder.fingerprint)
    assert filled.article("tot") is None
    assert filled.coverage().articles == 4


def test_an_open_library_sees_what_another_process_wrote(
    place: Settings, filled: Library, encoder: FakeEncoder
) -> None:
    reader = open_library(place)
    assert found(reader, encoder, SENTENCES[0])[0] == SENTENCES[0]
    filled.put([entry("moi", ["Tin mới nhất về mía."], encoder)], encoder.fingerprint)
    assert found(reader, encoder, "Tin mới nhất về mía.")[0] == "Tin mới nhất về mía."


def test_searches_while_another_thread_writes(filled: Library, encoder: FakeEncoder) -> None:
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
    assert filled.coverage().chunks == len(filled.dense_search(encoder.encode_query("mía"), 20)) == 6
    filled.flush()
    assert filled.faults() == []


def test_another_encoder_is_refused_with_both_names_and_the_command(filled: Library) -> None:
    with pytest.raises(EncoderMismatchError, match=r"'fake'.*'other/model' \(32-d"):
        filled.check_encoder(Fingerprint("other/model", 32, "commit abc"))


def test_reembedding_goes_on_where_it_stopped(place: Settings, filled: Library, encoder: FakeEncoder) -> None:
    other = FakeEncoder(dim=16, model="other")
    steps = filled.reembed(other, batch_size=5)
    assert next(steps) == 5
    steps.close()
    filled.check_encoder(encoder.fingerprint)
    assert found(filled, encoder, SENTENCES[0])[0] == SENTENCES[0]
    assert list(open_library(place).reembed(other, batch_size=5)) == [5, 7]
    filled.check_encoder(other.fingerprint)
    assert found(filled, other, SENTENCES[0])[0] == SENTENCES[0]


def test_questions_of_the_encoder_before_are_refused(place: Settings, filled: Library, encoder: FakeEncoder) -> None:
    question, before = encoder.encode_query(SENTENCES[0]), encoder.fingerprint
    hits = filled.dense_search(question, 3, encoder=before)
    other = FakeEncoder(encoder.fingerprint.dim, model="other")
    list(open_library(place).reembed(other))
    for ask in (
        lambda: filled.dense_search(question, 3, encoder=before),
        lambda: filled.similarities(question, [key for key, _ in hits], before),
    ):
        with pytest.raises(EncoderMismatchError, match=r"embedded with 'other'.*not 'fake'"):
            ask()
    assert filled.dense_search(question, 3, encoder=other.fingerprint)
    assert filled.dense_search(question, 3)


def test_half_precision_moves_cosines_by_less_than_a_thousandth(library: Library) -> None:
    rng = np.random.default_rng(7)
    vectors = rng.standard_normal((50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    text = "x" * 50
    chunks = [Chunk(n, n + 1) for n in range(50)]
    library.put([Entry(Article("a", text), chunks, vectors)], Fingerprint("m", 384, "r"))
    scores = {p.start: p.score for p in library.passages(library.dense_search(vectors[3], 50))}
    assert max(abs(scores[n] - float(vectors[n] @ vectors[3])) for n in range(50)) < 1e-3
