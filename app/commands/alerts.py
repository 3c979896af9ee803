"""`hoibao alerts`: what is followed, and what came in for it; `run` is made for cron."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from functools import cache

from app.alerts.checking import check
from app.alerts.mail import send_letters
from app.alerts.shown import document, feed_address, hit_document, kind_of
from app.commands.library import DONE, REJECTED, one_line, print_json, tell
from app.errors import MailError, UsageError
from app.messages import say, say_day, say_error
from app.settings import Settings, is_mail_address
from app.wiring import open_assistant, open_library
from vectorstore.alerts import MOST_ALERTS, Alert, AlertHit, words_of
from vectorstore.library import Library


def alerts(arguments: Namespace, settings: Settings) -> int:
    """Adds, lists or removes alerts, or looks what came in. Raises: UsageError, LibraryError."""
    library = open_library(settings)
    doing = {"add": _add, "list": _list, "remove": _remove, "run": _run}
    return doing[arguments.doing](arguments, settings, library)


def _add(arguments: Namespace, settings: Settings, library: Library) -> int:
    words, mail = words_of(arguments.subject), (arguments.mail or "").strip()
    if not words:
        raise UsageError(say("alert_unnamed", settings.language))
    if mail and not is_mail_address(mail):
        raise UsageError(say("alert_no_address", settings.language, address=repr(mail)))
    alert = library.alerts.follow(kind_of(words), words, mail=mail)
    if alert is None:
        raise UsageError(say("alerts_too_many", settings.language, most=MOST_ALERTS))
    if arguments.json:
        print_json(document(alert, settings))
    else:
        tell(say("alert_added", settings.language, words=alert.words))
        print(alert.id)
    return DONE


def _list(arguments: Namespace, settings: Settings, library: Library) -> int:
    listed = library.alerts.listed()
    if arguments.json:
        print_json([document(alert, settings) for alert in listed])
        return DONE
    for alert in listed:
        print(
            "\t".join(one_line([part]) for part in (alert.id, alert.words, alert.mail, feed_address(alert, settings)))
        )
    if not listed:
        tell(say("alerts_none", settings.language))
    return DONE


def _remove(arguments: Namespace, settings: Settings, library: Library) -> int:
    if not library.alerts.unfollow(arguments.subject.strip()):
        raise UsageError(say("alert_missing", settings.language, id=arguments.subject, option=settings.option))
    if arguments.json:
        print_json({"removed": arguments.subject})
    else:
        tell(say("alert_removed", settings.language))
    return DONE


def _run(arguments: Namespace, settings: Settings, library: Library) -> int:
    """Look for all of them, tell what came in since the last look, and write the letters of the day."""
    followed = library.alerts.listed()
    known = {alert.id: {hit.article_id for hit in library.alerts.hits(alert.id, limit=1_000)} for alert in followed}
    check(library, followed, cache(lambda: open_assistant(settings, library, with_llm=False)))
    news = [
        (alert, [hit for hit in library.alerts.hits(alert.id) if hit.article_id not in known[alert.id]])
        for alert in followed
    ]
    written, code = list[str](), DONE
    if settings.smtp:
        try:
            written = send_letters(library, settings)
        except MailError as error:
            print(say_error(error, settings.language), file=sys.stderr)
            code = REJECTED
    if arguments.json:
        told = [{**document(alert, settings), "new": [hit_document(hit) for hit in hits]} for alert, hits in news]
        print_json({"alerts": told, "mailed": written})
        return code
    _tell_news(news, settings)
    if written:
        tell(say("alerts_mailed", settings.language, count=len(written)))
    return code


def _tell_news(news: Sequence[tuple[Alert, Sequence[AlertHit]]], settings: Settings) -> None:
    for alert, hits in news:
        if hits:
            print(one_line([alert.words]))
        for hit in hits:
            about = one_line([hit.title, hit.outlet, say_day(hit.published, settings.language)])
            print(f"  {about} [{one_line([hit.article_id])}]")
    if not any(hits for _, hits in news):
        tell(say("alerts_nothing_new", settings.language))
