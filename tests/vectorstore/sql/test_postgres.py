"""What only a server has: lost connections, whose turn it is, an address that tells no secret, its own schema."""

import re
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import psycopg
import pytest

from app.settings import Settings
from app.wiring import open_database, open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.local.server_library import ServerLibrary
from vectorstore.records import Article, Chunk, Entry, Filters
from vectorstore.sql.copying import TABLES
from vectorstore.sql.postgres import PostgresDatabase
from vectorstore.sql.sqlite import opened
from vectorstore.sql.store_address import parsed

pytestmark = pytest.mark.stores("postgres")
TYPES = {"BIGINT": "INTEGER", "BYTEA": "BLOB", "DOUBLE PRECISION": "REAL", "BOOLEAN": "INTEGER", "TEXT": "TEXT"}


def cut(place: Settings) -> None:
    """End every connection to the server but this one, as a server that starts again does."""
    with psycopg.connect(str(place.store).partition("#")[0], autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND application_name LIKE 'hoibao %'"
        )


def test_both_databases_have_the_same_tables(place: Settings, library: Library, tmp_path: Path) -> None:
    here = opened(tmp_path, create=True)
    there = open_database(str(place.store))
    query = (
        "SELECT column_name, upper(data_type), is_nullable = 'NO' FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = ? ORDER BY 1"
    )
    for name in [*(table.name for table in TABLES), "changes", "deletions", "copying"]:
        columns = [(column, TYPES[kind], required) for column, kind, required in there.rows(query, name)]
        known = here.rows(f"SELECT name, type, \"notnull\" OR pk FROM pragma_table_info('{name}') ORDER BY 1")
        assert columns == [(column, kind, bool(required)) for column, kind, required in known], name
    copied = {table.name: set(re.findall(r"\w+", table.columns)) for table in TABLES}
    for name, columns_copied in copied.items():
        assert columns_copied == {row[0] for row in there.rows(query, name)}
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%turn_words%'"
        names = {row[0] for row in connection.execute(query)} - {"sqlite_sequence"}
    assert names == {*copied, "library", "changes", "deletions", "copying"}


def test_a_read_is_repeated_where_the_connection_was_lost(
    place: Settings, library: Library, encoder: FakeEncoder
) -> None:
    fill(library, encoder)
    assert found(library, encoder, SENTENCES[0])[0] == SENTENCES[0]
    cut(place)
    assert library.coverage().articles == 4
    cut(place)
    assert found(library, encoder, SENTENCES[1])[0] == SENTENCES[1]
    cut(place)
    library.put([entry("moi", SENTENCES[:1], encoder)], encoder.fingerprint)  # its BEGIN is repeated, nothing else
    assert library.coverage().articles == 5


def test_a_write_is_not_repeated(place: Settings, library: Library) -> None:
    database = open_database(str(place.store))

    def write() -> None:
        with database.change() as (transaction, _):
            transaction.run("INSERT INTO documents (document, digest, count) VALUES ('a', 'b', 1)")
            cut(place)
            transaction.run("INSERT INTO documents (document, digest, count) VALUES ('c', 'd', 1)")

    with pytest.raises(LibraryError) as lost:
        write()
    assert lost.value.problem == "unreachable"
    assert database.rows("SELECT count(*) FROM documents") == [(0,)]


def test_the_second_ingest_waits_and_says_for_whom(place: Settings, library: Library) -> None:
    second, heard, done = open_library(place), list[str](), threading.Event()

    def ingest() -> None:
        with second.writing(heard.append, lambda: False):
            done.set()

    with library.writing(heard.append, lambda: False):
        thread = threading.Thread(target=ingest)
        thread.start()
        time.sleep(0.6)
        assert not done.is_set()
        with pytest.raises(KeyboardInterrupt), open_library(place).writing(lambda holder: None, lambda: True):
            pass
    thread.join(10)
    assert done.is_set()
    assert len(heard) == 1
    assert re.fullmatch(r"\d+@\S+", heard[0])


