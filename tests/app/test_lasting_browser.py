"""No question is lost in a real browser: reloads, stops, servers that end, lines that are cut, pastes too long."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.browser import FakeLLM, Line, chromium, served, stored
from tests.app.test_browser import ARTICLES, FIGURE, QUESTION, ask, opened

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]

FIRST = "Ghe lớn nhất ở chợ nổi Phong Lạch "
PIECES = [FIRST, "chở được ", f"{FIGURE} [1]."]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    stored(tmp_path, ARTICLES)
    return tmp_path


@pytest.fixture
def llm() -> Iterator[FakeLLM]:
    with FakeLLM(PIECES, hold=1) as llm:
        yield llm


@pytest.fixture
def settings(home: Path, llm: FakeLLM) -> dict[str, str]:
    return {"HOIBAO_LIBRARY": str(home / "library"), "HOIBAO_LLM": "nho-xinh", "OPENAI_BASE_URL": llm.address}


def ask_and_see_first_words(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".hb-answer")).to_have_text(FIRST)


def test_reload_stop_and_another_question_meanwhile(
    browser: Browser, home: Path, llm: FakeLLM, settings: dict[str, str]
) -> None:
    with served(home, **settings) as address, opened(browser, address) as page:
        ask_and_see_first_words(page)
        page.reload()
        expect(page.locator(".hb-question")).to_have_text(QUESTION)
        expect(page.locator(".hb-answer")).to_have_text(FIRST)
        expect(page.locator("[class*=st-key-open-] button")).to_have_count(1)
        box = page.locator("[data-testid=stChatInputTextArea]")
        box.fill("Làng Xuân Lũng có bao nhiêu hộ đan tre?")
        box.press("Enter")
        expect(page.locator(".hb-question")).to_have_count(2)
        expect(page.get_by_text("Sẽ trả lời ngay sau khi xong câu hỏi trước…")).to_be_visible()
        page.locator("[data-do=stop][data-turn='0']").click()
        expect(page.get_by_text("Đã dừng theo yêu cầu: câu trả lời chỉ có đến đây.")).to_be_visible()
        expect(page.locator(".hb-answer").first).to_contain_text(FIRST.strip())
        expect(page.locator("[data-do=retry][data-turn='0']")).to_be_visible()
        llm.go.set()
        expect(page.locator(".st-key-exchange-1 [data-do=up]")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Đã dừng theo yêu cầu: câu trả lời chỉ có đến đây.")).to_be_visible()
        page.locator("[data-do=retry][data-turn='0']").click()
        expect(page.locator(".hb-answer a.hb-chip").first).to_have_text("1")
        expect(page.locator(".hb-question")).to_have_count(1)


def test_a_line_that_is_cut_and_a_server_that_ends(
    browser: Browser, home: Path, llm: FakeLLM, settings: dict[str, str]
) -> None:
    with contextlib.ExitStack() as until_restart:
        address = until_restart.enter_context(served(home, **settings))
        line = Line(address)
        with opened(browser, line.address) as page:
            ask_and_see_first_words(page)
            line.cut()
            llm.go.set()
            page.wait_for_timeout(1_500)
            line.to(address)
            expect(page.locator(".hb-answer a.hb-chip")).to_have_text("1", timeout=60_000)
            llm.go.clear()
            ask(page, QUESTION)
            expect(page.locator(".hb-answer").nth(1)).to_have_text(FIRST)
            line.cut()
            until_restart.close()
            with served(home, **settings) as other:
                line.to(other)
                expect(page.get_by_text("Câu hỏi này đã được lưu nhưng chưa được trả lời.")).to_be_visible(
                    timeout=60_000
                )
                expect(page.locator(".hb-question")).to_have_count(2)
                llm.go.set()
                page.locator("[data-do=retry][data-turn='1']").click()
                expect(page.locator(".hb-answer a.hb-chip")).to_have_count(2, timeout=90_000)  # it loads the encoder


def test_too_long_is_said_while_typing_and_a_long_paste_hangs_nothing(browser: Browser, home: Path) -> None:
    with served(home, HOIBAO_LIBRARY=str(home / "library")) as address, opened(browser, address) as page:
        box, count = page.locator("[data-testid=stChatInputTextArea]"), page.locator("#hb-count")
        box.fill("x" * 1_500)
        expect(count).to_be_empty()
        box.fill("ữ" * 1_900)
        expect(count).to_have_text("1.900/2.000 ký tự")
        box.fill("ữ" * 2_001)
        expect(count).to_contain_text("2.001/2.000 ký tự: câu hỏi quá dài")
        box.press("Enter")
        page.locator("[data-testid=stChatInputSubmitButton]").click()
        expect(box).to_have_value("ữ" * 2_001)
        expect(page.locator(".hb-question")).to_have_count(0)
        box.fill("Làng nào đan tre?")
        took = page.evaluate(
            """() => {
                const box = document.querySelector("[data-testid=stChatInputTextArea]"), pasted = new DataTransfer();
                pasted.setData("text", "báo ".repeat(500000));
                const since = performance.now();
                const how = { clipboardData: pasted, bubbles: true, cancelable: true };
                box.dispatchEvent(new ClipboardEvent("paste", how));
                return performance.now() - since;
            }"""
        )
        assert took < 500
        expect(count).to_contain_text("Đoạn vừa dán dài 2.000.000 ký tự")
        expect(box).to_have_value("Làng nào đan tre?")
        box.press("Enter")
        expect(page.locator(".hb-question")).to_have_count(1)
