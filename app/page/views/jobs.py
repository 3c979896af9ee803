"""Draws what runs of ingest are doing, anew every second while one is under way, and what came of them."""

from collections.abc import Callable, Sequence

import streamlit as st

from app.incoming.jobs import Job, Jobs
from app.messages import FORESEEN, say, say_error
from app.page.highlight import escape
from app.page.views.parts import label, notice
from app.report import of_each_kind, say_on_page
from ingest.pipeline import IngestReport

EVERY_S = 0.7
NAMES, LISTED = 3, 50


def draw_jobs(jobs: Jobs, language: str, ask: Callable[[], None]) -> None:
    """Every run that is under way or has something to tell; `ask` leads to the chat."""
    shown = jobs.shown()
    if not shown:
        return
    running = bool(jobs.running())

    @st.fragment(run_every=EVERY_S if running else None)
    def draw() -> None:
        for number, job in enumerate(shown):
            with st.container(border=True, key=f"job-{number}"):
                if job.running:
                    _draw_running(job, number, language)
                else:
                    _draw_ended(job, number, jobs, language, ask)
        if running and not jobs.running():
            st.rerun()  # the list below has changed

    draw()


def _draw_running(job: Job, number: int, language: str) -> None:
    if job.stopping:
        words = say("job_stopping", language)
    elif job.waits:
        words = say("job_waiting", language, process=job.waits)
    elif not job.begun:
        words = say("job_starting", language)
    elif job.total and job.done >= job.total:
        words = say("job_indexing", language)
    else:
        words = say("job_reading", language, read=job.read, stored=job.stored)
    st.html(f'<p role="status">{escape(_what(job, language))}</p>')
    st.progress(min(1.0, job.done / job.total) if job.total else 0.0, text=words)
    st.button(
        say("stop", language), key=f"stop-{number}", icon=":material/stop:", on_click=job.stop, disabled=job.stopping
    )


def _draw_ended(job: Job, number: int, jobs: Jobs, language: str, ask: Callable[[], None]) -> None:
    if job.error is not None:
        known = isinstance(job.error, FORESEEN)
        st.html(notice(say_error(job.error, language) if known else say("job_failed", language)))
    if job.report is not None:
        _draw_report(job, job.report, language)
    with st.container(horizontal=True, gap="small"):
        if (
            job.report is not None
            and job.report.articles
            and st.button(say("ask_now", language), key=f"ask-now-{number}", type="primary", icon=":material/forum:")
        ):
            jobs.dismiss(job)
            ask()
        if st.button(say("dismiss", language), key=f"dismiss-{number}"):
            jobs.dismiss(job)
            st.rerun()


def _draw_report(job: Job, report: IngestReport, language: str) -> None:
    taken = report.added or report.updated or report.unchanged or report.duplicates
    head = "report_stopped" if report.interrupted else "report_of" if taken or not report.rejected else "report_none"
    counts = say(
        "report_counts",
        language,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        duplicates=report.duplicates,
    )
    holds = say("report_holds", language, articles=report.articles)
    again = say("report_again", language) if report.interrupted else ""
    st.html(
        f'<h3 class="hb-title">{escape(say(head, language, what=_what(job, language)))}</h3>'
        f'<p role="status">{escape(f"{counts} {holds} {again}".strip())}</p>'
    )
    if report.rejected:
        lines = [_line(one.source, say_on_page(one, language)) for one in report.rejected[:LISTED]]
        _draw_lines("report_rejected", len(report.rejected), lines, language)
    if report.notices:
        lines = []
        for alike, more in of_each_kind(report.notices):
            lines += [_line(one.source, say_on_page(one, language)) for one in alike]
            lines += [f"<li>{escape(say('report_more', language, count=more))}</li>"] if more else []
        with st.expander(say("report_noticed", language, count=len(report.notices))):
            st.html(f'<ul class="hb-list">{"".join(lines)}</ul>')


def _draw_lines(code: str, count: int, lines: Sequence[str], language: str) -> None:
    more = f"<li>{escape(say('report_more', language, count=count - len(lines)))}</li>" if count > len(lines) else ""
    st.html(f'{label(say(code, language, count=count))}<ul class="hb-list">{"".join(lines)}{more}</ul>')


def _line(source: str, why: str) -> str:
    return f"<li><strong>{escape(source)}</strong> {escape(why)}</li>"


def _what(job: Job, language: str) -> str:
    if len(job.names) <= NAMES:
        return ", ".join(job.names)
    return say("files_count", language, count=len(job.names))
