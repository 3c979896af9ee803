"""The chat page in a real browser: what a reader sees, and what a hostile article can't do."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from app.wiring import open_assistant
from rag.answer import Answer
from tests.app.browser import FakeLLM, chromium, served, stored
from vectorstore.local.library import LocalLibrary

expect.set_options(timeout=20_000)
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(300)]

QUESTION = "Ghe lớn nhất ở chợ nổi Phong Lạch chở được bao nhiêu tấn dưa?"
BARE = "ghe lon nhat o cho noi Phong Lach cho duoc bao nhieu tan dua?"
FIGURE = "18 tấn dưa"
FILLER = "Bà con kể chuyện con nước, chuyện mùa màng và những chuyến ghe đi xa của cha ông ngày trước."
MARKET = [
    "Chợ nổi Phong Lạch họp từ 4 giờ sáng trên sông Cái Lớn.",
    *[f"{FILLER} Đó là chuyện thứ {n}." for n in range(2, 20)],
    f"Mỗi phiên chợ nổi Phong Lạch có khoảng 120 ghe. Ghe lớn nhất ở chợ nổi Phong Lạch chở được {FIGURE}. "
    "Ghe nhỏ chỉ bán cà phê và hủ tiếu.",
    *[f"{FILLER} Người bán thứ {n} gật đầu." for n in range(2, 12)],
]
NASTY_TITLE = "Kho <img src=x onerror=window.__hit=1> ![a](http://evil.test/a.png) **Tân Bửu** :red[x]"
NASTY_TEXT = (
    "Kho lúa Tân Bửu chứa 950 tấn lúa <script>window.__hit=3</script> ![b](http://evil.test/b.png) "
    "<img src=x onerror=window.__hit=4> [bấm](javascript:window.__hit=5). Kho mở cửa năm 2021. " + "x" * 300
)
ARTICLES = [
    {
        "id": "cho-noi",
        "title": "Chợ nổi Phong Lạch đông trở lại",
        "published": "2024-02-01",
        "outlet": "Báo Miền Tây",
        "url": "https://example.org/cho-noi",
        "text": "\n\n".join(MARKET),
    },
    {
        "id": "kho-lua",
        "title": NASTY_TITLE,
        "published": "2024-03-01",
        "outlet": "<b>Báo</b>",
        "url": "javascript:window.__hit=2",
        "text": NASTY_TEXT,
    },
    {
        "id": "dan-tre",
        "title": "Làng nghề đan tre Xuân Lũng",
        "published": "2024-01-10",
        "text": "Làng Xuân Lũng có 64 hộ đan tre. Mỗi tháng làng bán 2.300 chiếc rổ.",
    },
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library in it."""
    folder = tmp_path_factory.mktemp("page")
    stored(folder, ARTICLES)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home, HOIBAO_LIBRARY=str(home / "library")) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


