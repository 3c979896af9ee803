"""A library compares sentences without embedding them, whatever became of chunk, article and encoder."""

import sqlite3

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Fingerprint
from vectorstore.errors import EncoderMismatchError
from vectorstore.library import Library
from vectorstore.records import Article, Behind, Chunk, Entry, Sentences, sentence_text
from vectorstore.sentence_vectors import sentence_spans

pytestmark = pytest.mark.stores("local", "postgres")
TEXT = "Xã Tân Lập trồng mía. Giá mía là 900 đồng.\nHuyện đắp đê mới. Đê dài 3 km."
CHUNKS = [Chunk(0, TEXT.index("\n")), Chunk(TEXT.index("\n") + 1, len(TEXT))]


def entry(article_id: str, encoder: FakeEncoder, *, sentences: bool = True) -> Entry:
    spans = [sentence_spans(TEXT, chunk.start, chunk.end) for chunk in CHUNKS]
    embedded = [
        Sentences(of, encoder.encode_documents([sentence_text("", TEXT[start:end]) for start, end in of]))
        for of in spans
    ]
    vectors = encoder.encode_documents([TEXT[chunk.start : chunk.end] for chunk in CHUNKS])
    return Entry(Article(article_id, TEXT), CHUNKS, vectors, sentences=embedded if sentences else (), chunking="v1")


def best(library: Library, encoder: FakeEncoder, question: str) -> str:
    query = encoder.encode_query(question)
    keys = [key for key, _ in library.dense_search(query, 10)]
    found = library.sentence_similarities(query, keys, encoder.fingerprint)
    start, end, _ = max((each for of in found.values() for each in of), key=lambda each: each[2])
    return TEXT[start:end]


def test_each_sentence_is_found_and_points_at_itself(library: Library, encoder: FakeEncoder) -> None:
    library.put([entry("a", encoder)], encoder.fingerprint)
    for start, end in sentence_spans(TEXT, 0, len(TEXT)):
        assert best(library, encoder, TEXT[start:end]) == TEXT[start:end]


def test_chunks_that_are_gone_or_have_none_are_left_out(library: Library, encoder: FakeEncoder) -> None:
    library.put([entry("a", encoder), entry("b", encoder, sentences=False)], encoder.fingerprint)
    query = encoder.encode_query("mía")
    keys = [key for key, _ in library.dense_search(query, 10)]
    assert len(library.sentence_similarities(query, keys)) == 2
    assert library.behind("v1") == Behind(articles=0, chunks=2)
    library.remove(["a"])
    assert library.sentence_similarities(query, [*keys, 999]) == {}
    assert library.sentence_similarities(query, []) == {}


def test_what_was_stored_without_is_embedded_later(library: Library, encoder: FakeEncoder) -> None:
    library.put([entry("a", encoder, sentences=False)], encoder.fingerprint)
    assert list(library.reembed(encoder)) == [2]
    assert library.behind("v1") == Behind(0, 0)
    assert best(library, encoder, "đê dài bao nhiêu") == "Đê dài 3 km."
    assert list(library.reembed(encoder)) == []


def test_another_encoder_embeds_sentences_too(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    library.put([entry("a", encoder)], encoder.fingerprint)
    other = FakeEncoder(dim=32, model="other")
    list(library.reembed(other))
    assert library.behind("v1") == Behind(0, 0)
    assert best(open_library(place), other, "Giá mía là 900 đồng.") == "Giá mía là 900 đồng."
    with pytest.raises(EncoderMismatchError):
        library.sentence_similarities(encoder.encode_query("mía"), [1], encoder.fingerprint)


@pytest.mark.stores("local")
def test_vectors_cut_short_are_a_fault(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    library.put([entry("a", encoder)], Fingerprint("fake", 64, "test"))
    with sqlite3.connect(place.library / "catalogue.sqlite") as connection:
        connection.execute("UPDATE sentence_embeddings SET vectors = substr(vectors, 1, 20) WHERE chunk = 1")
    assert "1 chunks with sentences' embeddings of a wrong length" in library.faults()
