"""One article alone is asked: chosen by “@” in the box, from the list of the library, or while it is read."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.axe import assert_accessible
from tests.app.browser import chromium, served, stored
from tests.app.test_browser import opened

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]

WIDE, NARROW = 1280, 360
QUESTION = "Cầu dài bao nhiêu mét?"
ARTICLES = [
    {
        "id": "ca-vinh",
        "title": "Thông xe cầu Cả Vịnh sau ba năm thi công",
        "published": "2024-05-02",
        "outlet": "Báo Sông Nước",
        "text": "Sáng 2-5, cầu Cả Vịnh được thông xe. Cầu dài 412 mét và rộng 12 mét. Vốn đầu tư là 260 tỷ đồng.",
    },
    {
        "id": "ca-vong",
        "title": "Khởi công cầu Cả Vọng",
        "published": "2024-06-11",
        "outlet": "Báo Miền Đông",
        "text": "Ngày 11-6, cầu Cả Vọng được khởi công. Cầu dài 735 mét. Dự kiến cầu hoàn thành sau 30 tháng.",
    },
    {
        "id": "hoi-sen",
        "title": "Hội sen Đầm Vạc đón 4.000 khách",
        "published": "2024-06-20",
        "text": "Hội sen Đầm Vạc đón 4.000 khách trong hai ngày. Vé vào cửa là 30.000 đồng.",
    },
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mention")
    stored(folder, ARTICLES)
    with served(folder, HOIBAO_LIBRARY=str(folder / "library")) as address:
        yield address


def box(page: Page) -> Locator:
    page.locator("[data-test-script-state=notRunning]").wait_for()
    return page.locator("[data-testid=stChatInputTextArea]")


def offers(page: Page) -> Locator:
    return page.locator("#hb-offers [role=option]")


def asked(page: Page) -> Locator:
    return page.locator("button[data-asked]")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_article_is_chosen_by_the_keyboard_asked_alone_and_taken_off(
    browser: Browser, address: str, width: int
) -> None:
    with opened(browser, address, width) as page:
        box(page).fill("Cầu dài bao nhiêu mét? ")
        box(page).press_sequentially("@cau ca vin")
        expect(offers(page)).to_have_count(1)
        assert_accessible(page, "the list of titles")
        box(page).press("Enter")
        expect(asked(page)).to_have_text("Trong bài: Thông xe cầu Cả Vịnh sau ba năm thi công ✕")
        expect(page).to_have_url(re.compile("about=ca-vinh"))
        expect(offers(page)).to_have_count(0)
        expect(box(page)).to_have_value("Cầu dài bao nhiêu mét? ")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box(page).press("Enter")
        expect(page.locator(".hb-answer")).to_contain_text("412 mét")
        expect(page.locator(".hb-answer")).not_to_contain_text("735")

        page.reload()  # the address carries the conversation and the article
        expect(page.locator(".hb-answer")).to_contain_text("412 mét")
        expect(asked(page)).to_contain_text("cầu Cả Vịnh")
        box(page).fill("Vé vào cửa bao nhiêu?")
        box(page).press("Enter")
        expect(page.locator(".hb-no")).to_contain_text("Chỉ bài ấy được tìm")

        page.locator('[data-do="everywhere"][data-turn="1"]').click()
        expect(page.locator(".hb-answer").last).to_contain_text("30.000 đồng")
        expect(asked(page)).to_have_count(0)


def test_an_article_is_chosen_by_a_click_and_escape_closes_the_list(browser: Browser, address: str) -> None:
    with opened(browser, address, WIDE) as page:
        box(page).press_sequentially("@")
        expect(offers(page)).to_have_count(3)  # the newest
        box(page).press("ArrowDown")
        expect(page.locator("#hb-offer-1")).to_have_attribute("aria-selected", "true")
        box(page).press("Escape")
        expect(offers(page)).to_have_count(0)
        box(page).press_sequentially("khong co bai nay")
        expect(offers(page)).to_have_text("Không có bài nào có tiêu đề như vậy.")
        box(page).fill("")
        box(page).press_sequentially("@vọng")
        offers(page).first.click()
        expect(asked(page)).to_contain_text("Khởi công cầu Cả Vọng")
        asked(page).click()
        expect(asked(page)).to_have_count(0)
        expect(page).not_to_have_url(re.compile("about="))


def test_an_article_is_asked_from_the_list_and_while_it_is_read(browser: Browser, address: str) -> None:
    with opened(browser, address, NARROW) as page:
        box(page).fill("Hội sen Đầm Vạc đón bao nhiêu khách?")
        box(page).press("Enter")
        page.locator("a.hb-chip").first.click()
        page.get_by_role("link", name="Hỏi bài này").click()
        expect(asked(page)).to_contain_text("Hội sen Đầm Vạc")
        expect(page.locator(".st-key-reader")).to_have_count(0)  # it lay over the box
        expect(page.locator(".hb-answer")).to_contain_text("4.000 khách")  # the conversation goes on

        page.goto(f"{address}/library")
        page.get_by_role("link", name="Hỏi bài: Khởi công cầu Cả Vọng").click()
        expect(asked(page)).to_contain_text("Khởi công cầu Cả Vọng")
        box(page).fill("Bài này nói gì?")
        box(page).press("Enter")
        expect(page.locator(".hb-answer")).to_contain_text("khởi công")
