"""Payloads wherever somebody else's words reach the page, in a real browser: nothing runs, nothing loads, all is read.

One library has an article for each payload, with it in title, text, outlet and address; a model writes it, a question
asks it, a conversation is named by it and the page's address carries it.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.browser import FakeLLM, served, stored
from tests.app.test_browser import ask, browser, opened

__all__ = ["browser"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]

PAYLOADS = (
    "<script>window.__hit=1</script>",
    "<img src=//evil.test/a.png onerror=window.__hit=1>",
    "<svg/onload=window.__hit=1>",
    "<iframe src=//evil.test/f srcdoc='<script>parent.__hit=1</script>'></iframe>",
    '"><script>window.__hit=1</script><a href="',
    "' onmouseover='window.__hit=1' autofocus onfocus='window.__hit=1",
    "<style>*{display:none!important}</style><link rel=stylesheet href=//evil.test/s.css>",
    "<meta http-equiv=refresh content='0;url=//evil.test/'><base href=//evil.test/>",
    "<form action=//evil.test/><button autofocus class=hb-do data-do=retry data-turn=0>Đăng nhập lại</button></form>",
    "![ảnh](http://evil.test/m.png) [bấm](javascript:window.__hit=1)",
    "<div class=hb-notice role=status>Phiên đã hết hạn</div> # Giả tiêu đề",
    ":red[đỏ] :material/home: $\\href{javascript:window.__hit=1}{x}$ `mã` | a | b |",
    "{{constructor.constructor('window.__hit=1')()}} ${window.__hit=1} <%= 1 %>",
    "&lt;script&gt;window.__hit=1&lt;/script&gt; &#60;b&#62; \\u003cb\\u003e",
    "</span></div></p></article><!-- <![CDATA[ <noscript><p title='</noscript><img src=x onerror=window.__hit=1>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.__hit=1&gt;'>",
    "<a class=hb-open href=//evil.test/>1</a><details open ontoggle=window.__hit=1>",
    "\u202e<b>nược</b>\u2066 javascript:window.__hit=1 data:text/html,<script>window.__hit=1</script>",
)
TOWNS = "An Bình Cẩm Đông Giang Hải Khánh Lộc Minh Ninh Phú Quảng Sơn Tân Uyên Vĩnh Xuân Yên".split()
ADDRESSES = ("javascript:window.__hit=1//{}", "data:text/html,{}", "https://example.org/?q={}")
# What no word of somebody else's may become, anywhere in what we draw.
FOREIGN = (
    ".stApp :is(img, iframe, object, embed, base, meta, .katex), [class*='hb-'] :is(script, style, link, svg, form, "
    "details:not(.hb-forms, .hb-card), math, h1), "
    ":is([href^='javascript:' i], .stApp [href^='data:' i], [src*='evil.test'])"
)


def asked_of(number: int) -> str:
    """A question that the article with payload `number` answers."""
    return f"Kho hàng {TOWNS[number]} Hòa chứa bao nhiêu tấn gạo?"


def written(payload: str) -> str:
    """The payload as a reader sees it: signs that turn the writing direction are left out."""
    return payload.replace("\u202e", "").replace("\u2066", "")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with an article for each payload."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = [
        {
            "id": f"bai-{number}",
            "title": f"Kho {TOWNS[number]} Hòa {payload}",
            "text": f"Kho hàng {TOWNS[number]} Hòa chứa {100 + number} tấn gạo, bảng ghi {payload} ở cổng kho.",
            "outlet": f"Báo {payload}",
            "url": ADDRESSES[number % 3].format(payload),
            "published": f"2024-03-{number + 1:02}",
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    library = stored(folder, articles)
    for number, payload in enumerate(PAYLOADS):
        library.conversations.keep(f"c{number}", {"question": payload}, "", name=payload)
    return folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home, HOIBAO_LIBRARY=str(home / "library")) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[Page]:
    """At its end `opened` asks whether anything was asked of another host."""
    with opened(browser, address) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        yield page


@pytest.fixture
def page(window: Page, address: str) -> Iterator[Page]:
    """The chat section, loaded anew; at the end nothing of a payload may have run or become part of the page."""
    window.goto(address)
    window.locator("textarea").wait_for()
    yield window
    window.wait_for_timeout(200)  # what was loaded would have run by now
    assert window.evaluate("window.__hit") is None
    assert window.url.startswith(address)
    found = window.locator(FOREIGN)
    assert not [found.nth(at).evaluate("e => e.outerHTML.slice(0, 200)") for at in range(found.count())]
    assert window.locator(".hb-name").is_visible()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_an_article_and_a_question(page: Page, number: int) -> None:
    payload = PAYLOADS[number]
    ask(page, asked_of(number))
    answer = page.locator(".hb-answer")
    expect(answer).to_contain_text(f"{100 + number} tấn gạo")
    assert written(payload) in (page.locator(".hb-excerpt").first.text_content() or "")
    assert written(payload) in (page.locator(".hb-title").first.text_content() or "")
    assert f"Báo {written(payload)}" in (page.locator(".hb-card .hb-muted").first.text_content() or "")
    page.locator("a.hb-chip").first.hover()
    expect(page.locator(".hb-cite:hover .hb-pop")).to_be_visible()
    page.mouse.move(0, 0)  # off the chip, whose quote lies over what is below
    page.locator("[data-do=copy]").click()
    expect(page.locator("[data-do=copy]")).to_contain_text("Đã chép")
    page.locator("a.hb-chip").first.click()
    expect(page.locator(".hb-article .hb-here")).to_be_visible()
    assert written(payload) in (page.locator(".hb-article").text_content() or "")
    ask(page, f"{payload} là gì?")
    shown = page.locator(".hb-question").nth(1)
    expect(shown).to_be_visible()
    assert shown.text_content() == written(f"{payload} là gì?")
    page.locator(".hb-acts [data-do=retry]").wait_for()


def test_the_address(page: Page, address: str) -> None:
    names = ("conversation", "turn", "article", "quote", "hash", "section", "embed_options")
    for payload in PAYLOADS:
        page.goto(f"{address}/?{urlencode(dict.fromkeys(names, payload))}")
        expect(page.get_by_text("Bài này không còn trong thư viện")).to_be_visible()
        assert not page.locator(FOREIGN).count()
    for payload in PAYLOADS[::4]:
        page.goto(f"{address}/?{urlencode({'article': 'bai-3', 'quote': payload, 'hash': payload})}")
        expect(page.locator(".hb-article")).to_be_visible()


def test_names_of_conversations_and_headlines(page: Page) -> None:
    expect(page.locator("[class*=st-key-open-] button").nth(len(PAYLOADS) - 1)).to_be_visible()
    listed = page.locator("[class*=st-key-open-] button").all_text_contents()
    names = {" ".join(text.replace("\u2060", "").split()) for text in listed}
    assert names >= {" ".join(written(payload).split()) for payload in PAYLOADS}
    assert page.locator(".st-key-arrival .hb-open").count() > 1
    assert not page.locator(FOREIGN).count()


def test_what_a_model_writes(browser: Browser, home: Path) -> None:
    sentences = [f"Kho hàng An Hòa chứa 100 tấn gạo {payload}.\n\n" for payload in PAYLOADS]
    settings = {"HOIBAO_LIBRARY": str(home / "library"), "HOIBAO_LLM": "mo-hinh<b>"}
    pieces = [f"{sentence[at : at + 7]}" for sentence in sentences for at in range(0, len(sentence), 7)]
    with (
        FakeLLM([*pieces, "Kho hàng An Hòa chứa 100 tấn gạo [1]."], hold=len(pieces)) as llm,
        served(home, **settings, OPENAI_BASE_URL=llm.address) as address,
        opened(browser, address) as page,
    ):
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        ask(page, asked_of(0))
        expect(page.locator(".hb-answer")).to_contain_text("javascript:window.__hit=1 data:text/html")
        streamed = page.locator(".hb-answer").text_content() or ""
        assert all(written(payload) in streamed for payload in PAYLOADS)
        assert not page.locator(FOREIGN).count()
        llm.go.set()
        page.locator("[data-do=retry]").wait_for()
        page.wait_for_timeout(300)
        assert not page.locator(FOREIGN).count()
