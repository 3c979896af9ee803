import sqlite3
from pathlib import Path

import pytest

from vectorstore.conversations import MAX_NAME_CHARS, Conversations
from vectorstore.library import LocalLibrary


@pytest.fixture
def kept(library: LocalLibrary) -> Conversations:
    return library.conversations


def test_kept_found_again_and_forgotten(kept: Conversations, library: LocalLibrary) -> None:
    bridge = kept.begin("Cầu Bến Sỏi dài bao nhiêu?")
    kept.put(bridge, "Cầu Bến Sỏi dài bao nhiêu?", '{"a": 1}', "Cầu dài 420 m. [1]")
    kept.put(bridge, "Ai cắt băng?", "{}", "Ông Lê Văn Thảo.")
    rice = kept.begin("  Giá lúa\n tuần này ")
    again = LocalLibrary(library.folder).conversations
    assert [(found.id, found.name, found.turns) for found in again.listed()] == [
        (rice, "Giá lúa tuần này", 0),
        (bridge, "Cầu Bến Sỏi dài bao nhiêu?", 2),
    ]
    assert [(turn.number, turn.question, turn.record) for turn in again.turns(bridge)] == [
        (0, "Cầu Bến Sỏi dài bao nhiêu?", '{"a": 1}'),
        (1, "Ai cắt băng?", "{}"),
    ]
    again.delete(bridge)
    assert kept.turns(bridge) == []
    assert kept.find(bridge) is None
    kept.put(bridge, "Còn ai?", "{}", "")  # deleted in another window
    assert [found.id for found in kept.listed()] == [rice]


@pytest.mark.parametrize(
    ("words", "found"), [("", 2), ("thảo", 1), ("LE VAN thao", 1), ("lúa", 1), ("lua ben soi", 0), ("xyz", 0), ("?", 2)]
)
def test_search_minds_no_diacritics_and_looks_into_answers(kept: Conversations, words: str, found: int) -> None:
    bridge = kept.begin("Cầu")
    kept.put(bridge, "Ai cắt băng cầu Bến Sỏi?", "{}", "Ông Lê Văn Thảo cắt băng.")
    kept.begin("Giá lúa")
    assert len(kept.listed(words)) == found


def test_a_turn_asked_anew_drops_what_came_after(kept: Conversations) -> None:
    one = kept.begin("Một")
    for number in range(3):
        assert kept.put(one, f"Câu {number}?", str(number), "") == number
    kept.rate(one, 1, 0, "Sai tên")
    assert kept.put(one, "Câu khác?", "mới", "", 1) == 1
    assert [(turn.question, turn.rating, turn.remark) for turn in kept.turns(one)] == [
        ("Câu 0?", None, ""),
        ("Câu khác?", None, ""),
    ]


def test_what_readers_think_with_the_turns_before(kept: Conversations) -> None:
    one = kept.begin("Một")
    for number in range(3):
        kept.put(one, f"Câu {number}?", "{}", "")
    kept.rate(one, 2, 1)
    kept.rate(one, 0, 0, "Thiếu ngày")
    kept.rate(one, 1, 1)
    kept.rate(one, 1, None)
    assert [(turn.number, turn.rating, turn.remark, len(before)) for _, turn, before in kept.rated()] == [
        (0, 0, "Thiếu ngày", 0),
        (2, 1, "", 2),
    ]


def test_owners_see_their_own(kept: Conversations) -> None:
    mai, lan = kept.begin("Của Mai", "mai"), kept.begin("Của Lan", "lan")
    assert [found.id for found in kept.listed(owner="mai")] == [mai]
    assert kept.listed() == []
    assert kept.find(lan, "mai") is None


def test_names(kept: Conversations) -> None:
    one = kept.begin("dài " * 100)
    (found,) = kept.listed()
    assert len(found.name) == MAX_NAME_CHARS
    assert found.name.endswith("…")
    kept.rename(one, " \n ")
    kept.rename(one, "Tên\tmới")
    assert kept.listed()[0].name == "Tên mới"


def test_a_library_from_before_gets_the_tables(tmp_path: Path) -> None:
    LocalLibrary(tmp_path / "old", create=True).catalogue.close()
    connection = sqlite3.connect(tmp_path / "old" / "catalogue.sqlite")
    connection.executescript("DROP TABLE turns; DROP TABLE conversations; PRAGMA user_version = 2;")
    connection.close()
    assert LocalLibrary(tmp_path / "old").conversations.begin("Câu đầu")


def test_conversations_change_no_index(kept: Conversations, library: LocalLibrary) -> None:
    before = library.catalogue.sequence()
    kept.put(kept.begin("Một"), "Câu?", "{}", "")
    assert library.catalogue.sequence() == before
