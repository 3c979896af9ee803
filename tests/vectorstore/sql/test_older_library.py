"""A library that an older program made opens, is migrated, and says what it said."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary
from vectorstore.sql.sqlite import FILE
from vectorstore.sql.sqlite_schema import MIGRATIONS

DUMP = Path(__file__).with_name("library_of_schema_5.sql")  # as that program wrote it
OF_SCHEMA_5 = 5
# A turn as schema 3 kept it; the next made others of these tables.
TALK = """
INSERT INTO conversations VALUES (1, 'hoi-cu', '', 'Cầu Đá Bạc', '2024-02-03T08:00:00');
INSERT INTO turns VALUES (1, 1, 'Cầu dài bao nhiêu?', '{"answer": "412 mét"}', 'cau dai bao nhieu', 1, 'đúng');
"""
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
# Columns of `turns` that are rows of `ratings` now.
MOVED = {"rating", "reason"}


@pytest.fixture
def older(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return tmp_path


def test_it_is_migrated_and_unchanged(older: Path) -> None:
    encoder = FakeEncoder(8)
    with sqlite3.connect(older / FILE) as connection:
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in MOVED]
            for table in UNCHANGED
        }
        rated = connection.execute("SELECT key, '', rating, reason FROM turns WHERE rating IS NOT NULL").fetchall()
        before = {
            table: sorted(connection.execute(f"SELECT {', '.join(map(json.dumps, columns[table]))} FROM {table}"))
            for table in UNCHANGED
        }
    library = LocalLibrary(older)
    rows = library.catalogue.rows
    assert rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
    for table in UNCHANGED:
        assert sorted(rows(f"SELECT {', '.join(map(json.dumps, columns[table]))} FROM {table}")) == before[table]
    assert rows("SELECT turn, reader, rating, reason FROM ratings") == rated != []
    assert library.catalogue.faults() == []  # every article's digest among them
    assert [link.article_id for link in library.links("mua-da")] == ["mua-da-2"]
    for article, _ in library.articles():
        (best,) = library.passages(library.keyword_search(article.title, 1))
        assert best.article_id == article.id
        assert library.dense_search(encoder.encode_query(article.text), 3)
    assert [found.id for found in library.conversations.listed(search="bạc 41")] == ["hoi-1"]
    library.flush()
    assert library.faults() == []


def made_by(schema: int, folder: Path, source: Path) -> None:
    """A library of an earlier schema with what of the other one it had a place for."""
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("ATTACH ? AS given", (str(source / FILE),))
        for script in MIGRATIONS[:schema]:
            connection.executescript(script)
        connection.execute(f"PRAGMA user_version = {schema}")
        query = "SELECT name FROM {}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        given, tables = ({name for (name,) in connection.execute(query.format(each))} for each in ("given", "main"))
        for table in (given & tables) - ({"conversations", "turns"} if schema == 3 else set()):
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM given.{table}")
        if schema == 3:
            connection.executescript(TALK)


@pytest.mark.parametrize("schema", range(1, OF_SCHEMA_5))
def test_those_before_are_migrated_and_unchanged(schema: int, older: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    made_by(schema, folder, older)
    before, library = LocalLibrary(older), LocalLibrary(folder)
    rows = library.catalogue.rows
    assert rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert library.catalogue.faults() == []  # every article's digest among them
    assert library.articles() == before.articles()
    for table in ("articles", "chunks", "embeddings", "encoders", "library"):
        assert rows(f"SELECT * FROM {table}") == before.catalogue.rows(f"SELECT * FROM {table}")
    for article, _ in library.articles():
        assert library.sources(article.id) == [article.source]
        (best,) = library.passages(library.keyword_search(article.title, 1))
        assert best.article_id == article.id
    kept = [(found.id, found.turns) for found in library.conversations.listed()]
    assert kept == {3: [("hoi-cu", 1)], 4: [("hoi-1", 1)]}.get(schema, [])
    if schema == 3:
        (turn,) = library.conversations.turns("hoi-cu")
        assert (turn.record["answer"], turn.rating, turn.reason) == ({"answer": "412 mét"}, "up", "đúng")
        assert library.conversations.listed(search="cầu dài")


def test_keys_go_on_from_the_last(older: Path) -> None:
    library = LocalLibrary(older)
    (last,) = library.catalogue.rows("SELECT max(key) FROM chunks")
    article = library.article("cau")
    assert article is not None
    library.remove(["mua-da-2"])
    library.put([entry("moi", ["Tin mới."], FakeEncoder(8))], FakeEncoder(8).fingerprint)
    assert library.catalogue.rows("SELECT max(key) FROM chunks") == [(last[0] + 1,)]
