"""Conversations on the page: kept, found, reopened as they were, renamed, deleted, rated, changed and copied."""

import json
import re
from base64 import b64decode
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.cli import main
from app.page.places import parameters
from tests.app.page.test_highlight import PAYLOADS
from tests.app.page.test_main import (
    ARTICLE,
    PAGE,
    QUOTE,
    TEXT,
    FakeAssistant,
    ask,
    assistant,
    follow,
    links,
    page,
    press,
    reader,
    shown,
)
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

__all__ = ["assistant", "page"]  # fixtures
QUESTION = "Ghe lớn cỡ nào?"


def reloaded(page: AppTest) -> AppTest:
    """Another browser session at the same address."""
    again = AppTest.from_file(PAGE, default_timeout=20)
    for name in page.query_params:
        again.query_params[name] = page.query_params[name]
    return again.run()


def pressed(html: str) -> list[str]:
    """The buttons that are down, with their turns."""
    return [" ".join(found) for found in re.findall(r'data-do="(\w+)" data-turn="(\d+)" aria-pressed="true"', html)]


def body(html: str) -> str:
    """What is drawn of a conversation, from its first question on."""
    return html[html.index("hb-question") :].replace(" hb-new", "")


def copies(html: str, form: str) -> str:
    (text,) = re.findall(rf'data-do="{form}" data-turn="0" data-copy="([^"]*)"', html)
    return b64decode(text).decode()


def put(library: LocalLibrary, encoder: FakeEncoder, text: str) -> None:
    entry = Entry(replace(ARTICLE, text=text), [Chunk(0, len(text))], encoder.encode_documents([text]))
    library.put([entry], encoder.fingerprint)


