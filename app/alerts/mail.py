"""What came in, as one letter a day to each address, by the server of HOIBAO_SMTP. Plain words, no HTML."""

import smtplib
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from app.alerts.feed import hit_link
from app.errors import MailError
from app.loopback import is_loopback
from app.messages import say, say_day
from app.settings import Settings
from app.text_blocks import TextBlock, plain_text
from vectorstore.alerts import Alert, AlertHit
from vectorstore.library import Library

_TIMEOUT_S = 30.0
_PORTS = {"smtp": 587, "smtps": 465}
MOST_HITS = 50


def send_letters(library: Library, settings: Settings) -> list[str]:
    """Write to each address that has news and was not written to today; returns those addresses.

    What was sent is never sent again; what could not be is tried the next time. Raises: MailError; LibraryError.
    """
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    due: dict[str, list[tuple[Alert, Sequence[AlertHit]]]] = {}
    for alert in library.alerts.listed():
        if alert.mail and not _written_today(alert):
            hits = library.alerts.hits(alert.id, since=alert.mailed, limit=MOST_HITS)
            if hits:
                due.setdefault(alert.mail, []).append((alert, hits))
    if not due:
        return []
    with _connected(settings) as server:
        for address, news in due.items():
            _send(server, letter(news, address, settings), settings)
            for alert, sent in news:
                library.alerts.told_by_mail(alert.id, max(at, *(hit.found for hit in sent)))
    return list(due)


def letter(news: Sequence[tuple[Alert, Sequence[AlertHit]]], address: str, settings: Settings) -> EmailMessage:
    """One letter about all that somebody follows."""
    language, page = settings.language, settings.public_url
    count = len({hit.article_id for _, hits in news for hit in hits})
    blocks = []
    for alert, hits in news:
        blocks.append(TextBlock("heading", alert.words))
        for hit in hits:
            about = ", ".join(filter(None, [hit.outlet, say_day(hit.published, language)]))
            blocks.append(TextBlock("item", hit.title or say("untitled", language), hit_link(page, hit), about))
            if hit.quote:
                blocks.append(TextBlock("quote", hit.quote))
    blocks.append(TextBlock("note", say("mail_end", language), page))
    message = EmailMessage()
    message["Subject"] = say("mail_subject", language, count=count)
    message["From"], message["To"] = settings.mail_from or "", address
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="hoibao.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain_text(blocks))
    return message


def _written_today(alert: Alert) -> bool:
    """Whether a letter about it went out on this day, as this machine's clock has it."""
    if alert.mailed == alert.created:
        return False
    return datetime.fromisoformat(alert.mailed).astimezone().date() == datetime.now().astimezone().date()


def _connected(settings: Settings) -> smtplib.SMTP:
    """A connection that is encrypted wherever it leaves this machine, signed in if the address names somebody."""
    if not settings.smtp or not settings.mail_from:
        raise MailError("unset", "HOIBAO_SMTP" if not settings.smtp else "HOIBAO_MAIL_FROM")
    parts = urlsplit(settings.smtp)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=_TIMEOUT_S, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            elif not is_loopback(host):
                raise MailError("unencrypted", host)
        if parts.username:
            server.login(unquote(parts.username), settings.smtp_password or "")
    except MailError:
        raise
    except smtplib.SMTPAuthenticationError as error:
        raise MailError("refused", host) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailError("unreachable", host) from error
    return server


def _send(server: smtplib.SMTP, message: EmailMessage, settings: Settings) -> None:
    try:
        server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError("unsent", urlsplit(settings.smtp or "").hostname or "") from error