def test_who_has_lost_the_turn_writes_nothing(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    def ingest() -> None:
        with library.writing(lambda holder: None, lambda: False):
            library.put([entry("mot", SENTENCES[:1], encoder)], encoder.fingerprint)
            cut(place)
            library.put([entry("hai", SENTENCES[1:2], encoder)], encoder.fingerprint)

    with pytest.raises(LibraryError):
        ingest()
    assert library.ids() == ["mot"]


def test_a_writer_that_stops_in_mid_change_is_given_up_and_a_reader_is_not(place: Settings, library: Library) -> None:
    database, query = open_database(str(place.store)), "SELECT current_setting('idle_in_transaction_session_timeout')"
    with database.change() as (transaction, _):
        assert transaction.rows(query) == [("2min",)]
    with database.snapshot():  # that of a copy may wait long for the target
        assert database.rows(query) == [("0",)]


def test_nul_is_replaced_and_offsets_stay(library: Library, encoder: FakeEncoder) -> None:
    text = "Mía\0 chín. Lúa\0 trổ."
    article = Article("a", text, title="T\0", metadata={"k\0": ["v\0"]})
    library.put([Entry(article, [Chunk(0, len(text))], encoder.encode_documents([text]))], encoder.fingerprint)
    stored = library.article("a")
    assert stored is not None
    assert (stored.text, stored.title, stored.metadata) == (
        text.replace("\0", "\ufffd"),
        "T\ufffd",
        {"k\ufffd": ["v\ufffd"]},
    )
    assert library.faults() == []
    assert library.listed(Filters(outlet="\0")).total == 0


@pytest.mark.parametrize(
    ("wanted", "ids"), [(3, ["a"]), (True, ["a"]), ("x", ["a"]), (["x", "y"], ["a", "b"]), (0.5, [])]
)
def test_metadata_is_compared_as_in_a_folder(
    library: Library, encoder: FakeEncoder, tmp_path: Path, wanted: object, ids: list[str]
) -> None:
    names = {int: "n", bool: "b", str: "s", list: "s", float: "n"}
    for each in (library, open_library(tmp_path / "folder", create=True)):
        for name, metadata in (("a", {"n": 3, "b": True, "s": "x"}), ("b", {"n": 4, "b": False, "s": "y"})):
            made = entry(name, SENTENCES[:1], encoder)
            article = Article(name, made.article.text, metadata=metadata)
            each.put([Entry(article, made.chunks, made.vectors)], encoder.fingerprint)
        listed = each.listed(Filters(metadata={names[type(wanted)]: wanted}), limit=9).articles
        assert sorted(article.id for article in listed) == ids


def test_a_missing_library_is_said_to_be(place: Settings) -> None:
    with pytest.raises(LibraryError, match="hoibao ingest") as absent:
        open_library(place)
    assert absent.value.problem == "absent"


def test_a_newer_one_is_not_touched(place: Settings, library: Library) -> None:
    database = open_database(str(place.store))
    with database.transaction() as transaction:
        transaction.run("UPDATE library SET version = 99")
    with pytest.raises(LibraryError) as newer:
        open_library(place)
    assert newer.value.problem == "newer"
    assert database.rows("SELECT version FROM library") == [(99,)]


@pytest.mark.parametrize("host", ["/nowhere/at/all", "%2Fnowhere"])
def test_no_error_shows_the_password(host: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    address = f"postgresql://ai:b%C3%AD-k%C3%ADn@/tin?host={host}"
    with pytest.raises(LibraryError) as down:
        PostgresDatabase(address, tmp_path)
    assert down.value.problem == "unreachable"
    shown = (
        f"{down.value!r} {down.value} {down.value.detail} {down.value.__cause__!r} {parsed(address)!r} {caplog.text}"
    )
    assert not re.search("kín|k%C3%ADn", shown)


def test_indexes_of_changes_that_a_failover_lost_are_built_anew(
    place: Settings, library: Library, encoder: FakeEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    fill(library, encoder)
    for n in range(2):
        library.put([entry(f"mat-{n}", [f"Lũ cuốn cầu số {n}."], encoder)], encoder.fingerprint)
    library.prepare()
    with open_database(str(place.store)).transaction() as replica:  # promoted before the last two changes had come
        replica.run("DELETE FROM articles WHERE id LIKE 'mat-%'")
        replica.run("DELETE FROM changes WHERE number > (SELECT sequence - 2 FROM library)")
        replica.run("UPDATE library SET sequence = sequence - 2, last_chunk = last_chunk - 2")
    for n in range(2):
        library.put([entry(f"moi-{n}", [f"Hạn cháy đồi số {n}."], encoder)], encoder.fingerprint)
    fresh = PostgresDatabase(str(place.store), library.folder.parent / "fresh")
    built = ServerLibrary(fresh)
    try:
        for text in ("Lũ cuốn cầu số 0.", "Hạn cháy đồi số 1.", *SENTENCES):
            query = encoder.encode_query(text)
            for each in (library, open_library(place)):  # what is in memory, and what is on the disk
                assert sorted(each.dense_search(query, 50)) == sorted(built.dense_search(query, 50))
                assert sorted(each.keyword_search(text, 50)) == sorted(built.keyword_search(text, 50))
    finally:
        built.close()
        shutil.rmtree(library.folder.parent / "fresh")
    library.prepare()
    assert library.faults() == []
    told = {record.name for record in caplog.records if "not the catalogue's past" in record.getMessage()}
    assert told == {f"vectorstore.local.{name}" for name in ("dense.index_state", "dense.index", "keywords.kept")}
