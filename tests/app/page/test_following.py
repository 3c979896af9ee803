"""Following on the page, by AppTest: a topic typed, an answer's question, what came in for them, and their end."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.alerts import reach
from app.alerts.reach import feeds_are_served
from app.errors import NotAnEditorError
from app.page.chat import Chat
from app.page.readers import for_asking
from app.page.sign_in import mail_of
from app.page.state import Session
from app.page.views import following
from app.settings import Settings
from tests.app.page.test_main import FakeAssistant, ask, assistant, page, press, shown
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.alerts import NewHit
from vectorstore.library import Library

__all__ = ["assistant", "page"]  # fixtures


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """What is answered when the page asks whether feeds are served."""
    answers = [True]
    monkeypatch.setattr(following, "feeds_are_served", lambda settings, here: answers[-1])
    st.cache_data.clear()
    yield answers
    st.cache_data.clear()


NASTY = "Ghe <b>hỏng</b> máy."


def test_a_topic_is_followed_shown_and_ended(
    page: AppTest, library: Library, encoder: FakeEncoder, assistant: FakeAssistant
) -> None:
    page.run()
    assert "Đang theo dõi" not in shown(page)
    page.text_input(key="follow-words").set_value(" chợ  nổi ").run()
    assert "Đã theo dõi “chợ nổi”" in shown(page)
    (alert,) = library.alerts.listed(owner="")
    assert (alert.kind, alert.words, alert.mail) == ("subject", "chợ nổi", "")
    assert "Chưa có bài mới nào" in shown(page)
    library.put([entry("ghe", [NASTY], encoder, title="<i>Ghe</i>")], encoder.fingerprint)
    library.alerts.record(alert.id, 9, [NewHit("ghe", 0, NASTY)])
    html = shown(page.run())
    assert "chợ nổi · 1 bài mới" in html
    assert "“Ghe &lt;b&gt;hỏng&lt;/b&gt; máy.”" in html
    assert "<i>" not in html
    assert f"http://127.0.0.1:8000/feeds/{alert.id}" in [code.value for code in page.code]
    assert shown(page).count("thêm vào một ứng dụng đọc tin") == 1  # said once, above the addresses
    page.button(key=f"unfollow-{alert.id}").click().run()
    assert library.alerts.listed() == []


def test_an_address_at_which_nothing_answers_is_not_shown(
    page: AppTest, served: list[bool], assistant: FakeAssistant
) -> None:
    served.append(False)
    page.run().text_input(key="follow-words").set_value("chợ nổi").run()
    assert not [code.value for code in page.code if "/feeds/" in code.value]
    assert "hoibao serve" in shown(page)


@pytest.mark.parametrize(
    ("answer", "lives"),
    [
        (httpx.Response(200, json={"ok": True, "version": "1"}), True),
        (httpx.Response(200, json=["ok"]), False),
        (httpx.Response(200, text="<p>another program</p>"), False),
        (httpx.Response(500, json={"ok": True}), False),
        (httpx.ConnectError("refused"), False),
        (httpx.ReadTimeout("slow"), False),
    ],
)
def test_feeds_are_served_where_the_api_is_known_to_be(
    monkeypatch: pytest.MonkeyPatch, answer: httpx.Response | httpx.HTTPError, lives: bool
) -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if isinstance(answer, httpx.HTTPError):
            raise answer
        return answer

    client = httpx.Client
    monkeypatch.setattr(reach.httpx, "Client", lambda **how: client(transport=httpx.MockTransport(handle)))
    assert not feeds_are_served(Settings(), here=False)
    assert feeds_are_served(Settings(), here=True) is lives
    assert asked == ["http://127.0.0.1:8000/api/health"]
    assert feeds_are_served(replace(Settings(), api_url="https://tin.example.org"), here=False)
    assert len(asked) == 1


def test_an_answers_question_is_followed_as_it_was_understood(
    page: AppTest, library: Library, assistant: FakeAssistant
) -> None:
    ask(page.run(), "Ghe cho noi lớn cỡ nào?")
    assert 'data-do="follow"' in shown(page)
    html = press(page, "follow", 0)
    assert "Đã theo dõi “Ghe chợ nổi lớn cỡ nào?”" in html
    assert 'data-do="follow"' not in html
    assert 'data-do="following"' in html
    (alert,) = library.alerts.listed()
    assert (alert.kind, alert.words) == ("question", "Ghe chợ nổi lớn cỡ nào?")


def test_who_may_only_ask_follows_nothing_for_all(library: Library, assistant: FakeAssistant) -> None:
    chat = Chat(Session(), for_asking(library), lambda: assistant, may_forget=False)  # type: ignore[arg-type, return-value]
    with pytest.raises(NotAnEditorError):
        chat.follow("Ghe lớn cỡ nào?")
    theirs = for_asking(library, signed_in=True)
    Chat(Session(), theirs, lambda: assistant, "an").follow("Ghe lớn cỡ nào?")  # type: ignore[arg-type, return-value]
    assert [alert.owner for alert in library.alerts.listed()] == ["an"]


def test_a_letter_goes_to_an_address_that_somebody_vouches_for() -> None:
    known = {"is_logged_in": True, "email": "an@example.org", "email_verified": True}
    assert mail_of(known) == "an@example.org"
    for lacking in ({"is_logged_in": False}, {"email_verified": False}, {"email_verified": "true"}, {"email": None}):
        assert mail_of({**known, **lacking}) == ""
