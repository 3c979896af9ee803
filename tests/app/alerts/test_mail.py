"""Letters: one a day to each address, sent once, by a server that is spoken to as SMTP says, never in the clear."""

import contextlib
import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest

from app.alerts import mail
from app.alerts.mail import letter, send_letters
from app.errors import MailError
from app.messages import say_error
from app.settings import LANGUAGES, Settings, SettingsError, is_mail_address
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.alerts import Alert, NewHit
from vectorstore.library import Library


class Postman(socketserver.ThreadingTCPServer):
    """Takes letters as an SMTP server does; says no to those for `refused`."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused = ""
        super().__init__(("127.0.0.1", 0), _Talk)


class _Talk(socketserver.StreamRequestHandler):
    server: Postman

    def handle(self) -> None:
        self._say("220 may-thu ESMTP")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                self._say("250-may-thu\r\n250 8BITMIME")
            elif verb == "RCPT" and self.server.refused and self.server.refused in line:
                self._say("550 no such user")
            elif verb == "DATA":
                self._say("354 go on")
                lines = []
                while (text := self.rfile.readline()) != b".\r\n":
                    lines.append(text.removeprefix(b".") if text.startswith(b"..") else text)
                parsed = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                assert isinstance(parsed, EmailMessage)
                self.server.letters.append(parsed)
                self._say("250 taken")
            else:
                self._say("221 bye" if verb == "QUIT" else "250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def postman() -> Iterator[Postman]:
    with Postman() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        with contextlib.ExitStack() as at_end:
            at_end.callback(thread.join)
            at_end.callback(server.shutdown)
            yield server


def of(postman: Postman) -> Settings:
    port = postman.server_address[1]
    return Settings(
        smtp=f"smtp://127.0.0.1:{port}", mail_from="Hỏi Báo <tin@example.org>", public_url="https://hoi.example.org"
    )


@pytest.fixture
def followed(library: Library, encoder: FakeEncoder) -> list[Alert]:
    """Two alerts of one reader and one of another, with two articles that came in."""
    wanted = [("giá mía", "an@example.org"), ("Chủ tịch", "an@example.org"), ("giá mía", "binh@example.org"), ("x", "")]
    alerts = [library.alerts.follow("subject", words, owner=to, mail=to) for words, to in wanted]
    articles = [entry(name, [f"Giá mía tăng {name}."], encoder, title=f"Tin {name}") for name in ("1", "2")]
    library.put(articles, encoder.fingerprint)
    made = [alert for alert in alerts if alert]
    for alert in made:
        hits = [NewHit("1", 0, "Giá mía tăng 1.")] if alert.words == "Chủ tịch" else [NewHit("1"), NewHit("2")]
        library.alerts.record(alert.id, 9, hits)
    return made


@pytest.mark.enable_socket
def test_each_address_gets_one_letter_of_all_its_news_once(
    library: Library, followed: list[Alert], postman: Postman, encoder: FakeEncoder
) -> None:
    settings = of(postman)
    assert send_letters(library, settings) == ["an@example.org", "binh@example.org"]
    first, second = postman.letters
    assert (first["To"], first["From"]) == ("an@example.org", "Hỏi Báo <tin@example.org>")
    assert first["Subject"] == "Hỏi Báo: 2 bài mới về điều bạn theo dõi"
    assert first["Auto-Submitted"] == "auto-generated"
    body = first.get_content()
    assert all(words in body for words in ("giá mía", "Chủ tịch", "Tin 1", "Tin 2", "“Giá mía tăng 1.”"))
    assert "https://hoi.example.org/?article=2" in body
    assert first.get_content_type() == "text/plain"
    assert "Chủ tịch" not in second.get_content()
    assert send_letters(library, settings) == []
    library.put([entry("3", ["Giá mía giảm."], encoder)], encoder.fingerprint)
    library.alerts.record(followed[0].id, 10, [NewHit("3")])
    assert send_letters(library, settings) == []  # tomorrow
    for alert in library.alerts.listed():
        library.alerts.told_by_mail(alert.id, f"2000{alert.mailed[4:]}")
    library.alerts.told_by_mail(followed[2].id, followed[2].mailed)
    assert "an@example.org" in send_letters(library, settings)


@pytest.mark.enable_socket
def test_a_clock_that_was_ahead_withholds_no_letter_and_sends_none_twice(
    library: Library, followed: list[Alert], postman: Postman, encoder: FakeEncoder
) -> None:
    for alert in followed:
        library.alerts.told_by_mail(alert.id, "2999-01-01T00:00:00.000000+00:00")
    library.put([entry("3", ["Giá mía giảm."], encoder)], encoder.fingerprint)
    library.alerts.record(followed[0].id, 10, [NewHit("3")])
    assert send_letters(library, of(postman)) == ["an@example.org"]
    assert "Tin" not in postman.letters[0].get_content()  # what had been written of before
    assert send_letters(library, of(postman)) == []


@pytest.mark.enable_socket
def test_what_could_not_be_sent_is_tried_again(library: Library, followed: list[Alert], postman: Postman) -> None:
    postman.refused = "binh@"
    with pytest.raises(MailError) as bad:
        send_letters(library, of(postman))
    assert bad.value.problem == "unsent"
    postman.refused = ""
    assert send_letters(library, of(postman)) == ["binh@example.org"]


@pytest.mark.enable_socket
def test_nothing_goes_out_in_the_clear(
    library: Library, followed: list[Alert], postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "is_loopback", lambda host: False)
    with pytest.raises(MailError) as bad:
        send_letters(library, of(postman))
    assert (bad.value.problem, postman.letters) == ("unencrypted", [])


def test_without_a_server_or_a_sender_nothing_is_tried(library: Library, followed: list[Alert]) -> None:
    for settings, name in ((Settings(), "HOIBAO_SMTP"), (Settings(smtp="smtp://127.0.0.1"), "HOIBAO_MAIL_FROM")):
        with pytest.raises(MailError) as bad:
            send_letters(library, settings)
        for language in LANGUAGES:
            assert name in say_error(bad.value, language)


def test_an_articles_words_make_no_header(followed: list[Alert]) -> None:
    nasty = replace(followed[0], words="x\r\nBcc: ai@example.org")
    message = letter([(nasty, [])], "an@example.org", Settings(mail_from="tin@example.org"))
    assert message["Bcc"] is None
    assert "Bcc" not in message["Subject"]


@pytest.mark.parametrize(
    "value", ["an@example.org, b@x", "an@example.org\r\nBcc: b@x", "an", "@x", "<an@x>", "a b@x", ""]
)
def test_an_address_is_one_address(value: str) -> None:
    assert not is_mail_address(value)
    assert is_mail_address("an.tran+tin@example.org")


@pytest.mark.parametrize(
    "value", ["http://x", "smtp://", "smtp://ai:bí-kín@may", "smtp://may:0", "smtp://may:x", "may:25"]
)
def test_a_server_is_named_without_its_password(value: str) -> None:
    with pytest.raises(SettingsError) as bad:
        Settings.from_env({"HOIBAO_SMTP": value})
    for language in LANGUAGES:
        assert "bí-kín" not in say_error(bad.value, language)
    settings = Settings.from_env({"HOIBAO_SMTP": "smtps://an%40x@may:465", "HOIBAO_SMTP_PASSWORD": "bí-kín"})
    assert "bí-kín" not in repr(settings)
    assert "may" not in repr(settings)
