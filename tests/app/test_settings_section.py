"""The settings section by AppTest: what it says in each state, and what its choices do to the next question."""

import socket
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.messages import say
from app.page.preferences import MAX_PASSAGES
from tests.app.browser import FakeLLM
from tests.app.page.test_main import FakeAssistant, ask, assistant, page, shown

__all__ = ["assistant", "page"]  # fixtures
KEY = "sk-bi-mat-0123456789"


def turn_to(page: AppTest, section: str) -> AppTest:
    """What a click in the navigation does."""
    page._page_hash = calc_hash("" if section == "chat" else section)
    return page.run()


@pytest.fixture
def settings(page: AppTest, assistant: FakeAssistant) -> Callable[[], AppTest]:
    return lambda: turn_to(page.run(), "settings")


def listed(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HOIBAO_OWN_LLM", address)


def take(page: AppTest, model: str, key: str = KEY) -> str:
    page.text_input(key="own-llm-model").set_value(model)
    page.text_input(key="own-llm-key").set_value(key)
    page.button(key="own-llm-take").click().run()
    return shown(page)


def test_without_a_model_there_is_nothing_to_choose(settings: Callable[[], AppTest]) -> None:
    page = settings()
    html = shown(page)
    assert "chưa cài mô hình ngôn ngữ" in html
    assert "HOIBAO_OWN_LLM" in html  # nobody sits at this machine: an AppTest has no browser
    assert not page.radio
    assert "test" not in [button.key for button in page.button]


def test_quotes_or_a_model(
    settings: Callable[[], AppTest], assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_LLM", "qwen3:8b")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://llm.test:11434/v1")
    page = settings()
    assert page.radio(key="mode").value == "llm"
    assert "gửi đến llm.test" in page.radio(key="mode").proto.captions[1].replace("\\", "")
    assert "Mô hình: qwen3:8b · tại http://llm.test:11434/v1 · không có khóa" in shown(page)
    assert "Trả lời bằng mô hình qwen3:8b" in shown(turn_to(page, "chat"))
    ask(page, "Ghe lớn cỡ nào?")
    assert assistant.asks == "qwen3:8b"
    assistant.asks = None
    turn_to(page, "settings").radio(key="mode").set_value("quote").run()
    assert "Trả lời bằng cách trích nguyên văn" in shown(turn_to(page, "chat"))
    ask(page, "Còn gì nữa?")
    assert assistant.asks is None
    assert turn_to(page, "settings").radio(key="mode").value == "quote"


def test_passages_per_answer(settings: Callable[[], AppTest], assistant: FakeAssistant) -> None:
    page = settings()
    assert page.slider(key="passages").value == 8
    page.slider(key="passages").set_value(MAX_PASSAGES).run()
    ask(turn_to(page, "chat"), "Ghe lớn cỡ nào?")
    assert assistant.passages == MAX_PASSAGES


def test_the_language_is_one_here_and_in_the_header(settings: Callable[[], AppTest]) -> None:
    page = settings()
    page.segmented_control(key="settings-language").set_value("en").run()
    assert page.segmented_control(key="language").value == "en"
    assert "Settings</h2>" in shown(page)
    page.segmented_control(key="language").set_value("vi").run()
    assert page.segmented_control(key="settings-language").value == "vi"
    assert "Cài đặt</h2>" in shown(page)


@pytest.mark.enable_socket
def test_a_model_of_ones_own(
    settings: Callable[[], AppTest], assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeLLM(["Được."]) as llm:
        listed(monkeypatch, f"{llm.address} https://other.example.org/v1")
        page = settings()
        assert page.selectbox(key="own-llm-address").options == [llm.address, "https://other.example.org/v1"]
        assert "Hãy nhập khóa của chính bạn" in take(page, "qwen3:8b", key="")
        assert "Hãy nhập tên mô hình" in take(page, " ")
        assert not page.radio
        assert "Đã chuyển sang mô hình của bạn." in take(page, "qwen3:8b")
        assert f"Mô hình: qwen3:8b · tại {llm.address} · khóa của bạn" in shown(page)
        assert "Đã chuyển sang" not in shown(page.run())
        page.button(key="test").click().run()
        assert "Kết nối tốt: qwen3:8b trả lời sau" in shown(page)
        assert llm.heard[-1]["authorization"] == f"Bearer {KEY}"
    ask(turn_to(page, "chat"), "Ghe lớn cỡ nào?")
    assert assistant.asks == "qwen3:8b"
    page = turn_to(page, "settings")
    assert page.text_input(key="own-llm-key").value == ""
    page.button(key="own-llm-back").click().run()
    assert "quên khóa của bạn" in shown(page)
    assert not page.radio


def test_the_key_stands_in_no_state_of_a_widget(
    settings: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(monkeypatch, "https://other.example.org/v1")
    page = settings()
    html = take(page, "qwen3:8b")
    assert "Đã chuyển sang" in html
    assert KEY not in html
    assert KEY not in repr(page.session_state._state.filtered_state)
    assert page.session_state["hoibao-choices"].own.key == KEY  # it is there, but shows itself to nobody
    assert page.session_state["own-llm-key"] == ""
    assert KEY not in str(page.query_params)
    for block in page.main:
        assert KEY not in str(block.proto)


def test_a_model_of_ones_own_is_nobody_elses(
    settings: Callable[[], AppTest], page: AppTest, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(monkeypatch, "https://other.example.org/v1")
    take(settings(), "qwen3:8b")
    other = AppTest.from_file(page._script_path, default_timeout=20)
    assert "Trả lời bằng cách trích nguyên văn" in shown(other.run())
    ask(other, "Ghe lớn cỡ nào?")
    assert assistant.asks is None


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "unauthorized"),
        (403, "unauthorized"),
        (404, "not_found"),
        (429, "rate_limited"),
        (500, "server_error"),
        (400, "failed"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_test_finds(
    settings: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch, status: int, kind: str, language: str
) -> None:
    with FakeLLM([], status=status) as llm:
        assert say(f"test_{kind}", language, model="qwen3", address=llm.address, seconds=60) in after_a_test(
            settings, monkeypatch, llm.address, language
        )


@pytest.mark.enable_socket
def test_an_address_where_nobody_listens(settings: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    assert f"Không kết nối được tới {address}." in after_a_test(settings, monkeypatch, address)


@pytest.mark.enable_socket
def test_a_model_that_says_nothing(settings: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIBAO_LLM_TIMEOUT_S", "1")
    with FakeLLM(["Được."], hold=0) as llm:
        assert "Quá 1 giây chưa có chữ nào." in after_a_test(settings, monkeypatch, llm.address)
    with FakeLLM([]) as llm:
        assert "Có trả lời nhưng không có chữ nào." in after_a_test(settings, monkeypatch, llm.address)


def after_a_test(
    settings: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch, address: str, language: str = "vi"
) -> str:
    """What the page says after a test of the server's own model at `address`."""
    monkeypatch.setenv("HOIBAO_LLM", "qwen3")
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    monkeypatch.setenv("HOIBAO_LANGUAGE", language)
    page = settings()
    page.button(key="test").click().run()
    return unescape(shown(page))
