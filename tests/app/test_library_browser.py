"""From an empty library to a checked citation and back, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.conversation.places import Place, address, article_address, digest
from app.settings import Settings
from app.wiring import open_library
from tests.app.browser import chromium, served
from tests.app.test_browser import ask
from tests.ingest.test_page_picture import QUOTE, two_pages

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


def test_a_pdf_shows_its_page_and_is_downloaded_and_a_search_goes_back(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "ben-pha.pdf"
    path.write_bytes(two_pages())
    with served(tmp_path, HOIBAO_LIBRARY=str(tmp_path / "library")) as where:
        page = browser.new_context().new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.goto(where)
        page.get_by_role("button", name="Thêm bài báo").click()
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_role("button", name="Nạp vào thư viện").click()
        expect(page.get_by_text("Thêm 1 bài, cập nhật 0")).to_be_visible()
        page.goto(f"{where}/{article_address('ben-pha')}")
        expect(page.get_by_text("Xem trang 1 như trong tệp")).to_be_visible()
        article = open_library(tmp_path / "library").article("ben-pha")
        assert article
        start = article.text.index(QUOTE)
        link = address(Place("ben-pha", start, start + len(QUOTE), digest(QUOTE)), None)
        page.goto(f"{where}/{link}")
        page.get_by_text("Xem trang 2 như trong tệp").click()
        picture = page.get_by_role("img", name="Trang 2/2: ben-pha.pdf")
        expect(picture).to_be_visible()
        page.wait_for_function("image => image.naturalWidth > 500", arg=picture.element_handle())
        expect(page.locator('[aria-label="Xem toàn màn hình: Trang 2/2: ben-pha.pdf"]')).to_have_count(1)
        expect(page.get_by_role("button", name="Trang sau")).to_be_disabled()
        page.get_by_role("button", name="Trang trước").click()
        expect(page.get_by_role("img", name="Trang 1/2: ben-pha.pdf")).to_be_visible()
        with page.expect_download() as downloaded:
            page.get_by_role("button", name="Tệp gốc").click()
        assert downloaded.value.suggested_filename == "ben-pha.pdf"
        assert Path(downloaded.value.path()).read_bytes() == path.read_bytes()
        page.goto(f"{where}/library")
        box = page.locator(".st-key-find-articles input")
        page.wait_for_function("document.hoibaoTyping?.wrapped")
        box.press_sequentially("khong co bai nao", delay=150)
        page.wait_for_url("**/library?q=khong+co+bai+nao")
        expect(page.get_by_text("Không có bài nào khớp")).to_be_visible()
        page.go_back()  # at one go: not letter by letter
        expect(page).to_have_url(f"{where}/library")
        expect(box).to_have_value("")
        page.go_forward()
        expect(box).to_have_value("khong co bai nao")
        page.context.close()
