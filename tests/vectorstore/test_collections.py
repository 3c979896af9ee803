"""Collections: named subsets that lists and both searches keep to, and that outlive what they are made of."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill
from vectorstore.collections import MAX_NAME_CHARS, Collection
from vectorstore.errors import CollectionError
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Coverage, Filters
from vectorstore.sql.sqlite import FILE
from vectorstore.sql.sqlite_schema import MIGRATIONS

pytestmark = pytest.mark.stores("local", "postgres")


@pytest.fixture
def filled(library: Library, encoder: FakeEncoder) -> Library:
    fill(library, encoder)
    library.collections.create("Mía")
    library.collections.add("Mía", ["bai-0", "bai-2", "không có"])
    return library


def test_both_searches_and_the_list_keep_to_a_collection(filled: Library, encoder: FakeEncoder) -> None:
    inside = Filters(collection="Mía")
    for hits in (
        filled.dense_search(encoder.encode_query(SENTENCES[4]), 20, inside),
        filled.keyword_search(SENTENCES[4], 20, inside),
    ):
        assert {passage.article_id for passage in filled.passages(hits)} == {"bai-0", "bai-2"}
    assert [article.id for article, _ in filled.articles(inside)] == ["bai-2", "bai-0"]
    later = Filters(published_from=date(2024, 1, 1), collection="Mía")
    assert [article.id for article in filled.listed(later).articles] == ["bai-2"]
    assert filled.coverage(inside) == Coverage(2, 6, "2023-07-28", "2024-01-05")
    assert filled.coverage().articles == 4


def test_a_removed_article_leaves_its_collections_and_a_new_version_stays(
    filled: Library, encoder: FakeEncoder
) -> None:
    filled.put([entry("bai-2", ["Xã Tân Lập bỏ mía."], encoder)], encoder.fingerprint)
    filled.remove(["bai-0"])
    assert filled.collections.listed() == [Collection("Mía", 1)]
    assert [article.text for article, _ in filled.articles(Filters(collection="Mía"))] == ["Xã Tân Lập bỏ mía."]
    filled.flush()
    assert filled.faults() == []
    filled.put([entry("bai-0", SENTENCES[:3], encoder)], encoder.fingerprint)  # another article of that name
    assert filled.collections.listed() == [Collection("Mía", 1)]


def test_added_taken_out_renamed_deleted(place: Settings, filled: Library) -> None:
    collections = filled.collections
    assert collections.add("Mía", ["bai-0", "bai-1"]) == 1
    assert collections.take_out("Mía", ["bai-0", "khong-ngay"]) == 1
    assert collections.create("  Lũ\nlụt ") == "Lũ lụt"
    assert collections.listed() == [Collection("Lũ lụt", 0), Collection("Mía", 2)]
    assert collections.rename("Mía", "mía") == "mía"
    collections.delete("mía")
    assert [found.name for found in open_library(place).collections.listed()] == ["Lũ lụt"]
    assert filled.coverage().articles == 4


def test_names_are_one_however_they_are_written(filled: Library) -> None:
    collections = filled.collections
    collections.create("Hoà Bình")
    for alike in ("hòa bình", "Ho\u0061\u0300 Bi\u0300nh", " HOÀ  BÌNH "):
        with pytest.raises(CollectionError) as taken:
            collections.create(alike)
        assert taken.value.problem == "taken"
        assert collections.named(alike) == "Hoà Bình"
    assert collections.named("hoa binh") == "Hoà Bình"
    collections.create("Hoa bính")
    assert collections.named("hòa bình") == "Hoà Bình"
    with pytest.raises(CollectionError):  # either may be meant
        collections.named("hoa binh")
    assert len(collections.create("x" * 500)) == MAX_NAME_CHARS
    with pytest.raises(CollectionError) as unnamed:
        collections.rename("Mía", " \n")
    assert unnamed.value.problem == "unnamed"


def test_a_collection_that_is_not_there_is_said_not_to_be(filled: Library, encoder: FakeEncoder) -> None:
    gone = Filters(collection="Lúa")
    for ask in (
        lambda: filled.articles(gone),
        lambda: filled.listed(gone),
        lambda: filled.coverage(gone),
        lambda: filled.keyword_search("mía", 3, gone),
        lambda: filled.dense_search(encoder.encode_query("mía"), 3, gone),
        lambda: filled.collections.add("Lúa", ["bai-0"]),
        lambda: filled.collections.rename("Lúa", "Gạo"),
    ):
        with pytest.raises(CollectionError) as missing:
            ask()
        assert (missing.value.name, missing.value.problem) == ("Lúa", "missing")


def test_an_empty_collection_finds_nothing(filled: Library, encoder: FakeEncoder) -> None:
    filled.collections.create("Trống")
    empty = Filters(collection="Trống")
    assert filled.keyword_search("mía", 3, empty) == []
    assert filled.dense_search(encoder.encode_query("mía"), 3, empty) == []
    assert filled.coverage(empty).articles == 0


def test_an_older_library_gets_the_tables(tmp_path: Path, encoder: FakeEncoder) -> None:
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    for migration in MIGRATIONS[:4]:
        connection.executescript(migration)
    connection.execute("PRAGMA user_version = 4")
    connection.close()
    library = LocalLibrary(tmp_path)
    library.put([entry("a", ["Lúa chín."], encoder)], encoder.fingerprint)
    library.collections.create("Lúa")
    assert library.collections.add("Lúa", ["a"]) == 1


def titled(article_id: str, title: str, text: str, encoder: FakeEncoder, **fields: str) -> object:
    made = entry(article_id, [text], encoder, **fields)
    return type(made)(Article(article_id, text, title, **fields), made.chunks, made.vectors)


@pytest.fixture
def shelf(library: Library, encoder: FakeEncoder) -> Library:
    articles = [
        titled("bo", "Bộ trưởng thăm cầu Bến Sỏi", "Đoàn đi xe.", encoder, published="2024-02-01", outlet="Báo A"),
        titled("bo-cay", "Con bò kéo cày", "Ruộng ở Bến Sỏi.", encoder, published="2024-03-01", outlet="Báo B"),
        titled("xa", "Chuyện xa", "Không có ngày.", encoder, outlet="Báo A"),
    ]
    library.put(articles, encoder.fingerprint)  # type: ignore[arg-type]
    return library


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["bo-cay", "bo", "xa"]),
        ("ben soi", ["bo-cay", "bo"]),
        ("SỎI, bến", ["bo-cay", "bo"]),
        ("bo", ["bo-cay", "bo"]),
        ("bò", ["bo-cay"]),
        ("bộ ben", ["bo"]),
        ("bến tre", []),
        ("?!", []),
    ],
)
def test_articles_are_listed_by_their_words(shelf: Library, words: str, found: list[str]) -> None:
    listing = shelf.listed(words=words)
    assert [article.id for article in listing.articles] == found
    assert listing.total == len(found)


def test_a_list_comes_in_pages(shelf: Library) -> None:
    pages = [shelf.listed(limit=1, offset=offset) for offset in range(4)]
    assert [[article.id for article in page.articles] for page in pages] == [["bo-cay"], ["bo"], ["xa"], []]
    assert {page.total for page in pages} == {3}
    assert [article.id for article in shelf.listed(Filters(outlet="báo a"), "bến").articles] == ["bo"]
    shelf.remove(["bo"])
    assert shelf.listed(words="ben soi").total == 1


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("“bến sỏi”", True),
        ('"Bến Sỏi"', True),
        ("«sỏi bến»", False),
        ('"bến" sỏi', True),
        ('"ben soi"', True),
        ("“", False),
    ],
)
def test_what_stands_between_quotation_marks_stands_together(shelf: Library, words: str, held: bool) -> None:
    assert bool(shelf.listed(words=words).total) == held