@contextlib.contextmanager
def opened(browser: Browser, address: str, width: int = 1280, theme: str = "light") -> Iterator[Page]:
    """A fresh page; at its end, nothing may have run from an article or been asked of another host."""
    scheme = "dark" if theme == "dark" else "light"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)  # the machine may be busy
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator("textarea").wait_for()
    yield page
    assert page.evaluate("window.__hit") is None
    assert not [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert not page.locator("[data-testid=stException]").count()
    context.close()


def ask(page: Page, question: str) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for()  # until then the box stops, and doesn't send
    page.locator("textarea").fill(question)
    page.locator("textarea").press("Enter")


def stored_answer(home: Path, question: str) -> tuple[Answer, LocalLibrary]:
    library = LocalLibrary(home / "library")
    return open_assistant(Settings(library=home / "library"), library).ask(question), library


def test_an_answer_and_the_exact_words_it_stands_on(page: Page, home: Path) -> None:
    ask(page, QUESTION)
    expect(page.locator(".hb-answer")).to_contain_text(FIGURE)
    chip = page.locator(".hb-answer a.hb-chip").first
    expect(chip).to_have_text("1")
    answer, library = stored_answer(home, QUESTION)
    source = answer.sources[0]
    article = library.article(source.article_id)
    assert article is not None
    mark = page.locator(".hb-excerpt mark").first
    assert mark.text_content() == source.quote == article.text[source.start : source.end]
    expect(page.locator(".hb-title").first).to_have_text("Chợ nổi Phong Lạch đông trở lại")
    expect(page.locator(".hb-muted a").first).to_have_attribute("href", "https://example.org/cho-noi")


def test_a_chip_opens_the_article_at_the_quote_without_a_reload(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate("window.__same = true")
    page.locator("a.hb-chip").first.click()
    expect(page.locator(".hb-article")).to_contain_text("Người bán thứ 11 gật đầu.")
    expect(page.locator(".hb-article .hb-here")).to_be_in_viewport()
    expect(page.locator(".hb-article .hb-here")).to_contain_text(FIGURE)
    expect(page.locator(".hb-article p").first).not_to_be_in_viewport()
    expect(page.locator(".hb-question")).to_be_in_viewport()  # beside it, the conversation
    page.go_back()
    expect(page.locator(".hb-article")).to_have_count(0)
    assert page.evaluate("window.__same")
    expect(page.locator(".hb-excerpt mark").first).to_contain_text(FIGURE)


def test_a_reload_shows_conversation_and_article_again(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("a.hb-chip").first.click()
    expect(page.locator(".hb-article .hb-here")).to_be_in_viewport()
    answer = page.locator(".hb-answer").inner_html()
    page.reload()
    expect(page.locator(".hb-article .hb-here")).to_be_in_viewport()
    expect(page.locator(".hb-question")).to_have_text(QUESTION)
    assert page.locator(".hb-answer").inner_html() == answer
    page.get_by_role("button", name="Liên kết").click()
    link = page.locator("[data-testid=stCode]").inner_text()
    assert "conversation" not in link
    page.goto(link)
    expect(page.locator(".hb-article .hb-here")).to_be_in_viewport()
    expect(page.locator(".hb-question")).to_have_count(0)


def test_by_keyboard_alone(page: Page) -> None:
    ask(page, QUESTION)
    chip = page.locator("a.hb-chip").first
    chip.wait_for()
    expect(page.locator(".hb-pop").first).to_be_hidden()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if chip.evaluate("chip => chip === document.activeElement"):
            break
    quote = page.locator(".hb-cite:focus-within .hb-pop")
    expect(quote).to_be_visible()
    expect(quote).to_contain_text(FIGURE)
    expect(quote).to_contain_text("Báo Miền Tây · 1-2-2024")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-article")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".hb-article")).to_have_count(0)
    expect(chip).to_be_focused()


def test_keys_lead_to_the_boxes_and_nothing_of_streamlits_is_in_english(page: Page, address: str) -> None:
    box = page.locator("[data-testid=stChatInputTextArea]")
    expect(box).to_be_focused()
    expect(page).to_have_title("Hỏi đáp · Hỏi Báo")
    page.keyboard.type("a/?")  # letters like others, where one types
    expect(box).to_have_value("a/?")
    page.goto(f"{address}/library")
    page.locator(".st-key-articles").wait_for()
    page.wait_for_function("document.hoibaoKeys?.section === 'library'")
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm bài theo từ trong bài")).to_be_focused()
    page.locator(".st-key-articles a").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_contain_text("Ctrl K")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    named = "[...document.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label'))"
    ours = re.compile(r"[^\x00-\x7f]|^(VI|EN)$")  # every name of ours has a letter that English lacks
    expect(page.get_by_role("textbox", name="Đăng từ ngày")).to_have_count(1)
    assert [name for name in page.evaluate(named) if not ours.search(name)] == []
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.goto(f"{address}/khong-co")
    expect(page.get_by_role("dialog")).to_contain_text("Không có trang này")


def test_a_conversation_is_found_exported_and_deleted(page: Page) -> None:
    ask(page, "Làng Xuân Lũng có bao nhiêu hộ đan tre?")
    page.locator("a.hb-chip").first.wait_for()
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator(".hb-welcome")).to_be_visible()
    page.get_by_placeholder("Tìm trong các hội thoại").fill("xuan lung 64 ho")
    page.locator("[class*=st-key-open-] button").first.click()
    expect(page.locator(".hb-answer")).to_contain_text("64 hộ")
    page.get_by_role("button", name="Tùy chọn: Làng Xuân Lũng").click()
    page.get_by_role("menuitem", name="Xuất ra tệp").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất JSON").click()
    (turn,) = json.loads(download.value.path().read_text(encoding="utf-8"))["turns"]
    (source,) = turn["answer"]["sources"]
    text = ARTICLES[2]["text"]
    assert text[source["start"] : source["end"]] == source["quote"]
    assert source["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    page.get_by_role("button", name="Tùy chọn: Làng Xuân Lũng").click()
    page.get_by_role("menuitem", name="Xóa hội thoại").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator(".hb-welcome")).to_be_visible()
    expect(page.get_by_text("Không có hội thoại nào khớp.")).to_be_visible()


def test_an_edited_question_and_a_rating(page: Page) -> None:
    ask(page, "Làng Xuân Lũng ở đâu?")
    page.locator("[data-do=retry]").wait_for()
    page.locator("[data-do=edit]").click()
    expect(page.locator("[data-testid=stForm] textarea")).to_be_focused()
    page.locator("[data-testid=stForm] textarea").fill("Làng Xuân Lũng có bao nhiêu hộ đan tre?")
    page.locator("[data-testid=stForm]").get_by_role("button", name="Hỏi", exact=True).click()
    expect(page.locator(".hb-answer")).to_contain_text("64 hộ")
    expect(page.locator(".hb-question")).to_have_count(1)
    page.get_by_role("button", name="Câu trả lời chưa tốt").click()
    expect(page.locator("[data-do=down]")).to_be_focused()
    page.get_by_label("Vì sao?").fill("thiếu tên xã")
    page.get_by_label("Vì sao?").press("Enter")
    page.reload()
    expect(page.locator("[data-do=down]")).to_have_attribute("aria-pressed", "true")


def test_an_answer_is_copied_with_its_sources(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        ask(page, QUESTION)
        copy = page.locator("[data-do=copy]")
        below, card = copy.bounding_box(), page.locator(".hb-card").first.bounding_box()
        assert below is not None
        assert card is not None
        assert below["y"] < card["y"]  # right under the answer
        expect(page.locator(".hb-excerpt").first).to_be_hidden()  # what it repeats is folded
        copy.click()
        expect(copy).to_contain_text("Đã chép")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert FIGURE in copied
        assert "[1] Chợ nổi Phong Lạch đông trở lại, Báo Miền Tây, 1-2-2024" in copied
        page.locator(".hb-forms summary").click()
        page.locator("[data-do=copy_plain]").click()
        expect(page.locator("[data-do=copy_plain]")).to_contain_text("Đã chép")
        assert "[1]" not in page.evaluate("navigator.clipboard.readText()")
        page.locator("a.hb-chip").first.click()
        quoting = page.locator(".hb-quoting summary")
        quoting.click()
        page.locator("[data-form=quote_html]").click()
        expect(page.locator("[data-form=quote_html]")).to_contain_text("Đã chép")
        assert f"{FIGURE}.</p>— <cite>" in page.evaluate("navigator.clipboard.readText()")
        page.keyboard.press("Escape")
        expect(page.locator(".hb-article")).to_be_visible()  # the list alone was closed
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.hb-article p'))")
        quoting.press("Enter")
        page.locator("[data-form=quote_ris]").press("Enter")
        expect(page.locator("[data-form=quote_ris]")).to_contain_text("Đã chép")
        assert "N1  - “Chợ nổi Phong Lạch họp từ 4 giờ sáng" in page.evaluate("navigator.clipboard.readText()")
        page.get_by_placeholder("Tìm trong bài").fill("chuyen con nuoc")
        expect(page.locator("#hb-inside")).to_have_text("1/28")
        page.get_by_placeholder("Tìm trong bài").press("Shift+Enter")
        expect(page.locator("#hb-inside")).to_have_text("28/28")


def test_an_answer_becomes_a_file_and_a_sheet_of_paper(page: Page, tmp_path: Path) -> None:
    ask(page, QUESTION)
    expect(page.locator(".hb-answer")).to_contain_text(FIGURE)
    fold = page.locator(".hb-forms summary")
    fold.click()
    with page.expect_download() as download:
        page.locator("[data-do=word]").click()
    download.value.save_as(tmp_path / "answer.docx")
    words = [paragraph.text for paragraph in Document(str(tmp_path / "answer.docx")).paragraphs]
    assert words[0] == QUESTION
    assert any(FIGURE in line for line in words)
    page.locator(".hb-forms").evaluate("each => each.open = true")
    page.locator("[data-do=print]").click()
    paper = page.locator("iframe.hb-paper").evaluate("frame => frame.contentDocument.body.innerText")
    assert QUESTION in paper
    assert FIGURE in paper
    assert "Hỏi lại" not in paper  # a button
    assert (
        page.locator("iframe.hb-paper").evaluate("f => f.contentDocument.querySelectorAll('script, button').length")
        == 0
    )


def test_without_diacritics(page: Page) -> None:
    ask(page, BARE)
    expect(page.locator(".hb-excerpt mark").first).to_contain_text(FIGURE)
    expect(page.get_by_text("Hiểu là:")).to_contain_text("chợ nổi")


def test_the_conversation_outlives_reruns_and_ends_on_request(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".hb-answer")).to_have_count(1)
    ask(page, "Làng Xuân Lũng có bao nhiêu hộ đan tre?")
    expect(page.locator(".hb-answer").nth(1)).to_contain_text("64 hộ")
    page.get_by_text("EN", exact=True).click()
    expect(page.get_by_text("Sources").first).to_be_visible()
    expect(page.locator(".hb-excerpt mark").first).to_contain_text(FIGURE)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_text("What would you like to know?")).to_be_visible()
    expect(page.locator(".hb-answer")).to_have_count(0)


def test_a_no_is_honest(page: Page) -> None:
    ask(page, "Núi lửa Etna phun trào ngày nào?")
    expect(page.locator(".hb-no")).to_contain_text("Không tìm thấy câu trả lời trong thư viện. Đã tìm trong 3 bài báo")
    expect(page.get_by_text("Những bài gần nhất")).to_be_visible()


def test_hostile_articles_stay_text(page: Page) -> None:
    expect(page.locator(".st-key-arrival .hb-open").get_by_text("**Tân Bửu**").first).to_be_visible()
    ask(page, "Kho lúa Tân Bửu chứa bao nhiêu tấn lúa?")
    expect(page.locator(".hb-answer")).to_contain_text(
        "950 tấn lúa <script>window.__hit=3</script> ![b](http://evil.test"
    )
    expect(page.locator(".hb-title").first).to_have_text(NASTY_TITLE)
    page.locator("a.hb-chip").first.hover()
    expect(page.locator(".hb-cite:hover .hb-about").first).to_have_text(NASTY_TITLE)
    page.locator("a.hb-chip").first.click()
    expect(page.locator(".hb-article")).to_contain_text("<img src=x onerror=window.__hit=4>")
    assert not page.locator(".stHtml img, .stHtml script, .stHtml b, .stHtml [href^=javascript], main img").count()
    page.wait_for_timeout(300)  # what was loaded would have run by now


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_phone(browser: Browser, address: str, theme: str) -> None:
    with opened(browser, address, 360, theme) as page:
        for number, question in enumerate((QUESTION, "Kho lúa Tân Bửu chứa bao nhiêu tấn lúa?")):
            ask(page, question)
            expect(page.locator(".hb-question", has_text=question)).to_be_in_viewport()
            page.locator(f"[data-do=copy][data-turn='{number}']").wait_for()
            page.locator(".hb-card summary").last.click()
            page.locator(".hb-excerpt mark").last.wait_for()
            widths = "[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]"
            assert page.evaluate(widths) == [360, 360]
            page.locator("a.hb-chip").last.focus()
            assert page.evaluate(widths) == [360, 360]
        page.locator("a.hb-chip").last.click()
        expect(page.locator(".hb-article .hb-here")).to_be_in_viewport()
        over = page.locator("[data-testid=stLayoutWrapper]:has(> .st-key-reader)").bounding_box()
        assert over is not None
        assert (over["x"], over["width"]) == (0, 360)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_model_streams_and_is_checked(browser: Browser, home: Path) -> None:
    pieces = [
        "Ghe lớn nhất ở chợ nổi Phong Lạch ",
        f"chở được {FIGURE} [1][42]. ",
        "Vua Lào ![c](http://evil.test/c.png) ",
        "đã tới đây năm 1999 <script>window.__hit=6</script>.",
    ]
    settings = {"HOIBAO_LIBRARY": str(home / "library"), "HOIBAO_LLM": "nho-xinh"}
    with (
        FakeLLM(pieces, hold=1) as llm,
        served(home, **settings, OPENAI_BASE_URL=llm.address) as address,
        opened(browser, address) as page,
    ):
        expect(page.get_by_text("Trả lời bằng mô hình nho-xinh")).to_be_visible()
        ask(page, QUESTION)
        expect(page.locator(".hb-answer")).to_have_text("Ghe lớn nhất ở chợ nổi Phong Lạch ")
        expect(page.locator(".hb-excerpt")).to_have_count(0)
        llm.go.set()
        expect(page.locator(".hb-answer a.hb-chip")).to_have_text("1")
        page.locator(".hb-badge").first.focus()
        expect(page.locator(".hb-cite:focus-within .hb-pop")).to_be_visible()
        expect(page.locator(".hb-answer")).not_to_contain_text("42")
        expect(page.locator(".hb-excerpt mark").first).to_contain_text(FIGURE)
        expect(page.locator(".hb-answer .hb-badge")).to_have_count(1)
        marked = page.locator(".hb-answer .hb-unsupported")
        expect(marked).to_contain_text("đã tới đây năm 1999 <script>")


def test_a_stopped_answer_says_so_and_can_be_asked_again(browser: Browser, home: Path) -> None:
    pieces = ["Ghe lớn nhất ở chợ nổi Phong Lạch ", "chở được ", f"{FIGURE} [1]."]
    settings = {"HOIBAO_LIBRARY": str(home / "library"), "HOIBAO_LLM": "nho-xinh"}
    with (
        FakeLLM(pieces, hold=0) as llm,
        served(home, **settings, OPENAI_BASE_URL=llm.address) as address,
        opened(browser, address) as page,
    ):
        ask(page, QUESTION)
        expect(page.get_by_text("Đang tìm")).to_be_visible()
        assert llm.asked.wait(60)  # and says nothing
        page.locator("[data-do=stop]").click()
        expect(page.get_by_text("Đã dừng trước khi trả lời xong.")).to_be_visible()
        page.get_by_text("EN", exact=True).click()
        expect(page.get_by_text("Stopped before the answer was finished.")).to_be_visible()
        llm.go.set()
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".hb-answer a.hb-chip")).to_have_text("1")


