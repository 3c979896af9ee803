"""`make bench`: how fast the example articles are embedded, ingested and asked, and how long one command takes.

Figures go to stdout as a Markdown table with date and machine. The machine is shared: compare rows, not runs.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from app.settings import Settings
from app.wiring import open_assistant, open_encoder, open_library, prepare_process
from ingest.pipeline import ingest
from vectorstore.chunk import embedding_text
from vectorstore.library import LocalLibrary

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentiles_ms(times_s: list[float]) -> str:
    """p50 and p95 in milliseconds."""
    ordered = sorted(times_s)
    return f"{statistics.median(ordered) * 1e3:.0f} / {ordered[int(0.95 * (len(ordered) - 1))] * 1e3:.0f}"


def texts_of(library: LocalLibrary) -> list[str]:
    """What the encoder saw of every chunk."""
    hits = [(int(key), 0.0) for block, _ in library.catalogue.vectors_since(0) for key in block]
    return [embedding_text(p.title, p.heading, p.text) for p in library.passages(hits)]


def main() -> None:
    """Print the table."""
    prepare_process()
    settings = Settings()
    rows: list[tuple[str, str]] = []
    questions = [json.loads(line)["question"] for line in (EXAMPLES / "questions.jsonl").open(encoding="utf-8")]
    with TemporaryDirectory() as folder:
        encoder = open_encoder(settings)
        library = open_library(Path(folder, "library"), create=True)
        whole = seconds(lambda: ingest([EXAMPLES / "articles"], library, encoder))
        texts = texts_of(library)
        alone = seconds(lambda: encoder.encode_documents(sorted(texts, key=len)))
        chars = sum(map(len, texts))
        rows.append(("embedding alone, characters/s", f"{chars / alone:,.0f}"))
        rows.append(("ingest end to end ÷ embedding alone (1 = no overhead)", f"{whole / alone:.2f}"))
        again = seconds(lambda: ingest([EXAMPLES / "articles"], library, encoder))
        rows.append((f"ingesting {library.coverage().articles} unchanged articles, s", f"{again:.3f}"))
        assistant = open_assistant(settings, library, with_llm=False)
        assistant.ask(questions[0], mode="quote")
        searches = [seconds(lambda q=q: assistant.search(q, 8)) for q in questions]  # type: ignore[misc]
        answers = [seconds(lambda q=q: assistant.ask(q, mode="quote")) for q in questions]  # type: ignore[misc]
        rows.append(("search, p50 / p95 ms", percentiles_ms(searches)))
        rows.append(("quoted answer, p50 / p95 ms", percentiles_ms(answers)))
        command = [sys.executable, "-m", "app.cli", "ask", questions[4], "--library", str(library.folder)]
        runs = [
            seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)) for _ in range(ROUNDS)
        ]
        rows.append(("`hoibao ask`, a whole process, best of 3, s", f"{min(runs):.2f}"))
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{time.strftime('%Y-%m-%d')}, {machine}\n")
    print("| | |\n| --- | --- |")
    for name, figure in rows:
        print(f"| {name} | {figure} |")


if __name__ == "__main__":
    main()
