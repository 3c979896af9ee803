"""The chat page by AppTest: what it says and does in each state. A fake assistant is put in at the composition root."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from app import wiring
from app.conversation.exchange import Exchange
from app.conversation.places import parameters
from app.messages import say_error, say_note, say_take_off
from app.page.chat import Chat
from app.page.explored import Explored
from app.page.state import Session
from app.page.views.parts import notice
from app.settings import Settings
from rag.answer import Answer, DifferingFigure, Note, QuestionReading, Sentence, Source
from rag.errors import QuestionError
from rag.generate.generator import Generator
from rag.question.small_talk import small_talk
from rag.question.understand import Turn
from tests.conftest import FakeEncoder
from vectorstore.errors import EncoderError
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry, Filters, Passage

PAGE = str(Path(wiring.__file__).parent / "page" / "main.py")
QUOTE = "Ghe lớn nhất chở 18 tấn dưa."
TITLE = "Chợ nổi *Phong Lạch* ![x](http://evil.test/x.png)"
TEXT = f"{TITLE}\n\nChợ nổi Phong Lạch họp từ 4 giờ sáng.\nMỗi phiên có khoảng 120 ghe. {QUOTE}\nNgười mua đi xuồng."
ARTICLE = Article(
    "cho-noi",
    TEXT,
    TITLE,
    "2024-02-01",
    "Báo Miền Tây",
    "https://example.org/cho",
)
NASTY = "<script>alert(1)</script> ![x](http://evil.test/y.png) # Giả mạo"


class FakeAssistant:
    """Answers by `reply`; remembers what it was asked."""

    def __init__(self, library: LocalLibrary) -> None:
        self.library = library
        self.asked: list[tuple[str, list[Turn]]] = []
        self.without: list[Sequence[QuestionReading]] = []
        self.suggested_after: list[str] = []
        self.asks: str | None = None
        self.passages = 0

    def answering_by(self, generator: Generator) -> "FakeAssistant":
        self.asks = generator.name
        return self

    def suggestions(self, answer: Answer, history: Sequence[Turn]) -> tuple[str, ...]:
        self.suggested_after.append(answer.question)
        return () if answer.abstained else ("Ghe *nhỏ* chở mấy tấn?",)

    def ask(self, question: str, *, filters: Filters, mode: str) -> Answer:
        """Asked for how something went, which nothing tells."""
        return self.answer(question, "", abstained=True)

    def search(self, query: str, k: int) -> None:
        """Called once, to warm up."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        without: Sequence[QuestionReading] = (),
        passages: int = 8,
        mode: str | None = None,
        research: bool = False,
        enough: Callable[[], bool] = lambda: False,
    ) -> Iterator[str | Answer]:
        self.asked.append((question, list(history)))
        self.passages = passages
        self.without.append(without)
        if not question.strip():
            raise QuestionError("empty", 2_000)
        if said := small_talk(question):
            yield replace(self.answer(question, ""), sentences=(), sources=(), consulted=(), small_talk=said)
            return
        if "?" not in question:
            yield self.answer(question, "", abstained=True)
            return
        yield "Ghe lớn nhất "
        yield "nháp bỏ đi"
        text = f"{QUOTE} [1]\n\nGhe nhỏ chở 3 tấn. {NASTY} [7]"
        yield self.answer(question, text)

    def answer(self, question: str, text: str, *, abstained: bool = False) -> Answer:
        start = TEXT.index(QUOTE)
        about = (ARTICLE.id, ARTICLE.title, ARTICLE.published, ARTICLE.outlet, ARTICLE.url)
        cited = Sentence(f"{QUOTE}[1]", (1,), "supported", 1.0)
        invented = Sentence("Ghe nhỏ chở 3 tấn.", (), "unsupported", 0.0)
        return Answer(
            question=question,
            understood_as=question.replace("cho noi", "chợ nổi"),
            language="vi",
            mode="llm",
            model="m",
            text=text,
            abstained=abstained,
            sentences=() if abstained else (cited, invented),
            sources=() if abstained else (Source(1, *about, QUOTE, start, start + len(QUOTE)),),
            consulted=(Passage(1, 0.5, *about, 0, 37, "", TEXT[:37]),),
            filters=Filters(),
            coverage=self.library.coverage(),
            notes=tuple(self.notes(question)),
            timings_ms={},
        )

    def notes(self, question: str) -> Iterator[Note]:
        if "lỗi" in question:
            yield Note("llm_failed", {"kind": "timeout"})
        if "tháng 2" in question and "dates" not in self.without[-1]:
            yield Note("days", {"words": "tháng 2", "start": "2024-02-01", "end": "2024-02-29"})
        if "Miền Tây" in question and "outlet" not in self.without[-1]:
            yield Note("outlet", {"outlet": "Báo *Miền Tây*"})


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    for name in ("HOIBAO_LLM", "HOIBAO_LANGUAGE", "HOIBAO_EMBEDDING_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # no .env here
    monkeypatch.setenv("HOIBAO_LIBRARY", str(tmp_path / "library"))
    st.cache_resource.clear()
    yield AppTest.from_file(PAGE, default_timeout=20)
    st.cache_resource.clear()


@pytest.fixture
def assistant(library: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    entry = Entry(ARTICLE, [Chunk(0, len(TEXT))], encoder.encode_documents([TEXT]))
    library.put([entry], encoder.fingerprint)
    fake = FakeAssistant(library)
    monkeypatch.setattr(wiring, "open_assistant", lambda settings, library: fake)
    return fake


def shown(page: AppTest) -> str:
    """All HTML on the page but the style sheet."""
    assert not page.exception
    assert not page.markdown  # nothing of ours is drawn as Markdown
    return "\n".join(block.proto.body for block in page.get("html") if not block.proto.body.startswith("<style>"))


def links(html: str, kind: str) -> list[str]:
    """The addresses of the links of a class, in their order."""
    return [unescape(link) for link in re.findall(rf'<a class="[^"]*{kind}[^"]*" href="([^"]*)"', html)]


def follow(page: AppTest, link: str) -> str:
    """What a click on a link of ours does to the page's address."""
    page.query_params.clear()
    for name, value in parameters(link).items():
        page.query_params[name] = value
    return shown(page.run())


def reader(html: str) -> str:
    """The article that is open."""
    return html.split('<article class="hb-article" tabindex="0">')[1].split("</article>")[0]


def press(page: AppTest, do: str, turn: int, *, may_forget: bool = True) -> str:
    """What a click on a button under a turn does."""
    assert f'data-do="{do}" data-turn="{turn}"' in shown(page)
    session = page.session_state["hoibao"]
    fake = wiring.open_assistant(Settings(), None)  # type: ignore[arg-type]
    Chat(session, fake.library, lambda: fake, reader=session.reader, may_forget=may_forget).act(str(turn), do)
    return shown(page.run())


def ask(page: AppTest, question: str) -> str:
    page.chat_input[0].set_value(question).run()
    return shown(page)


def test_the_empty_page_teaches(page: AppTest, assistant: FakeAssistant) -> None:
    page.run()
    html = shown(page)
    assert "1 bài báo, từ 1-2-2024 đến 1-2-2024 · Trả lời bằng cách trích nguyên văn" in html
    assert not [button for button in page.button if str(button.key).startswith("example-")]  # none was asked before


def test_a_question_to_begin_with_is_asked_by_a_click_and_no_markdown(
    page: AppTest, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Explored, "questions", lambda self, language: (f"{TITLE}: mấy ghe?",))
    page.run()
    button = page.button(key="example-0")
    assert r"\*Phong Lạch\* \!\[x\]" in button.label
    button.click().run()
    asked, _ = assistant.asked[0]
    assert asked == f"{TITLE}: mấy ghe?"
    assert "hb-welcome" not in shown(page)


def test_an_answer_with_its_source(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), "Ghe cho noi lớn cỡ nào?")
    assert "Hiểu là: Ghe chợ nổi lớn cỡ nào?" in html
    assert "nháp bỏ đi" not in html
    assert f'Mỗi phiên có khoảng 120 ghe. <span class="hb-n">1</span><mark>{QUOTE}</mark>' in html
    assert f'<span class="hb-quote">“{QUOTE}”</span>' in html
    (chip,) = links(html, "hb-chip")
    assert parameters(chip)["article"] == ARTICLE.id
    assert "Người mua đi xuồng" not in html  # another paragraph
    assert "Báo Miền Tây · 1-2-2024" in html
    assert 'href="https://example.org/cho"' in html
    assert '<span class="hb-unsupported"' in html
    assert "chưa có căn cứ" in html


def test_small_talk_is_answered_without_sources(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), "Bạn làm được gì?")
    assert '<div class="hb-answer" lang="vi"><p>Tôi trả lời câu hỏi về tin tức trong thư viện này (1 bài báo' in html
    assert "Nguồn</h3>" not in html
    assert "Không tìm thấy" not in html


