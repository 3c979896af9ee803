"""Following on the page, by AppTest: a topic typed, an answer's question, what came in for them, and their end."""

import pytest
from streamlit.testing.v1 import AppTest

from app.errors import NotAnEditorError
from app.page.chat import Chat
from app.page.readers import for_asking
from app.page.sign_in import mail_of
from app.page.state import Session
from tests.app.page.test_main import FakeAssistant, ask, assistant, page, press, shown
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.alerts import NewHit
from vectorstore.library import Library

__all__ = ["assistant", "page"]  # fixtures
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
    page.button(key=f"unfollow-{alert.id}").click().run()
    assert library.alerts.listed() == []


def test_an_answers_question_is_followed_as_it_was_understood(
    page: AppTest, library: Library, assistant: FakeAssistant
) -> None:
    ask(page.run(), "Ghe cho noi lớn cỡ nào?")
    assert "Đã theo dõi “Ghe chợ nổi lớn cỡ nào?”" in press(page, "follow", 0)
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
