"""`hoibao ingest`: once, or for as long as a folder is watched; its progress, its report, and how it is stopped."""

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.commands.library import DONE, INTERRUPTED, REJECTED, print_json, tell
from app.commands.progress import ProgressBar
from app.commands.stopping import Stopping
from app.errors import UsageError
from app.incoming.saved_search import bring_in_step
from app.messages import say, say_notice, say_rejection
from app.report import of_each_kind
from app.settings import Settings
from app.wiring import open_encoder, open_library, open_worker_encoder, reading_budget
from ingest.article import Notice
from ingest.on_ray import ClusterError, RayReader
from ingest.pipeline import IngestReport
from ingest.pipeline import ingest as run
from ingest.web import is_address, visitor

COUNTS = ("added", "updated", "unchanged", "duplicates", "removed")


def ingest(arguments: Namespace, settings: Settings) -> int:
    """Adds or updates articles; with --sync or --watch also removes what is gone from the folders."""
    try:
        return _ingest(arguments, settings)
    except ClusterError as error:
        raise UsageError(say(f"ray_{error.problem}", settings.language, detail=error.detail)) from error


def _ingest(arguments: Namespace, settings: Settings) -> int:
    language = settings.language
    addresses = [source for source in arguments.sources if is_address(source)]
    if addresses and (arguments.sync or arguments.watch):
        raise UsageError(say("not_in_step", language))
    encoder = open_encoder(settings)
    reader = None
    if arguments.ray is not None:
        load = partial(open_worker_encoder, settings.embedding_model)
        reader = RayReader(load, encoder.fingerprint, arguments.ray or None)
    library = open_library(settings, create=True)
    with Stopping(lambda: tell(say("stopping", language))) as stopping:
        update = partial(
            run,
            arguments.sources,
            library,
            encoder,
            sync=arguments.sync or arguments.watch,
            stopping=stopping,
            waiting=lambda holder: tell(say("waiting", language, process=holder)),
            visit=visitor(allow_private=arguments.allow_private, max_pages=arguments.max_pages, stopping=stopping),
            reader=reader,
            zone=settings.timezone,
            budget=reading_budget(settings),
        )
        if not arguments.watch:
            with ProgressBar(say("reading", language), unit="B") as bar:
                report = update(progress=bar)
            bring_in_step(library)
            return _show(report, arguments, language)
        from ingest.watch import watch

        total: IngestReport | None = None

        def keep_in_step() -> None:
            nonlocal total
            report = update()
            bring_in_step(library)
            if total is None or any(getattr(report, name) for name in COUNTS if name != "unchanged"):
                _tell_found(report, language)
                clock = time.strftime("%H:%M:%S")
                tell(f"{clock} {_in_words(report, language)}")
            total = _joined(total, report) if total else report

        tell(say("watching", language, folders=", ".join(arguments.sources)))
        watch([Path(source) for source in arguments.sources], keep_in_step, stopping)
    # To be stopped is how watching ends.
    return _show(replace(total, interrupted=False), arguments, language, rejected=False) if total else DONE


def _show(report: IngestReport, arguments: Namespace, language: str, *, rejected: bool = True) -> int:
    if rejected:
        _tell_found(report, language)
    if arguments.json:
        totals = {"articles": report.articles, "chunks": report.chunks, "seconds": round(report.seconds, 2)}
        reasons = [{"source": each.source, "reason": say_rejection(each, language)} for each in report.rejected]
        notices = [{"source": each.source, "notice": say_notice(each, language)} for each in report.notices]
        counts = {name: getattr(report, name) for name in COUNTS}
        print_json({**counts, "rejected": reasons, "notices": notices, **totals})
    else:
        print(_in_words(report, language))
    sys.stdout.flush()
    if report.interrupted:
        tell(say("interrupted", language))
        return INTERRUPTED
    return REJECTED if report.rejected else DONE


def _in_words(report: IngestReport, language: str) -> str:
    counts = {name: getattr(report, name) for name in COUNTS}
    totals = {"articles": report.articles, "chunks": report.chunks, "seconds": round(report.seconds, 2)}
    return say("ingested", language, rejected=len(report.rejected), **counts, **totals)


def _tell_found(report: IngestReport, language: str) -> None:
    for rejection in report.rejected:
        tell(say("rejected", language, source=rejection.source, reason=say_rejection(rejection, language)))
    _tell_notices(report.notices, language)


def _tell_notices(notices: Sequence[Notice], language: str) -> None:
    for shown, more in of_each_kind(notices):
        for notice in shown:
            tell(say("noticed", language, source=notice.source, notice=say_notice(notice, language)))
        if more:
            tell(say("noticed_more", language, count=more))


def _joined(total: IngestReport, last: IngestReport) -> IngestReport:
    """All that was done since the first look; what is unchanged or rejected is as the last one found it."""
    sums = {name: getattr(total, name) + getattr(last, name) for name in ("added", "updated", "removed", "seconds")}
    return replace(last, **sums)