def test_nothing_is_taken_for_html(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), "<img src=x onerror=alert(1)> có gì?")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;img src=x" in html
    assert "[7]" in html  # a number without a source is no chip


def test_sources_outlive_reruns_and_the_article(page: AppTest, assistant: FakeAssistant, library: LocalLibrary) -> None:
    before = ask(page.run(), "Ghe lớn cỡ nào?")
    library.remove([ARTICLE.id])
    library.put(
        [Entry(Article("khac", "Bài khác."), [], FakeEncoder().encode_documents([]))], FakeEncoder().fingerprint
    )
    page.segmented_control(key="language").set_value("en").run()
    after = shown(page)
    assert f"<mark>{QUOTE}</mark>" in before
    assert f"<mark>{QUOTE}</mark>" in after
    assert "Sources" in after
    assert len(assistant.asked) == 1
    gone = follow(page, links(after, "hb-chip")[0])
    assert "has left the library" in gone
    assert f"<mark>{QUOTE}</mark>" in reader(gone)  # as it was quoted then


def test_the_whole_article_opens(page: AppTest, assistant: FakeAssistant) -> None:
    html = follow(page, links(ask(page.run(), "Ghe lớn cỡ nào?"), "hb-chip")[0])
    article = reader(html)
    assert article.startswith("<p>Chợ nổi Phong Lạch họp")  # the title stands above
    assert article.endswith("<p>Người mua đi xuồng.</p>")
    assert re.search(rf'<span class="hb-n">1</span><mark class="hb-here" id="hb-[0-9a-f-]+">{QUOTE}</mark>', article)
    assert len(assistant.asked) == 1
    page.button(key="close").click().run()
    assert "hb-article" not in shown(page)
    assert list(page.query_params) == ["conversation"]


