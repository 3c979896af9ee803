"""A clock that goes back a day between two runs, or in the middle of one: nothing new is taken for old."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from app.wiring import open_library
from benchmarks.breakage.trial import ARTICLES, Trial, faults_of, missing, text_of, write
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest

DAY_S = 86_400


@contextmanager
def shifted(seconds: float) -> Iterator[None]:
    """The time of day as a clock gives it that is so many seconds ahead (or behind)."""
    now, now_ns = time.time, time.time_ns
    with (
        patch("time.time", lambda: now() + seconds),
        patch("time.time_ns", lambda: now_ns() + int(seconds * 1e9)),
    ):
        yield


def trial() -> Trial:
    """A file changes and another goes, `--sync`, under a clock a day back, two, and then right again."""
    found = Trial("the clock moved back a day")
    with TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "bài"
        folder.mkdir()
        library = open_library(place / "library", create=True)
        for number, behind in enumerate((0, -DAY_S, -2 * DAY_S, 0, DAY_S, 0, -DAY_S)):
            write(folder / "a.jsonl", number)
            write(folder / f"b{number}.jsonl", 100 + number, 10)
            (folder / f"b{number - 1}.jsonl").unlink(missing_ok=True)
            with shifted(behind):
                ingest([folder], library, NoEncoder(), sync=True)
                library.conversations.keep("c", {"question": f"Lần {number}?"}, f"Lần {number}?")
            wanted = [text_of(n, number) for n in range(ARTICLES)] + [text_of(n, 100 + number) for n in range(10)]
            held = library.coverage().articles
            faults = [] if held == len(wanted) else [f"{held} articles, not {len(wanted)}"]
            turns = len(library.conversations.turns("c"))
            found.add([*faults, *faults_of(library)], missing(library, wanted) + number + 1 - turns)
        library.close()
    return found
