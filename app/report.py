"""What a run of ingest found, in words for the page and the terminal. Pure functions."""

from collections.abc import Iterator, Sequence

from app.messages import say, say_notice, say_rejection
from app.words import TABLE
from ingest.article import Notice, Rejection

NOTICES_SHOWN = 5


def of_each_kind(notices: Sequence[Notice]) -> Iterator[tuple[list[Notice], int]]:
    """The first few of each kind and how many more there are: a table of ten thousand rows may have as many."""
    for code in dict.fromkeys(notice.code for notice in notices):
        alike = [notice for notice in notices if notice.code == code]
        yield alike[:NOTICES_SHOWN], max(0, len(alike) - NOTICES_SHOWN)


def say_on_page(problem: Rejection | Notice, language: str) -> str:
    """The words for who is on the page, where the command line's would name its options."""
    if (code := f"page_{problem.code}") in TABLE:
        return say(code, language, detail=problem.detail)
    return say_rejection(problem, language) if isinstance(problem, Rejection) else say_notice(problem, language)