def test_a_follow_up_knows_what_was_said(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page.run(), "Ghe lớn cỡ nào?")
    html = ask(page, "Thế còn ghe nhỏ?")
    (_, none), (_, history) = assistant.asked
    assert not none
    assert [turn.question for turn in history] == ["Ghe lớn cỡ nào?"]
    assert [parameters(link)["turn"] for link in links(html, "hb-chip")] == ["1", "2"]
    page.button(key="new").click().run()
    assert "hb-welcome" in shown(page)
    ask(page, "Và bây giờ?")
    assert assistant.asked[-1] == ("Và bây giờ?", [])


def test_a_suggested_question_is_asked_by_its_button(page: AppTest, assistant: FakeAssistant) -> None:
    def suggested() -> list[str]:
        return [button.key for button in page.button if str(button.key).startswith("next-")]

    assert "Hỏi tiếp" in ask(page.run(), "Ghe lớn cỡ nào?")
    page.run()
    assert assistant.suggested_after == ["Ghe lớn cỡ nào?"]  # looked for once
    assert suggested() == ["next-0-0"]
    assert page.button(key="next-0-0").label == r"Ghe \*nhỏ\* chở mấy tấn?"
    page.button(key="next-0-0").click().run()
    assert assistant.asked[-1][0] == "Ghe *nhỏ* chở mấy tấn?"
    assert suggested() == ["next-1-0"]  # only after the last answer
    assert "Hỏi tiếp" not in ask(page, "Bắt ai bây giờ")


