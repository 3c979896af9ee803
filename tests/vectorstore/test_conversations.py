"""Conversations are kept whole, found however their words are typed, and nobody else's."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import open_library
from vectorstore.conversations import MAX_NAME_CHARS, Conversations
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary
from vectorstore.sql.sqlite import FILE
from vectorstore.sql.sqlite_schema import MIGRATIONS

pytestmark = pytest.mark.stores("local", "postgres")


@pytest.fixture
def kept(library: Library) -> Conversations:
    return library.conversations


def test_what_was_kept_is_there_after_reopening(place: Settings, kept: Conversations) -> None:
    first = kept.keep("c", {"q": "Cầu dài bao nhiêu?"}, "", name="Cầu dài\nbao nhiêu?")
    kept.keep("c", {"q": "Còn rộng?"}, "", name="không dùng đến")
    reopened = open_library(place).conversations
    opened, _ = reopened.turns("c")
    assert (opened.key, opened.record["q"]) == (first, "Cầu dài bao nhiêu?")
    (listed,) = reopened.listed()
    assert (listed.id, listed.name, listed.turns) == ("c", "Cầu dài bao nhiêu?", 2)


def test_a_turn_asked_again_takes_its_place_without_the_rating(kept: Conversations) -> None:
    first = kept.keep("c", {"q": 1}, "")
    kept.keep("c", {"q": 2}, "")
    kept.rate(first, "down", "sai số")
    kept.amend(first, {"q": 1, "more": True})
    assert kept.turns("c")[0].rating == "down"
    assert kept.keep("c", {"q": "1b"}, "", key=first) == first
    assert [(turn.record["q"], turn.rating, turn.reason) for turn in kept.turns("c")] == [
        ("1b", None, ""),
        (2, None, ""),
    ]


def test_each_reader_rates_for_themselves(kept: Conversations) -> None:
    key = kept.keep("c", {"q": 1}, "")
    kept.rate(key, "up", "đúng", reader="an")
    kept.rate(key, "down", "thiếu số", reader="binh")
    kept.rate(key, "down", reader="chi")
    kept.rate(key, None, reader="chi")
    told = {reader: kept.turns("c", reader=reader)[0] for reader in ("an", "binh", "chi", "")}
    assert {reader: (turn.rating, turn.reason) for reader, turn in told.items()} == {
        "an": ("up", "đúng"),
        "binh": ("down", "thiếu số"),
        "chi": (None, ""),
        "": (None, ""),
    }
    assert [(conversation, turn.rating) for conversation, turn in kept.rated()] == [("c", "up"), ("c", "down")]
    kept.drop([key])
    kept.rate(key, "up", reader="an")
    assert kept.rated() == []


def test_two_pages_on_one_conversation_lose_nothing(kept: Conversations) -> None:
    kept.keep("c", {"q": "một"}, "")
    kept.keep("c", {"q": "trang này"}, "")
    dropped = kept.keep("c", {"q": "trang kia"}, "")
    kept.drop([dropped])
    assert [turn.record["q"] for turn in kept.turns("c")] == ["một", "trang này"]


@pytest.mark.parametrize("search", ["lở đất", "lo dat", "LỞ  ĐẤT", "đất muong"])
def test_a_search_looks_into_names_and_turns_however_typed(kept: Conversations, search: str) -> None:
    kept.keep("tên", {}, "", name="Lở đất Mường Lân")
    kept.keep("lời", {}, "Vụ lở đất ở Mường Lân làm 5 người chết.", name="Thiên tai")
    kept.keep("khác", {}, "Giá 100% vàng_", name="Vàng")
    assert {found.id for found in kept.listed(search=search)} == {"tên", "lời"}


def test_signs_in_a_search_are_letters_like_others(kept: Conversations) -> None:
    kept.keep("khác", {}, "Giá vàng", name="Vàng")
    assert not kept.listed(search="%")
    assert not kept.listed(search="_' OR 1=1 --")


def test_owners_see_their_own(kept: Conversations) -> None:
    kept.keep("c", {}, "", owner="an", name="Của An")
    assert not kept.listed()
    assert kept.get("c") is None
    kept.rename("c", "Của Bình", owner="binh")
    kept.remove("c", owner="binh")
    assert [found.name for found in kept.listed(owner="an")] == ["Của An"]


def test_renamed_and_removed(kept: Conversations) -> None:
    key = kept.keep("c", {}, "", name="x" * 500)
    assert len(kept.listed()[0].name) == MAX_NAME_CHARS
    kept.rename("c", "   ")
    kept.rename("c", "  Tên\nmới ")
    assert kept.listed(search="ten moi")[0].name == "Tên mới"
    kept.rate(key, "up")
    assert [(conversation, turn.key) for conversation, turn in kept.rated()] == [("c", key)]
    kept.remove("c")
    assert not kept.turns("c")
    assert not kept.rated()


def test_pinned_ones_come_first(kept: Conversations) -> None:
    for name in ("a", "b", "c"):
        kept.keep(name, {}, "tin", name=name, owner="an")
    kept.pin("a", True, owner="binh")
    assert not any(found.pinned for found in kept.listed(owner="an"))
    kept.pin("a", True, owner="an")
    first, *others = kept.listed(owner="an", search="tin")
    assert (first.id, first.pinned) == ("a", True)
    assert {(other.id, other.pinned) for other in others} == {("b", False), ("c", False)}
    kept.keep("a", {}, "", owner="an")  # asked in again
    opened = kept.get("a", owner="an")
    assert opened
    assert opened.pinned
    kept.pin("a", False, owner="an")
    assert not any(found.pinned for found in kept.listed(owner="an"))


def test_an_older_library_gets_the_tables(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    for migration in MIGRATIONS[:2]:
        connection.executescript(migration)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    reopened = LocalLibrary(tmp_path)
    reopened.conversations.keep("c", {}, "", name="Có chỗ")
    assert reopened.conversations.listed()


def test_a_turn_of_another_conversation_is_not_overwritten(kept: Conversations) -> None:
    first = kept.keep("c", {"q": 1}, "")
    other = kept.keep("d", {"q": 2}, "", key=first)
    assert other != first
    assert kept.turns("c")[0].record == {"q": 1}


@pytest.mark.stores("local")
def test_a_library_that_can_not_be_written_says_so(library: LocalLibrary, kept: Conversations) -> None:
    with library.catalogue.database.transaction() as transaction:
        transaction.run("CREATE TRIGGER full BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(LibraryError):
        kept.keep("c", {}, "")
    assert not kept.listed()


def test_conversations_of_an_older_library_are_taken_over(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    for migration in MIGRATIONS[:3]:
        connection.executescript(migration)
    connection.execute("PRAGMA user_version = 3")
    connection.execute("INSERT INTO conversations VALUES (7, 'a', '', 'Cầu dài bao nhiêu?', '2026-11-01T00:00:00')")
    insert = "INSERT INTO turns VALUES (7, ?, 'Cầu dài?', ?, 'cau dai', ?, 'thiếu')"
    connection.executemany(insert, [(1, '{"text": "Dài."}', None), (2, '{"text": "Dài."}', 0)])
    connection.close()
    kept = LocalLibrary(tmp_path).conversations
    assert [found.id for found in kept.listed(search="cầu dài")] == ["a"]
    first, second = kept.turns("a")
    assert first.record == {"question": "Cầu dài?", "answer": {"text": "Dài."}, "after": 0}
    assert (second.record["after"], second.rating, second.reason) == (1, "down", "thiếu")


def test_nobody_writes_into_a_conversation_of_another(kept: Conversations) -> None:
    kept.keep("c", {"q": 1}, "", owner="an", name="Của An")
    with pytest.raises(PermissionError):
        kept.keep("c", {"q": 2}, "", owner="binh", name="Của Bình")
    kept.drop([turn.key for turn in kept.turns("c")])
    with pytest.raises(PermissionError):
        kept.keep("c", {"q": 2}, "", owner="binh")
    assert kept.turns("c") == []
    assert kept.get("c", owner="binh") is None
    assert kept.keep("c", {"q": 3}, "", owner="an")


@pytest.mark.stores("local")
@pytest.mark.parametrize("document", ['{"q": ', "[1]", "null", ""])
def test_a_turn_that_the_disk_has_spoilt_takes_no_other_with_it(place: Settings, document: str) -> None:
    with closing(open_library(place, create=True)) as library:
        spoilt, _ = (library.conversations.keep("c", {"q": n}, "", name="c") for n in (1, 2))
        with closing(sqlite3.connect(place.library / FILE)) as connection, connection:
            connection.execute("UPDATE turns SET record = ? WHERE key = ?", (document, spoilt))
        assert [turn.record for turn in library.conversations.turns("c")] == [{}, {"q": 2}]
