"""Quotes pinned under an answer and in the reader, kept in folders, noted on, and taken away; by AppTest."""

import base64
import io
import re

import docx
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.errors import NotAnEditorError
from app.page.chat import Chat
from app.page.papers.files import clippings_file
from app.page.readers import for_asking
from app.page.state import Session
from tests.app.page.test_main import ARTICLE, PAGE, QUOTE, FakeAssistant, ask, assistant, links, page, press, shown
from vectorstore.clippings import Clipping
from vectorstore.library import Library

__all__ = ["assistant", "page"]  # fixtures
NASTY = Clipping("bài khác", "<b>Giá</b> *mía*", None, None, "javascript:alert(1)", 3, "<script>x</script> tăng.")


def section(page: AppTest) -> str:
    page._page_hash = calc_hash("clippings")  # AppTest can only switch to files
    return shown(page.run())


def test_an_answers_quotes_are_pinned_and_open_again(page: AppTest, library: Library, assistant: FakeAssistant) -> None:
    assert "Chưa có trích dẫn nào" in section(page)
    page._page_hash = calc_hash("chat")
    ask(page.run(), "Ghe lớn cỡ nào?")
    for told in ("Đã ghim 1 trích dẫn vào “Bài đang viết”.", "đã có trong “Bài đang viết”"):
        assert told in press(page, "clip", 0)
    (kept,) = library.clippings.listed("Bài đang viết")
    assert (kept.quote, kept.article_id, ARTICLE.text[kept.start :][: len(QUOTE)]) == (QUOTE, ARTICLE.id, QUOTE)
    html = section(page)
    (link,) = [link for link in links(html, "hb-open") if "quote=" in link]
    assert f"article={ARTICLE.id}" in link
    assert f"“{QUOTE}”" in html


def test_folders_notes_and_removal(page: AppTest, library: Library, assistant: FakeAssistant) -> None:
    library.clippings.add("Mía", [NASTY])
    library.clippings.add("Áo dài", [NASTY])
    html = section(page)
    assert "<script>" not in html
    assert "&lt;b&gt;Giá&lt;/b&gt;" in html
    page.session_state["hoibao"].folder = "Mía"
    section(page)
    (kept,) = library.clippings.listed("Mía")
    page.text_input(key=f"note-{kept.key}").set_value("hỏi lại").run()
    assert [one.note for one in library.clippings.listed("Mía")] == ["hỏi lại"]
    page.text_input(key="new-folder").set_value("  Bài  dài ").run()
    assert page.session_state["hoibao"].folder == "Bài dài"
    assert "Ngăn này chưa có gì" in shown(page)
    page.session_state["hoibao"].folder = "Mía"
    section(page)
    page.text_input(key="rename-folder-Mía").set_value("Mía đường").run()
    assert dict(library.clippings.folders()) == {"Mía đường": 1, "Áo dài": 1}
    page.button(key=f"unclip-{kept.key}").click().run()
    assert library.clippings.folders() == [("Áo dài", 1)]


def test_an_empty_folder_outlives_a_reload(page: AppTest, library: Library, assistant: FakeAssistant) -> None:
    library.clippings.add("Mía", [NASTY])
    section(page)
    page.text_input(key="new-folder").set_value("Bài dài").run()
    again = AppTest.from_file(PAGE, default_timeout=20)
    again.query_params.update(page.query_params)
    assert "Ngăn này chưa có gì" in section(again)
    assert again.session_state["hoibao"].folder == "Bài dài"
    again.segmented_control(key="folder").set_value("Mía").run()
    assert again.query_params["folder"] in ("Mía", ["Mía"])
    again.query_params["folder"] = "Bài dài"  # a step back
    assert "Ngăn này chưa có gì" in section(again)


def test_a_folder_is_copied_and_saved_with_its_sources(
    page: AppTest, library: Library, assistant: FakeAssistant
) -> None:
    cited = Clipping(ARTICLE.id, ARTICLE.title, ARTICLE.published, ARTICLE.outlet, ARTICLE.url, 9, QUOTE, "đã gọi")
    library.clippings.add("Chợ", [cited, NASTY])
    plain, markdown = (base64.b64decode(text).decode() for text in re.findall(r'data-copy="([^"]*)"', section(page)))
    assert plain.startswith("Chợ\n")
    assert f"“{QUOTE}”" in plain
    assert "Ghi chú: đã gọi" in plain
    assert "\\<script\\>" in markdown
    assert "(<https://example.org/cho>)" in markdown
    assert "javascript:" not in markdown
    assert "?article=b%C3%A0i+kh%C3%A1c" in markdown
    file = clippings_file("Chợ", [cited, NASTY], "vi", "http://127.0.0.1:8501")
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(file.content)).paragraphs]
    assert words[0] == "Chợ"
    assert {QUOTE, NASTY.quote} <= set(words)


def test_who_may_only_ask_pins_nothing_for_all(library: Library, assistant: FakeAssistant) -> None:
    chat = Chat(Session(), for_asking(library), lambda: assistant, may_forget=False)  # type: ignore[arg-type, return-value]
    with pytest.raises(NotAnEditorError):
        chat.clip([NASTY])
    theirs = Chat(Session(), for_asking(library, signed_in=True), lambda: assistant, "an")  # type: ignore[arg-type, return-value]
    theirs.clip([NASTY])
    assert (library.clippings.folders(), library.clippings.folders(owner="an")) == ([], [("Bài đang viết", 1)])
