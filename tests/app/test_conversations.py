"""Conversations on the page: kept, found, reopened as they were, renamed, deleted, rated, changed and copied."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from app.cli import main
from app.conversation.exchange import Exchange
from app.conversation.places import parameters
from app.page.chat import Chat
from app.page.state import Session
from app.page.views.conversations import MORE, grouped, turn_holding
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
from vectorstore.conversations import Conversation
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

__all__ = ["assistant", "page"]  # fixtures
QUESTION = "Ghe lớn cỡ nào?"


def reloaded(page: AppTest) -> AppTest:
    """Another session of the same browser at the same address."""
    again = AppTest.from_file(PAGE, default_timeout=20)
    again.session_state["hoibao"] = Session(reader=page.session_state["hoibao"].reader)  # what a cookie remembers
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
    page.menu_button(key=f"menu-{first}").click("rename").run()
    page.text_input(key=f"name-{first}").set_value("*Ghe* dưa").run()
    assert not [box for box in page.text_input if box.key == f"name-{first}"]
    page.text_input(key="find-conversation").set_value("").run()
    assert listed() == ["Chợ họp lúc mấy giờ?", r"\*Ghe\* dưa"]
    page.menu_button(key=f"menu-{first}").click("pin_conversation").run()
    assert listed() == [r"\*Ghe\* dưa", "Chợ họp lúc mấy giờ?"]
    assert ">Đã ghim</h3>" in shown(page)
    page.menu_button(key=f"menu-{first}").click("delete").run()
    page.button(key="end-managing").click().run()
    page.menu_button(key=f"menu-{first}").click("delete").run()
    page.button(key="delete").click().run()
    assert "hb-welcome" in shown(page)
    assert listed() == ["Chợ họp lúc mấy giờ?"]
    assert not page.query_params


def test_a_hit_opens_at_its_turn_until_the_next_question(page: AppTest, assistant: FakeAssistant) -> None:
    for question in (QUESTION, "Chợ họp lúc mấy giờ?", "Ai mua dưa?"):
        ask(page.run() if question == QUESTION else page, question)
    opened = page.session_state["hoibao"].conversation
    page.button(key="new").click().run()
    page.text_input(key="find-conversation").set_value("may gio hop").run()
    page.button(key=f"open-{opened}").click().run()
    assert page.query_params["turn"] in ("2", ["2"])
    assert "Ai mua dưa?" in body(shown(page))
    ask(page, "Còn gì nữa?")
    assert "turn" not in page.query_params
    page.text_input(key="find-conversation").set_value("").run()
    page.button(key=f"open-{opened}").click().run()
    assert "turn" not in page.query_params


def test_the_turn_that_holds_most_of_the_words() -> None:
    exchanges = [Exchange(question) for question in ("Ghe lớn?", "Ghe nhỏ ở chợ?", "Chợ ở đâu, ghe nhỏ?")]
    assert [turn_holding(exchanges, words) for words in ("ghe", "NHO cho", "đâu", "tàu", "?")] == [1, 2, 3, 0, 0]


def test_one_that_is_not_open_is_exported_and_deleted(
    page: AppTest, assistant: FakeAssistant, library: LocalLibrary
) -> None:
    ask(page.run(), QUESTION)
    (other,) = library.conversations.listed()
    page.button(key="new").click().run()
    ask(page, "Chợ họp lúc mấy giờ?")
    page.menu_button(key=f"menu-{other.id}").click("export_conversation").run()
    assert [button.proto.label for button in page.get("download_button")] == [
        "Xuất Markdown",
        "Xuất Word",
        "Xuất JSON",
    ]
    exported = Chat(page.session_state["hoibao"], library, lambda: assistant).exchanges_of(other.id)
    assert [exchange.question for exchange in exported] == [QUESTION]
    page.menu_button(key=f"menu-{other.id}").click("delete").run()
    page.button(key="delete").click().run()
    assert "Chợ họp lúc mấy giờ?</div>" in shown(page)  # the open one stays open
    assert [one.name for one in library.conversations.listed()] == ["Chợ họp lúc mấy giờ?"]


def test_all_can_be_reached(page: AppTest, assistant: FakeAssistant, library: LocalLibrary) -> None:
    for number in range(MORE * 2 + 1):
        library.conversations.keep(f"c{number}", {"question": "Ai?"}, "", name=f"Thứ {number}")
    page.run()
    for rows in (MORE, MORE * 2):
        assert len(page.menu_button) == rows
        page.button(key="more-conversations").click().run()
    assert len(page.menu_button) == MORE * 2 + 1
    assert not [button for button in page.button if button.key == "more-conversations"]


def test_days_are_groups_of_the_readers_zone() -> None:
    def kept(changed: str, *, pinned: bool = False) -> Conversation:
        return Conversation(changed, "", changed, 1, pinned)

    listed = [
        kept("2025-01-01T00:00:00.000+00:00", pinned=True),
        kept("2026-11-30T01:00:00.000+00:00"),
        kept("2026-11-29T17:30:00.000+00:00"),  # half past midnight in Viet Nam
        kept("2026-11-29T16:30:00.000+00:00"),
        kept("2026-11-24T08:00:00.000+00:00"),
        kept("2026-11-23T08:00:00.000+00:00"),
        kept("2025-11-23T08:00:00.000+00:00"),
    ]
    groups = grouped(listed, date(2026, 11, 30), "Asia/Ho_Chi_Minh", "vi")
    assert [(heading, len(members)) for heading, members in groups] == [
        ("Đã ghim", 1),
        ("Hôm nay", 2),
        ("Hôm qua", 1),
        ("7 ngày qua", 1),
        ("tháng 11-2026", 1),
        ("tháng 11-2025", 1),
    ]


def test_a_long_one_lists_its_questions_and_opens_at_the_turn_that_is_named(
    page: AppTest, assistant: FakeAssistant
) -> None:
    def opened_at() -> int:
        (script,) = [block for block in page.get("bidi_component") if "hoibao_turns" in block.proto.component_name]
        return int(json.loads(script.proto.json)["turn"])

    for question in (QUESTION, "Thế <b>còn</b> ghe nhỏ?"):
        ask(page.run(), question)
    assert "hb-outline" not in shown(page)
    html = ask(page, "Ai mua?")
    outline = html[html.index("hb-outline") :].split("</details>")[0]
    assert re.findall(r'data-to="(\d)">([^<]*)<', outline) == [
        ("0", QUESTION),
        ("1", "Thế &lt;b&gt;còn&lt;/b&gt; ghe nhỏ?"),
        ("2", "Ai mua?"),
    ]
    again = reloaded(page)
    page = again
    assert opened_at() == 2
    again.query_params.update(parameters(links(shown(again), "hb-chip")[0]))
    again.run()
    assert opened_at() == 0


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