def test_an_earlier_turn_is_two_elements_of_html(page: AppTest, assistant: FakeAssistant) -> None:
    page.run()
    for question in ("Ghe lớn cỡ nào?", "Thế còn ghe nhỏ?", "Chợ họp lúc nào?"):
        ask(page, question)
    blocks = [block for block in page.main.children.values() if isinstance(block, Block)]
    turns = [block for block in blocks if "exchange-" in str(block.proto)]
    assert [[child.type for child in turn.children.values()] for turn in turns[:-1]] == [["html", "html"]] * 2


def test_figures_that_differ_are_said_above_the_answer(page: AppTest, assistant: FakeAssistant) -> None:
    figures = (
        DifferingFigure("18 tấn", ARTICLE.id, TITLE, "Báo Miền Tây", "2024-02-01", 1),
        DifferingFigure("16 tấn", "khac", "Bài <khác>", None, None, None),
    )
    answer = replace(assistant.answer("Ghe lớn cỡ nào?", QUOTE), notes=(Note("sources_differ"),), disagreements=figures)
    page.session_state["hoibao"] = Session(exchanges=[Exchange("Ghe lớn cỡ nào?", answer=answer)])
    html = shown(page.run())
    assert "Các bài báo nêu số liệu khác nhau: 18 tấn (Báo Miền Tây, 1-2-2024)" in html
    assert "16 tấn (“Bài &lt;khác&gt;”, không rõ ngày)." in html


def test_what_was_read_into_a_question_can_be_taken_off(page: AppTest, assistant: FakeAssistant) -> None:
    def chips() -> list[str]:
        return [" ".join(found) for found in re.findall(r'hb-reading" data-do="(\w+)" data-turn="(\d+)"', shown(page))]

    ask(page.run(), "Ghe lớn cỡ nào?")
    question = "Báo Miền Tây hồi tháng 2 viết ghe lớn cỡ nào?"
    html = ask(page, question)
    assert chips() == ["dates 1", "outlet 1"]
    assert ">Đăng từ 1-2-2024 đến 29-2-2024\u00a0✕</button>" in html
    assert 'title="“tháng 2” được hiểu là ngày đăng bài' in html
    assert ">Ưu tiên Báo *Miền Tây*\u00a0✕</button>" in html
    assert "hb-notice" not in html
    before = assistant.asked[-1]
    press(page, "dates", 1)
    assert shown(page).count(f">{question}</div>") == 2
    assert assistant.asked[-1] == before  # the same question after the same turns
    assert assistant.without == [(), (), ("dates",)]
    assert chips() == ["dates 1", "outlet 1", "outlet 2"]
    press(page, "outlet", 2)
    assert assistant.without[-1] == ("dates", "outlet")
    assert "dates 3" not in chips()


def test_a_single_day_is_named_once(page: AppTest) -> None:
    note = Note("days", {"words": "hôm qua", "start": "2024-02-01", "end": "2024-02-01"})
    assert say_take_off(note, "vi")[0] == "Đăng ngày 1-2-2024 ✕"
    assert say_take_off(note, "en")[0] == "Published 2024-02-01 ✕"
    assert say_note(note, "vi") == "Chỉ xét các bài đăng ngày 1-2-2024 (“hôm qua”)."
    assert say_note(replace(note, code="no_such_days"), "en").startswith("No article was published on 2024-02-01 (")


