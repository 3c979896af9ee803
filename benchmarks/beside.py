"""`python -m benchmarks.beside [--library FOLDER] [--seconds N]`: how long questions take beside an ingest.

The same asker asks alone, while one long article is being embedded as the page does it, and alone once more: the
machine may have become busier meanwhile. Then the run is stopped within the article. Without a folder the library is
made of the example articles; with one, a copy of it is used.
"""

import argparse
import json
import random
import shutil
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from app.incoming.jobs import Jobs
from app.settings import Settings
from app.wiring import open_assistant, open_encoder, prepare_process, settle
from benchmarks.__main__ import EXAMPLES
from benchmarks.askers import Load, load
from benchmarks.table import TableRow, print_head, print_row, times
from ingest.pipeline import ingest
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary

LONG_CHARS = 2_900_000
ASKERS = (1, 4)
PATIENCE_S = 120.0


def long_file(texts: Sequence[str]) -> BytesIO:
    """One article of LONG_CHARS characters, made of the library's own, as if it were uploaded."""
    shuffled, drawn = random.Random(7), list[str]()
    while sum(map(len, drawn)) < LONG_CHARS:
        drawn += shuffled.sample(texts, len(texts))
    file = BytesIO("\n\n".join(drawn)[:LONG_CHARS].encode())
    file.name = "dai.txt"
    return file


def measured(library: LocalLibrary, encoder: Encoder, questions: Sequence[str], for_s: float) -> None:
    """Print a row for each number of askers, and one for the stop."""
    assistant = open_assistant(Settings(library=library.folder), library, with_llm=False)
    settle()

    def ask(question: str) -> object:
        return assistant.ask(question, mode="quote")

    for question in questions[:5]:
        ask(question)
    texts = [article.text for article, _ in library.articles()]
    jobs = Jobs(library, Settings().timezone)
    for askers in ASKERS:
        before = load(ask, questions, askers, for_s)
        job = jobs.begin(encoder, files=[long_file(texts)])
        _wait(lambda job=job: job.done > 0)  # type: ignore[misc]
        beside = load(ask, questions, askers, for_s)
        done = job.done / max(job.total, 1)
        asked_at = time.perf_counter()
        job.stop()
        _wait(lambda job=job: not job.running)  # type: ignore[misc]
        stopped_s = time.perf_counter() - asked_at
        after = load(ask, questions, askers, for_s)
        alone = _between(before, after)
        what = f"quoted answers, {askers} asking, a second (p50 / p95 ms), while {done:.1%} of an article was embedded"
        ratio = f"p95 {times(beside.p95_ms / alone)} that of alone"
        print_row(TableRow(what, str(beside), "alone, before and after", f"{before}; {after}", ratio))
        print_row(TableRow("from Stop to the end of the run", f"{stopped_s:.1f} s"))


def _between(before: Load, after: Load) -> float:
    return (before.p95_ms + after.p95_ms) / 2


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not until() and time.monotonic() < ends:
        time.sleep(0.05)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    arguments = parser.parse_args()
    prepare_process()
    with TemporaryDirectory() as name:
        target, encoder = Path(name) / "library", open_encoder(Settings())
        if arguments.library:
            shutil.copytree(arguments.library, target)
            library = LocalLibrary(target)
            questions = [article.title for article, _ in library.articles(limit=300) if len(article.title) > 20]
        else:
            library = LocalLibrary(target, create=True)
            ingest([EXAMPLES / "articles"], library, encoder)
            lines = (EXAMPLES / "questions.jsonl").open(encoding="utf-8")
            questions = [json.loads(line)["question"] for line in lines]
        print_head()
        measured(library, encoder, questions, arguments.seconds)


if __name__ == "__main__":
    main()
