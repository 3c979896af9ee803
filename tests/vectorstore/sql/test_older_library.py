"""A library made before changes had tokens opens, is migrated, and says what it said."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary
from vectorstore.sql.sqlite import FILE
from vectorstore.sql.sqlite_schema import MIGRATIONS

DUMP = Path(__file__).with_name("library_of_schema_5.sql")
UNCHANGED = (
    "articles",
    "chunks",
    "embeddings",
    "encoders",
    "sources",
    "documents",
    "bands",
    "links",
    "conversations",
    "turns",
    "collections",
    "collection_articles",
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return tmp_path


def test_it_is_migrated_and_unchanged(older: Path) -> None:
    encoder = FakeEncoder(8)
    with sqlite3.connect(older / FILE) as connection:
        columns = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in UNCHANGED}
        before = {
            table: sorted(connection.execute(f"SELECT {', '.join(map(json.dumps, columns[table]))} FROM {table}"))
            for table in UNCHANGED
        }
    library = LocalLibrary(older)
    rows = library.catalogue.rows
    assert rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
    for table in UNCHANGED:
        assert sorted(rows(f"SELECT {', '.join(map(json.dumps, columns[table]))} FROM {table}")) == before[table]
    assert library.catalogue.faults() == []  # every article's digest among them
    assert [link.article_id for link in library.links("mua-da")] == ["mua-da-2"]
    for article, _ in library.articles():
        (best,) = library.passages(library.keyword_search(article.title, 1))
        assert best.article_id == article.id
        assert library.dense_search(encoder.encode_query(article.text), 3)
    assert [found.id for found in library.conversations.listed(search="bạc 41")] == ["hoi-1"]
    library.flush()
    assert library.faults() == []


def test_keys_go_on_from_the_last(older: Path) -> None:
    library = LocalLibrary(older)
    (last,) = library.catalogue.rows("SELECT max(key) FROM chunks")
    article = library.article("cau")
    assert article is not None
    library.remove(["mua-da-2"])
    library.put([entry("moi", ["Tin mới."], FakeEncoder(8))], FakeEncoder(8).fingerprint)
    assert library.catalogue.rows("SELECT max(key) FROM chunks") == [(last[0] + 1,)]
