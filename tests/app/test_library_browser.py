"""From an empty library to a checked citation and back, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.settings import Settings
from tests.app.browser import chromium, served
from tests.app.test_browser import ask

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]

SENTENCE = "Ghe lớn nhất ở chợ nổi Phong Lạch chở được 18 tấn dưa."
MARKET = f"Chợ nổi Phong Lạch\n\nChợ nổi Phong Lạch họp từ 4 giờ sáng. {SENTENCE} Ghe nhỏ bán cà phê.\n"
WEAVERS = "Làng đan tre Xuân Lũng\n\nLàng Xuân Lũng có 64 hộ đan tre. Mỗi tháng làng bán 2.300 chiếc rổ.\n"
QUESTION = "Ghe lớn nhất ở chợ nổi Phong Lạch chở được bao nhiêu tấn dưa?"
BARE = "lang Xuan Lung co bao nhieu ho dan tre?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.stores("local", "postgres")
def test_from_an_empty_library_to_a_removed_article(browser: Browser, place: Settings, tmp_path: Path) -> None:
    files = [tmp_path / "cho-noi.txt", tmp_path / "dan-tre.txt"]
    for path, text in zip(files, (MARKET, WEAVERS), strict=True):
        path.write_text(text, encoding="utf-8")
    where = {"HOIBAO_STORE": place.store} if place.store else {"HOIBAO_LIBRARY": str(place.library)}
    with served(tmp_path, **where) as address:
        page = browser.new_context().new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.goto(address)
        page.get_by_role("button", name="Thêm bài báo").click()
        page.locator("input[type=file]").set_input_files(files)
        page.get_by_role("button", name="Nạp vào thư viện").click()
        expect(page.get_by_text("Thêm 2 bài, cập nhật 0")).to_be_visible()
        page.get_by_role("button", name="Hỏi ngay").click()

        page.locator("[data-testid=stChatInputTextArea]").wait_for()
        ask(page, QUESTION)
        expect(page.locator(".hb-answer")).to_contain_text("18 tấn dưa")
        page.locator(".hb-answer a.hb-chip").first.click()
        expect(page.locator("article.hb-article mark.hb-here").first).to_have_text(SENTENCE)
        page.keyboard.press("Escape")
        ask(page, BARE)
        expect(page.locator(".hb-answer").last).to_contain_text("64 hộ đan tre")

        page.get_by_role("link", name="Thư viện").first.click()
        page.locator("[class*=st-key-pick-] label").last.wait_for()
        page.locator("[data-testid=stHorizontalBlock]", has_text="Chợ nổi Phong Lạch").locator("label").first.click()
        page.get_by_role("button", name="Xóa khỏi thư viện").click()
        page.get_by_role("button", name="Xóa hẳn 1 bài").click()
        expect(page.get_by_text("1–1 trong 1 bài")).to_be_visible()
        expect(page.locator("a.hb-open", has_text="Chợ nổi Phong Lạch")).to_have_count(0)

        page.get_by_role("link", name="Hỏi đáp").first.click()
        ask(page, QUESTION)
        expect(page.locator(".hb-no").last).to_contain_text("Đã tìm trong 1 bài")
        expect(page.locator('[data-do="copy"][data-turn="2"]')).to_be_visible()
        page.locator(".hb-answer a.hb-chip").first.click()  # of the first answer: its quote was kept with it
        expect(page.get_by_text("Bài này không còn trong thư viện").first).to_be_visible()
        page.context.close()
