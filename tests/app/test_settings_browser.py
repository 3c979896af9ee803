"""The settings in a real browser: where a key goes and where it doesn't, what a reload remembers, light and dark."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.app.browser import ROOT, FakeLLM, Line, chromium, environment, served

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]
SERVERS_KEY, READERS_KEY = "sk-may-chu-0123456789", "sk-nguoi-doc-9876543210"
MODEL = "mo-hinh-rieng"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    article = {"id": "ghe", "title": "Chợ nổi", "text": "Ghe lớn nhất ở chợ nổi Phong Lạch chở được 18 tấn dưa."}
    (folder / "bao.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "app.cli", "ingest", "bao.jsonl", "--library", "library"]
    subprocess.run(command, cwd=folder, env=environment(PYTHONPATH=str(ROOT)), timeout=120, check=True)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    llm = {"HOIBAO_LLM": "may-chu", "OPENAI_API_KEY": SERVERS_KEY, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    with served(home, HOIBAO_LIBRARY=str(home / "library"), **llm) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    expect.set_options(timeout=30_000)
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def to_settings(page: Page, address: str) -> None:
    page.goto(f"{address}/settings")
    page.locator(".hb-themes").wait_for()


def background(page: Page) -> str:
    return str(page.locator(".stApp").evaluate("it => getComputedStyle(it).backgroundColor"))


def text_of(payload: str | bytes) -> str:
    return payload if isinstance(payload, str) else payload.decode("utf-8", errors="replace")


def test_no_key_comes_back(page: Page, address: str, home: Path) -> None:
    sent: list[str] = []
    came: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(text_of(payload)))
        socket.on("framereceived", lambda payload: came.append(text_of(payload)))

    page.on("websocket", listen)
    page.on(
        "response", lambda reply: came.append(reply.text()) if "html" in reply.headers.get("content-type", "") else None
    )
    with FakeLLM(["Ghe lớn nhất chở được 18 tấn dưa [1]."]) as llm:
        to_settings(page, address)
        page.locator(".st-key-own-llm summary").click()
        page.get_by_label("Tên mô hình").fill(MODEL)
        page.get_by_label("Địa chỉ (base URL)").fill(llm.address)
        page.get_by_label("Khóa truy cập (API key)").fill(READERS_KEY)
        page.get_by_role("button", name="Dùng mô hình này").click()
        expect(page.locator(".st-key-connection")).to_contain_text("khóa của bạn")
        expect(page.get_by_label("Khóa truy cập (API key)")).to_have_value("")
        typed = len(sent)
        page.get_by_role("button", name="Thử kết nối").click()
        expect(page.locator(".hb-fine")).to_contain_text(f"{MODEL} trả lời sau")
        page.get_by_label("Địa chỉ (base URL)").fill("http://127.0.0.1:9/khac")
        page.get_by_role("button", name="Dùng mô hình này").click()
        expect(page.locator(".st-key-connection")).to_contain_text("không có khóa")  # neither's goes to a third
        page.get_by_role("button", name="Thử kết nối").click()
        expect(page.locator(".hb-notice").last).to_contain_text("Không kết nối được")
        page.get_by_text("Hỏi đáp", exact=True).click()
        expect(page.locator(".hb-muted").first).to_contain_text(MODEL)
    assert [one for one in sent[:typed] if READERS_KEY in one]  # frames can be read, and it did go there once
    assert [one for one in came if MODEL in one]
    for key in (READERS_KEY, SERVERS_KEY):
        assert not [one for one in (*came, *sent[typed:]) if key in one]
        kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")
        assert key not in page.content() + str(kept)
        assert not [log.name for log in home.glob("page-*.log") if key in log.read_text(encoding="utf-8")]
    assert {one["authorization"] for one in llm.heard} == {f"Bearer {READERS_KEY}"}


def test_a_reload_remembers(page: Page, browser: Browser, address: str) -> None:
    to_settings(page, address)
    page.get_by_text("Trích nguyên văn", exact=True).click()
    slider = page.get_by_role("slider")
    slider.focus()
    for passages in range(9, 13):  # one at a time: a run of the page between two sets it back to what it has heard
        slider.press("ArrowRight")
        expect(slider).to_have_value(str(passages))
        page.wait_for_timeout(500)
    page.locator(".st-key-settings-language").get_by_text("English").click()
    expect(page.locator(".hb-section")).to_have_text("Settings")
    page.wait_for_function("document.cookie.includes('passages=12') && document.cookie.includes('language=en')")
    page.goto(address)
    expect(page.locator(".hb-muted").first).to_contain_text("Answers are quoted word for word")
    to_settings(page, address)
    expect(page.locator(".hb-section")).to_have_text("Settings")
    expect(page.get_by_role("radio", name="Quotes, word for word")).to_be_checked()
    expect(page.get_by_role("slider")).to_have_value("12")
    other = browser.new_context().new_page()
    to_settings(other, address)
    expect(other.locator(".hb-section")).to_have_text("Cài đặt")
    expect(other.get_by_role("slider")).to_have_value("8")
    other.context.close()


def test_light_and_dark_by_keyboard(page: Page, address: str) -> None:
    to_settings(page, address)
    light = background(page)
    page.locator(".hb-themes input:checked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator('.hb-themes input[value="Dark"]')).to_be_checked()
    expect(page.locator(".stApp")).not_to_have_css("background-color", light)
    expect(page.locator('.hb-themes input[value="Dark"]')).to_be_focused()
    expect(page.get_by_test_id("stMainMenuPopover")).to_have_count(0)
    dark = background(page)
    page.goto(address)  # another section, another visit
    page.locator("textarea").wait_for()
    expect(page.locator(".stApp")).to_have_css("background-color", dark)
    to_settings(page, address)
    expect(page.locator('.hb-themes input[value="Dark"]')).to_be_checked()
    page.locator(".hb-themes").get_by_text("Theo hệ thống").click()
    expect(page.locator(".stApp")).to_have_css("background-color", light)


def test_a_page_handed_on_by_a_proxy_lets_nobody_type_an_address(page: Page, address: str) -> None:
    to_settings(page, Line(address).address)
    expect(page.locator(".st-key-own-llm")).to_have_count(1)
    to_settings(page, Line(address, adds="X-Forwarded-For: 203.0.113.9").address)
    expect(page.locator(".st-key-settings")).to_contain_text("HOIBAO_OWN_LLM")
    expect(page.locator(".st-key-own-llm")).to_have_count(0)
