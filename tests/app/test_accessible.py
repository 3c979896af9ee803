"""axe-core finds nothing serious on the chat page in any state: light and dark, wide and narrow."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.axe import assert_accessible
from tests.app.test_browser import QUESTION, address, ask, browser, home, opened

__all__ = ["address", "browser", "home"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]


# Colours depend on the theme, what fits on the width, nothing on both.
@pytest.fixture(params=[("light", 1280), ("dark", 360)], ids=lambda p: f"{p[0]}-{p[1]}")
def looked_at(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    theme, width = request.param
    with opened(browser, address, width, theme) as page:
        yield page


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    width = page.evaluate("innerWidth")
    wide = page.evaluate("[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]")
    assert max(wide) <= width


def test_the_chat_section_in_every_state(looked_at: Page) -> None:
    page = looked_at

    def check(state: str) -> None:
        assert_accessible(page, state)
        fits(page)

    check("empty")
    ask(page, QUESTION)
    page.locator("a.hb-chip").first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    check("answered")
    page.locator("a.hb-chip").first.focus()
    check("the quote of a chip")
    page.locator("[data-do=more]").click()
    page.locator("[data-do=more][aria-expanded=true]").wait_for()
    check("what was read but not cited")
    page.locator("[data-do=up]").click()
    page.get_by_label("Vì sao?").wait_for()
    page.locator(".hb-card summary").first.click()
    page.locator(".hb-forms summary").click()
    page.locator("[data-do=copy_markdown]").wait_for()
    check("rated, a source unfolded, and forms to be copied in")
    page.locator(".hb-forms summary").click()
    page.locator("[data-do=edit]").click()
    page.locator("[data-testid=stForm]").wait_for()
    check("the question as a form")
    page.get_by_role("button", name="Thôi").click()
    page.locator(".hb-question").wait_for()
    ask(page, "Núi lửa Etna phun trào ngày nào?")
    page.locator(".hb-no").wait_for()
    check("an honest no")
    narrow = page.evaluate("innerWidth") < 600
    if narrow:
        page.get_by_role("button", name="Mở thanh bên").click()
    page.locator("[class*=st-key-menu-] button").first.click()
    page.get_by_role("menuitem", name="Đổi tên").click()
    page.locator(".st-key-managing input").wait_for()
    check("the conversations, and one being renamed")
    page.get_by_role("button", name="Thôi").click()
    if narrow:
        page.get_by_role("button", name="Thu gọn thanh bên").click()
    page.locator("a.hb-chip").first.click()
    expect(page.locator(".hb-article")).to_be_visible()
    check("the article")
    page.get_by_role("button", name="Liên kết").click()
    page.locator("[data-testid=stCode]").first.wait_for()
    check("the link to a passage")


def test_the_other_sections(looked_at: Page, address: str) -> None:
    page = looked_at

    def check(state: str) -> None:
        page.locator("[data-test-script-state=notRunning]").wait_for()
        assert_accessible(page, state)
        fits(page)

    page.get_by_role("button", name="Theo dõi một chủ đề").click()
    page.locator(".st-key-follow-words input").fill("chợ nổi")
    page.locator(".st-key-follow-words input").press("Enter")
    page.locator("[class*=st-key-unfollow-]").wait_for()
    check("what is followed")
    page.locator("[class*=st-key-unfollow-] button").click()  # all share them, and the next begins so too
    page.get_by_role("button", name="Theo dõi một chủ đề").wait_for()
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    page.locator("[data-do=clip]").click()
    expect(page.locator(".hb-said")).to_contain_text("Bài đang viết")
    page.goto(f"{address}/clippings")
    page.locator(".hb-clipping").first.wait_for()
    check("clippings")
    page.goto(f"{address}/explore")
    page.locator("[data-testid=stVegaLiteChart]").first.wait_for()
    check("explore")
    page.goto(f"{address}/explore?topic={quote('chợ nổi Phong Lạch')}")
    page.locator(".st-key-subject").wait_for()
    check("a subject")
    page.goto(f"{address}/library")
    page.locator("[class*=st-key-pick-] label").first.click()
    page.locator(".st-key-picked").wait_for()
    check("library, an article picked")
    page.goto(f"{address}/settings")
    page.locator(".hb-themes").wait_for()
    page.locator(".st-key-own-llm summary").click()
    page.get_by_label("Tên mô hình").wait_for()
    check("settings, a model of one's own")
