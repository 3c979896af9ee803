"""A page for asking changes nothing that its library holds, by whichever way it is tried."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.errors import NotAnEditorError
from app.page.chat import Chat
from app.page.readers import for_asking, may_edit, remembered_reader
from app.page.state import Session
from app.settings import Settings, SettingsError
from tests.app.page.test_main import ARTICLE, PAGE, FakeAssistant, assistant, page, press, shown
from tests.app.test_conversations import ask
from vectorstore.collections import Collections
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary

__all__ = ["assistant", "page"]  # fixtures
ROLES = Settings(readers="ask", editors="roles=editor")


@pytest.mark.parametrize(
    ("user", "edits"),
    [
        ({"is_logged_in": True, "roles": ["reader", "editor"]}, True),
        ({"is_logged_in": True, "roles": "reader editor"}, True),
        ({"is_logged_in": True, "roles": ["editors"]}, False),
        ({"is_logged_in": True, "roles": "editors"}, False),
        ({"is_logged_in": True, "roles": {"editor": True}}, False),
        ({"is_logged_in": True}, False),
        ({"is_logged_in": False, "roles": ["editor"]}, False),
        ({}, False),
    ],
)
def test_who_signs_in_with_the_claim_may_edit(user: Mapping[str, Any], edits: bool) -> None:
    assert may_edit(ROLES, user) is edits
    assert may_edit(Settings(), user)
    assert not may_edit(Settings(readers="ask"), user)


@pytest.mark.parametrize("value", ["roles", "=editor", "roles=", " = "])
def test_a_claim_has_a_name_and_a_value(value: str) -> None:
    with pytest.raises(SettingsError):
        Settings.from_env({"HOIBAO_EDITORS": value})
    assert Settings.from_env({"HOIBAO_EDITORS": "groups=bien-tap"}).editors == "groups=bien-tap"


def test_readers_edit_or_ask() -> None:
    assert Settings.from_env({}).readers == "edit"
    with pytest.raises(SettingsError):
        Settings.from_env({"HOIBAO_READERS": "read"})


@pytest.mark.parametrize("name", ["put", "remove", "rebuild", "writing", "rechunk", "reembed", "remove_unseen"])
def test_a_library_for_asking_can_not_be_changed(library: Library, name: str) -> None:
    assert hasattr(library, name)
    with pytest.raises(NotAnEditorError):
        getattr(for_asking(library), name)


@pytest.mark.parametrize("name", sorted(set(vars(Collections)) & {"create", "rename", "delete", "add", "take_out"}))
def test_nor_its_collections(library: Library, name: str) -> None:
    with pytest.raises(NotAnEditorError):
        getattr(for_asking(library).collections, name)
    assert for_asking(library).collections.listed() == []


@pytest.mark.parametrize(
    ("part", "name"),
    [("alerts", name) for name in ("follow", "unfollow", "record", "told_by_mail")]
    + [("clippings", name) for name in ("add", "note", "remove", "rename")],
)
def test_nobody_follows_or_clips_for_all_others(library: Library, part: str, name: str) -> None:
    with pytest.raises(NotAnEditorError):
        getattr(getattr(for_asking(library), part), name)
    assert getattr(getattr(for_asking(library, signed_in=True), part), name)
    assert for_asking(library).alerts.listed() == []
    assert for_asking(library).clippings.folders() == []


def test_nor_keeps_files_but_reads_those_that_are_kept(library: Library) -> None:
    with pytest.raises(NotAnEditorError):
        _ = for_asking(library).originals.keep
    assert for_asking(library).originals.of("không có") is None


@pytest.mark.parametrize(
    "change",
    [lambda chat: chat.remove("c"), lambda chat: chat.rename("c", "Khác"), lambda chat: chat.pin("c", True)],
)
def test_nor_conversations_that_are_everybodys(library: Library, change: Callable[[Chat], None]) -> None:
    chat = Chat(Session(), library, lambda: pytest.fail("not asked"), may_forget=False)
    with pytest.raises(NotAnEditorError):
        change(chat)


def test_turns_that_are_everybodys_stay_when_they_are_asked_again(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_READERS", "ask")

    def kept() -> list[str]:
        (one,) = library.conversations.listed()
        return [turn.record["question"] for turn in library.conversations.turns(one.id)]

    for question in ("Ghe lớn cỡ nào?", "Ai mua?"):
        ask(page.run(), question)
    press(page, "retry", 1, may_forget=False)  # asked here, so it is one's own
    assert kept() == ["Ghe lớn cỡ nào?", "Ai mua?"]
    other = AppTest.from_file(PAGE, default_timeout=20)
    other.query_params["conversation"] = page.query_params["conversation"]
    assert "ở cuối hội thoại" in shown(other.run())
    press(other, "retry", 1, may_forget=False)
    assert kept() == ["Ghe lớn cỡ nào?", "Ai mua?", "Ai mua?"]
    press(other, "edit", 0, may_forget=False)
    other.text_area[0].set_value("Ghe nhỏ cỡ nào?")
    other.button(key="ask-0").click().run()
    assert kept() == ["Ghe lớn cỡ nào?", "Ai mua?", "Ai mua?", "Ghe nhỏ cỡ nào?"]
    press(other, "retry", 3, may_forget=False)
    assert len(kept()) == 4


def test_one_readers_rating_is_not_anothers(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_READERS", "ask")
    ask(page.run(), "Ghe lớn cỡ nào?")
    press(page, "up", 0, may_forget=False)
    other = AppTest.from_file(PAGE, default_timeout=20)
    other.query_params["conversation"] = page.query_params["conversation"]
    assert 'aria-pressed="true"' not in shown(other.run())
    press(other, "down", 0, may_forget=False)
    assert sorted(str(turn.rating) for _, turn in library.conversations.rated()) == ["down", "up"]
    key = page.session_state["hoibao"].exchanges[0].key
    for reader, rating in ((page, "up"), (other, "down")):
        session = reader.session_state["hoibao"]
        (turn,) = library.conversations.turns(session.conversation, reader=session.reader)
        assert (turn.key, turn.rating) == (key, rating)


@pytest.mark.parametrize(
    ("cookie", "reader"),
    [("AbC-_0123456789x", "AbC-_0123456789x"), ("", ""), ("ngắn", ""), ("a" * 17, ""), ("a" * 15 + ";", "")],
)
def test_a_browser_says_whose_ratings_are_its_readers(cookie: str, reader: str) -> None:
    assert remembered_reader({"hoibao-reader": cookie}) == reader


def test_the_page_asks_and_offers_no_change(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_READERS", "ask")
    assert "Theo dõi chủ đề, ghim trích dẫn và thêm bài là việc của người biên tập." in shown(page.run())
    assert "18 tấn dưa" in ask(page, "Ghe lớn cỡ nào?")
    assert "Đổi tên, ghim và xóa là việc của người biên tập." in shown(page.run())
    assert [menu.options for menu in page.menu_button] == [["Xuất ra tệp"]]
    page._page_hash = calc_hash("library")  # AppTest can only switch to files
    html = shown(page.run())
    assert "Việc thêm, sửa, xóa bài dành cho người biên tập." in html
    assert not page.get("file_uploader")
    assert not [button for button in page.button if str(button.key).startswith(("ingest", "remove", "facts"))]
    assert library.article(ARTICLE.id) is not None
    page._page_hash = calc_hash("clippings")
    html = shown(page.run())
    assert "ghim và sửa là việc của người biên tập" in html
    assert "Bấm “Ghim trích dẫn”" not in html