def test_a_reload_shows_the_conversation_as_it_was(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    ask(page.run(), "Báo Miền Tây hồi tháng 2 viết ghe lớn cỡ nào?")
    before = ask(page, "giá vàng")
    assert list(page.query_params) == ["conversation"]
    library.remove([ARTICLE.id])
    library.put(
        [Entry(Article("khac", "Bài khác."), [], FakeEncoder().encode_documents([]))], FakeEncoder().fingerprint
    )
    again = reloaded(page)
    assert body(shown(again)) == body(before)
    assert [button.key for button in again.button] == [button.key for button in page.button]
    assert len(assistant.asked) == 2
    ask(again, "Còn gì nữa?")
    assert [turn.question for turn in assistant.asked[-1][1]] == [question for question, _ in assistant.asked[:-1]]


def test_an_empty_page_has_no_address_and_keeps_nothing(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    page.run()
    assert not page.query_params
    ask(page, "   ")
    assert not page.query_params
    assert not library.conversations.listed()


def test_a_conversation_that_is_gone(page: AppTest, assistant: FakeAssistant) -> None:
    page.query_params["conversation"] = "khong-co"
    assert "Không tìm thấy hội thoại này" in shown(page.run())
    assert not page.query_params
    assert "hb-welcome" in shown(page)
    assert "Không tìm thấy hội thoại này" not in shown(page.run())


def test_found_opened_renamed_deleted(page: AppTest, assistant: FakeAssistant, library: LocalLibrary) -> None:
    def listed() -> list[str]:
        return [button.label for button in page.button if str(button.key).startswith("open-")]

    ask(page.run(), QUESTION)
    page.button(key="new").click().run()
    ask(page, "Chợ họp lúc mấy giờ?")
    assert listed() == ["Chợ họp lúc mấy giờ?", "Ghe lớn cỡ nào?"]
    page.text_input(key="find-conversation").set_value("ghe lon co").run()
    assert listed() == ["Ghe lớn cỡ nào?"]
    (first,) = [found.id for found in library.conversations.listed(search="cỡ nào")]
    page.button(key=f"open-{first}").click().run()
    assert page.query_params["conversation"] in (first, [first])
    assert f">{QUESTION}</div>" in shown(page)
    assert "Chợ họp lúc mấy giờ?" not in body(shown(page))
    page.text_input(key=f"name-{first}").set_value("*Ghe* dưa").run()
    page.text_input(key="find-conversation").set_value("").run()
    assert listed() == ["Chợ họp lúc mấy giờ?", r"\*Ghe\* dưa"]
    page.button(key="delete").click().run()
    assert "hb-welcome" in shown(page)
    assert listed() == ["Chợ họp lúc mấy giờ?"]
    assert not page.query_params


def test_an_edited_question_is_asked_in_its_place(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    for question in (QUESTION, "Thế còn ghe nhỏ?", "Ai mua?"):
        ask(page.run(), question)
    press(page, "edit", 1)
    (area,) = page.text_area
    assert area.value == "Thế còn ghe nhỏ?"
    page.button(key="cancel-1").click().run()
    assert not page.text_area
    press(page, "edit", 1)
    page.text_area[0].set_value("Thế còn ghe vừa?")
    page.button(key="ask-1").click().run()
    html = shown(page)
    assert "Thế còn ghe vừa?" in html
    assert "ghe nhỏ?</div>" not in html
    assert "Ai mua?" not in body(html)
    assert [turn.question for turn in assistant.asked[-1][1]] == [QUESTION]
    (kept,) = library.conversations.listed()
    turns = [turn.record["question"] for turn in library.conversations.turns(kept.id)]
    assert turns == [QUESTION, "Thế còn ghe vừa?"]
    press(page, "retry", 1)
    assert assistant.asked[-1][0] == "Thế còn ghe vừa?"
    assert library.conversations.listed()[0].turns == 2


def test_a_rating_stays_with_its_answer(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(page.run(), QUESTION)
    press(page, "up", 0)
    (reason,) = [box for box in page.text_input if str(box.key).startswith("reason-")]
    reason.set_value("Đúng <b>chỗ</b>").run()
    ask(page, "giá vàng")
    press(page, "up", 1)
    press(page, "up", 1)  # taken back
    press(page, "down", 1)
    assert pressed(shown(reloaded(page))) == ["up 0", "down 1"]
    capsys.readouterr()
    assert main(["feedback", "--library", str(library.folder), "--json"]) == 0
    up, down = json.loads(capsys.readouterr().out)["questions"]
    start = TEXT.index(QUOTE)
    assert up["evidence"] == [{"article": ARTICLE.id, "start": start, "end": start + len(QUOTE)}]
    assert (up["rating"], up["reason"], up["answerable"]) == ("up", "Đúng <b>chỗ</b>", True)
    assert (down["rating"], down["evidence"], down["answerable"]) == ("down", [], None)
    assert [turn["question"] for turn in down["history"]] == [QUESTION]
    assert main(["feedback", "--library", str(library.folder)]) == 0
    lines, told = capsys.readouterr()
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [up["id"]]
    assert "1 câu trả lời bị chê" in told


def test_a_copy_has_its_sources_and_no_markdown_of_others(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page.run(), QUESTION)
    html = shown(page)
    assert f"{QUOTE} [1]" in copies(html, "copy")
    assert "https://example.org/cho" in copies(html, "copy")
    assert "[1]" not in copies(html, "copy_plain")
    copied = copies(html, "copy_markdown")
    assert f"**{QUESTION}**" in copied
    assert f"{QUOTE} [1]" in copied
    assert f"2024: “{QUOTE}”" in copied
    assert "<https://example.org/cho>" in copied
    assert "⚠ chưa có căn cứ: “Ghe nhỏ chở 3 tấn.”" in copied
    assert "![x]" not in copied
    assert r"\<script\>" in copied


def test_what_was_read_but_not_cited_stands_apart(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), QUESTION)
    assert "<span>Đã đọc thêm (1)</span></button>" in html
    assert len(links(html, "hb-read")) == 1
    html = press(page, "more", 0)
    assert 'aria-expanded="true"' in html
    _, consulted = links(html, "hb-read")
    assert parameters(consulted)["quote"] == "0-37"
    article = reader(follow(page, consulted))
    assert 'class="hb-here"' in article
    assert f'<span class="hb-n">1</span><mark>{QUOTE}</mark>' in article  # and what is cited stays marked


def test_a_link_outlives_the_articles_next_version(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    link = links(ask(page.run(), QUESTION), "hb-chip")[0]
    put(library, encoder, TEXT.replace("Chợ nổi Phong Lạch họp", "Sáng nào chợ nổi Phong Lạch cũng họp"))
    assert re_here(reader(follow(page, link))) == QUOTE
    alone = AppTest.from_file(PAGE, default_timeout=20)  # somebody else, without the conversation
    given = {name: value for name, value in parameters(link).items() if name not in ("conversation", "turn")}
    for name, value in given.items():
        alone.query_params[name] = value
    assert re_here(reader(shown(alone.run()))) == QUOTE
    put(library, encoder, TEXT.replace("18 tấn", "16 tấn"))
    changed = follow(page, link)
    assert "không còn đoạn được trích" in changed
    assert "hb-here" not in reader(changed)
    assert "16 tấn" in reader(changed)


def re_here(article: str) -> str:
    return article.split('class="hb-here"')[1].split(">", 1)[1].split("</mark>")[0]


def test_an_article_that_never_was(page: AppTest, assistant: FakeAssistant) -> None:
    page.query_params["article"] = "<b>không</b>"
    html = shown(page.run())
    assert "Bài này không còn trong thư viện" in html
    assert "<b>không" not in html


def test_the_answer_stands_even_if_it_can_not_be_kept(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    with library.catalogue.database.transaction() as transaction:
        transaction.run("CREATE TRIGGER full BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'đĩa đầy'); END")
    html = ask(page.run(), QUESTION)
    assert "Hội thoại này chưa được lưu:" in html
    assert f"<mark>{QUOTE}</mark>" in html
    assert not page.query_params


def test_a_turn_of_another_version_is_said_to_be_one(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    library.conversations.keep("cu", {"question": "Hỏi <b>gì</b>?", "answer": {"text": 3}}, "", name="Cũ")
    page.query_params["conversation"] = "cu"
    html = shown(page.run())
    assert "do một phiên bản khác ghi lại" in html
    assert "Hỏi &lt;b&gt;gì&lt;/b&gt;?" in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_name_is_a_name(page: AppTest, assistant: FakeAssistant, library: LocalLibrary, payload: str) -> None:
    library.conversations.keep("c", {}, "", name=payload)
    shown(page.run())
    label = page.button(key="open-c").label
    assert not any(sign in label.replace("\\" + sign, "") for sign in "<>[]*`$&")