def test_a_model_that_is_not_there(browser: Browser, home: Path) -> None:
    settings = {
        "HOIBAO_LIBRARY": str(home / "library"),
        "HOIBAO_LLM": "vang",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    }
    with served(home, **settings) as address, opened(browser, address) as page:
        ask(page, QUESTION)
        expect(page.locator(".hb-notice")).to_contain_text("Không kết nối được tới máy chủ mô hình ngôn ngữ")
        expect(page.locator(".hb-excerpt mark").first).to_contain_text(FIGURE)


def test_explore_leads_to_articles_and_to_a_subject(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.get_by_role("link", name="Khám phá").first.click()
        expect(page.get_by_text("Số bài theo tháng")).to_be_visible()
        expect(page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas")).to_be_visible()
        expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
        page.get_by_label("Chủ đề, tên gọi hoặc sự kiện").fill("Chợ nổi Phong Lạch")
        page.keyboard.press("Enter")
        subject = page.locator(".st-key-subject")
        expect(subject).to_contain_text("bài nói đến Chợ nổi Phong Lạch")
        expect(subject.get_by_role("heading", name="Dòng thời gian")).to_be_visible()
        expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
        subject.locator("a.hb-open", has_text="Chợ nổi Phong Lạch đông trở lại").first.click()
        expect(page.locator("article.hb-article")).to_contain_text(FIGURE)
        assert "article=cho-noi" in page.url
        page.keyboard.press("Escape")
        expect(page.locator("article.hb-article")).to_have_count(0)
        expect(subject).to_be_visible()
