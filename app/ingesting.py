"""`hoibao ingest`: once, or for as long as a folder is watched; its progress, its report, and how it is stopped."""

import sys
import time
from argparse import Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.commands import DONE, INTERRUPTED, REJECTED, print_json, tell
from app.messages import say, say_rejection
from app.progress import Bar
from app.settings import Settings
from app.stopping import Stopping
from app.wiring import open_encoder, open_library
from ingest.pipeline import IngestReport
from ingest.pipeline import ingest as run

COUNTS = ("added", "updated", "unchanged", "duplicates", "removed")


def ingest(arguments: Namespace, settings: Settings) -> int:
    """Adds or updates articles; with --sync or --watch also removes what is gone from the folders."""
    language = settings.language
    library = open_library(settings.library, create=True)
    encoder = open_encoder(settings)
    with Stopping(lambda: tell(say("stopping", language))) as stopping:
        update = partial(
            run, arguments.sources, library, encoder, sync=arguments.sync or arguments.watch, stopping=stopping,
            waiting=lambda holder: tell(say("waiting", language, process=holder)),
        )  # fmt: skip
        if not arguments.watch:
            with Bar(say("reading", language), unit="B") as bar:
                report = update(progress=bar)
            return _show(report, arguments, language)
        from ingest.watch import watch

        total: IngestReport | None = None

        def keep_in_step() -> None:
            nonlocal total
            report = update()
            if total is None or any(getattr(report, name) for name in COUNTS if name != "unchanged"):
                _tell_rejected(report, language)
                clock = time.strftime("%H:%M:%S")
                tell(f"{clock} {_in_words(report, language)}")
            total = _joined(total, report) if total else report

        tell(say("watching", language, folders=", ".join(arguments.sources)))
        watch([Path(source) for source in arguments.sources], keep_in_step, stopping)
    # To be stopped is how watching ends.
    return _show(replace(total, interrupted=False), arguments, language, rejected=False) if total else DONE


def _show(report: IngestReport, arguments: Namespace, language: str, *, rejected: bool = True) -> int:
    if rejected:
        _tell_rejected(report, language)
    if arguments.json:
        totals = {"articles": report.articles, "chunks": report.chunks, "seconds": round(report.seconds, 2)}
        reasons = [{"source": each.source, "reason": say_rejection(each, language)} for each in report.rejected]
        print_json({**{name: getattr(report, name) for name in COUNTS}, "rejected": reasons, **totals})
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


def _tell_rejected(report: IngestReport, language: str) -> None:
    for rejection in report.rejected:
        tell(say("rejected", language, source=rejection.source, reason=say_rejection(rejection, language)))


def _joined(total: IngestReport, last: IngestReport) -> IngestReport:
    """All that was done since the first look; what is unchanged or rejected is as the last one found it."""
    sums = {name: getattr(total, name) + getattr(last, name) for name in ("added", "updated", "removed", "seconds")}
    return replace(last, **sums)