def test_a_question_put_right_can_be_asked_as_typed(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), "Ghe cho noi lớn cỡ nào?")
    assert 'data-do="wording" data-turn="0"' in html
    assert ">Hiểu là: Ghe chợ nổi lớn cỡ nào?\u00a0✕</button>" in html
    press(page, "wording", 0)
    assert assistant.without[-1] == ("wording",)


def test_what_was_stopped_or_left_is_shown_and_not_asked_again(page: AppTest, assistant: FakeAssistant) -> None:
    stopped = Exchange("Cũ?", stopped=True, words="Ghe lớn **nhất** <b>")
    page.session_state["hoibao"] = Session(exchanges=[stopped, Exchange("Máy chủ tắt?")])
    html = shown(page.run())
    assert "Ghe lớn <strong>nhất</strong> &lt;b&gt;" in html
    assert "Đã dừng trước khi trả lời xong." in html
    assert "Câu hỏi này đã được lưu nhưng chưa được trả lời." in html
    assert html.count('data-do="retry"') == 2
    assert not assistant.asked
    assert "18 tấn dưa" in press(page, "retry", 1)
    assert [question for question, _ in assistant.asked] == ["Máy chủ tắt?"]


def test_an_honest_no(page: AppTest, assistant: FakeAssistant) -> None:
    html = ask(page.run(), "giá vàng")
    assert "Không tìm thấy câu trả lời trong thư viện. Đã tìm trong 1 bài báo" in html
    assert "Những bài gần nhất" in html
    assert "Chợ nổi *Phong Lạch*" in html
    assert "120 ghe" in reader(follow(page, links(html, "hb-read")[0]))


def test_why_there_are_only_quotes(page: AppTest, assistant: FakeAssistant) -> None:
    assert "không trả lời kịp" in ask(page.run(), "Có lỗi gì?")


def test_a_question_that_cannot_be_asked(page: AppTest, assistant: FakeAssistant) -> None:
    assert "Bạn chưa nhập câu hỏi." in ask(page.run(), "   ")
    assert f"<mark>{QUOTE}</mark>" in ask(page, "Ghe lớn cỡ nào?")
    assert assistant.asked[-1][1] == []


def test_no_library_yet(page: AppTest, tmp_path: Path) -> None:
    page.run()
    assert "Thư viện còn trống" in shown(page)
    assert page.button(key="to-library").label == "Thêm bài báo"
    assert not page.chat_input


def test_no_library_can_be_made(page: AppTest, tmp_path: Path) -> None:
    (tmp_path / "library").write_text("một tệp, không phải thư mục")
    page.run()
    assert str(tmp_path / "library") in shown(page)
    assert not page.chat_input


def test_a_damaged_library(page: AppTest, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite").write_bytes(b"not a database" * 100)
    page.run()
    assert "bị hỏng" in shown(page)


def test_a_setting_that_cannot_be_used(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIBAO_LLM_TIMEOUT_S", "lâu")
    page.run()
    assert "HOIBAO_LLM_TIMEOUT_S=&#x27;lâu&#x27; không dùng được" in shown(page)


def test_the_page_lives_without_an_encoder(
    page: AppTest, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = EncoderError("hub", "mo-hinh", "Không có mô hình này")

    def fail(settings: Settings, library: LocalLibrary) -> FakeAssistant:
        raise error

    monkeypatch.setattr(wiring, "open_assistant", fail)
    page.run()
    assert notice(say_error(error, "vi")) in shown(page)
    assert notice(say_error(error, "vi")) in ask(page, "Ghe lớn cỡ nào?")


def test_the_interface_speaks_english(page: AppTest, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIBAO_LANGUAGE", "en")
    monkeypatch.setenv("HOIBAO_LLM", "qwen3")
    page.run()
    assert "1 articles dated 2024-02-01 to 2024-02-01 · Answers are worded by qwen3" in shown(page)
