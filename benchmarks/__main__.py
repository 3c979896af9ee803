"""`make bench`: ingest, questions by library size, cold start, memory and many askers, each beside two peers.

The peers (`benchmarks.peers`) hold the same chunks and embed by the same model; all are warm and asked the same
questions, one after the other. Figures go to stdout as Markdown tables with date and machine. The machine may be shared:
compare columns, not runs. Libraries grow by altered copies, as `benchmarks.retrieval` says.
"""

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.evaluation import read_questions
from app.settings import Settings
from app.wiring import open_encoder, open_library, prepare_process
from benchmarks.askers import load
from benchmarks.peers import Peer, peers
from benchmarks.retrieval import grow, grown
from ingest.pipeline import ingest
from rag.assistant import PASSAGES, Assistant
from rag.evaluate import retrieval_figures
from rag.fusion import fused
from rag.retrieve import DEPTH, Retriever
from vectorstore.chunk import Article, Passage, embedding_text
from vectorstore.encoder import Encoder, Vectors
from vectorstore.library import LocalLibrary
from vectorstore.text import fold

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
# LlamaIndex's simple store keeps Python lists, 12 KB a chunk, and compares them one by one.
MOST = {"LlamaIndex defaults": 100_000}
QUESTIONS, ROUNDS, PATIENCE_S = 200, 3, 60.0
ASKERS, ASKED_AT = (1, 4, 16), 10_000
BLOCK = 500
RESIDENT = """
import sys
from pathlib import Path
from app.settings import Settings
from app.wiring import open_assistant, open_library, prepare_process
prepare_process()
assistant = open_assistant(Settings(), open_library(Path(sys.argv[1])), with_llm=False)
for question in sys.argv[2:]:
    assistant.ask(question, mode="quote")
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def timed(work: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question, after some that aren't counted; stops when patience ends."""
    for question in questions[-3:]:
        work(question)
    until, found = time.perf_counter() + PATIENCE_S, []
    for question in questions:
        found.append(seconds(lambda asked=question: work(asked)) * 1e3)  # type: ignore[misc]
        if time.perf_counter() > until:
            break
    return found


def cell(ms: Sequence[float], *percentiles: int) -> str:
    """“4.1 / 5.0”."""
    return " / ".join(f"{np.percentile(ms, each):.1f}" for each in percentiles or (50, 95))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """One Markdown table."""
    lines = [f"\n{title}\n", "| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    print("\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]), flush=True)


def chunks_of(library: LocalLibrary, most: int) -> Iterator[tuple[list[Passage], Vectors]]:
    """The library's chunks with their embeddings, some at a time."""
    left = most
    for keys, vectors in library.catalogue.vectors_since(0):
        for at in range(0, min(len(keys), left), BLOCK):
            some = keys[at : min(at + BLOCK, left)].tolist()
            yield library.passages([(key, 0.0) for key in some]), vectors[at : at + len(some)]
        left -= len(keys)
        if left <= 0:
            return


def first_words(assistant: Assistant, question: str) -> None:
    """Until the first piece of an answer by quoting."""
    next(iter(assistant.stream(question, mode="quote")))


def ingesting(articles: Sequence[Article], sources: Path, folder: Path, encoder: Encoder) -> None:
    """Whole ingest of the same articles."""
    library = open_library(folder, create=True)
    took = seconds(lambda: ingest([sources], library, encoder))
    chars = sum(len(article.text) for article in articles)
    texts = [embedding_text(p.title, p.heading, p.text) for block, _ in chunks_of(library, 10**9) for p in block]
    alone = seconds(lambda: encoder.encode_documents(sorted(texts, key=len)))
    rows = [["Hỏi Báo", f"{len(texts):,}", f"{took:.1f}", f"{chars / took:,.0f}", "1"]]
    for peer in peers(encoder):
        count = 0

        def whole(peer: Peer = peer) -> None:
            nonlocal count
            count = peer.ingest(articles)

        theirs = seconds(whole)
        rows.append([peer.name, f"{count:,}", f"{theirs:.1f}", f"{chars / theirs:,.0f}", f"{theirs / took:.2f}"])
    rows.append(["the encoder alone, Hỏi Báo's chunks", f"{len(texts):,}", f"{alone:.1f}", "", f"{alone / took:.2f}"])
    title = f"**Ingest** of {len(articles):,} articles, {chars:,} characters, everything included"
    table(title, ["", "chunks", "s", "characters/s", "time ÷ Hỏi Báo's"], rows)


def of_size(library: LocalLibrary, encoder: Encoder, questions: Sequence[str]) -> tuple[list[str], list[str]]:
    """A row of Hỏi Báo's own parts, and a row beside the peers."""
    retriever = Retriever(library, encoder)
    assistant = Assistant(library, retriever)
    count = library.coverage().chunks
    search = timed(lambda question: assistant.search(question, PASSAGES), questions)
    words = timed(lambda question: first_words(Assistant(library, Retriever(library, encoder)), question), questions)
    keyword = timed(lambda question: library.keyword_search(question, DEPTH), questions)
    vectors = {question: encoder.encode_query(question) for question in questions}
    dense = timed(lambda question: library.dense_search(vectors[question], DEPTH), questions)
    legs = {q: (library.dense_search(vectors[q], DEPTH), library.keyword_search(q, DEPTH)) for q in questions}
    joined = timed(lambda question: fused(*legs[question], 0.5), questions)
    command = [sys.executable, "-m", "app.cli", "ask", questions[0], "--library", str(library.folder)]
    cold = [seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)) for _ in range(ROUNDS)]
    script = [sys.executable, "-c", RESIDENT, str(library.folder), *questions[:20]]
    resident = int(subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True).stdout) / 1024
    disk = sum(path.stat().st_size for path in library.folder.rglob("*") if path.is_file()) / 1e6
    own = [f"{count:,}", cell(search, 50, 95, 99), cell(keyword), cell(dense), cell(joined), cell(words)]
    own += [f"{min(cold):.2f}", f"{resident:,.0f}", f"{disk:,.0f}"]
    beside = [f"{count:,}", cell(search)]
    for peer in peers(encoder):
        if count > MOST.get(peer.name, count):
            beside += ["not tried", ""]
            continue
        for passages, embedded in chunks_of(library, count):
            peer.hold(passages, embedded)
        theirs = timed(lambda question, peer=peer: peer.search(question, PASSAGES), questions)  # type: ignore[misc]
        beside += [cell(theirs), f"{statistics.median(theirs) / statistics.median(search):.1f}"]
    return own, beside


def loads(library: LocalLibrary, encoder: Encoder, questions: Sequence[str], for_s: float) -> None:
    """Many askers at once, of a whole answer and of a search."""
    assistant = Assistant(library, Retriever(library, encoder))
    asked: dict[str, Callable[[str], object]] = {
        "Hỏi Báo, whole answers by quoting": lambda question: assistant.ask(question, mode="quote"),
        "Hỏi Báo, search": lambda question: assistant.search(question, PASSAGES),
    }
    for peer in peers(encoder):
        for passages, embedded in chunks_of(library, library.coverage().chunks):
            peer.hold(passages, embedded)
        asked[f"{peer.name}, search"] = lambda question, peer=peer: peer.search(question, PASSAGES)  # type: ignore[misc]
    rows = []
    for name, ask in asked.items():
        timed(ask, questions[:3])
        one = None
        for askers in ASKERS:
            got = load(ask, questions, askers, for_s)
            one = one or got.rate
            ms = f"{got.p50_ms:.0f} / {got.p95_ms:.0f}"
            rate = f"{got.rate:.1f} ({got.rate / one:.2f} ×)"
            rows.append([name, str(askers), rate, ms, f"{got.cores:.2f}", str(len(got.errors))])
    title = f"**Askers at once**, {library.coverage().chunks:,} chunks, {for_s:.0f} s each"
    table(title, ["", "askers", "answers/s (÷ one asker's)", "p50 / p95 ms", "cores used", "errors"], rows)


def quality(folder: Path, place: Path, encoder: Encoder) -> None:
    """Retrieval on labelled questions, each pipeline with its own chunks; as `hoibao eval` counts."""
    questions = [each for each in read_questions(folder / "questions.jsonl", "en") if each.answerable]
    library = open_library(place, create=True)
    ingest([folder / "articles.jsonl"], library, encoder)
    assistant = Assistant(library, Retriever(library, encoder))
    searches: dict[str, Callable[[str], Sequence[Passage]]] = {"Hỏi Báo": lambda q: assistant.search(q, 10).passages}
    articles = [article for article, _ in library.articles()]
    for peer in peers(encoder):
        peer.ingest(articles)
        searches[peer.name] = lambda question, peer=peer: peer.search(question, 10)  # type: ignore[misc]
    rows = []
    for name, search in searches.items():
        for typed, change in {"as written": str, "without diacritics": fold}.items():
            found = retrieval_figures((each, search(change(each.question))) for each in questions)
            rows.append([name, typed, *(f"{found[metric]:.3f}" for metric in ("recall@2000c", "hit@1", "hit@5"))])
    table(
        f"**Retrieval**, {len(questions):,} labelled questions", ["", "typed", "recall@2000c", "hit@1", "hit@5"], rows
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=Path, default=EXAMPLES / "articles", help="what to grow libraries from")
    parser.add_argument("--chunks", type=int, nargs="+", default=SIZES, help="sizes of the libraries")
    parser.add_argument(
        "--million", action="store_true", help="a library of a million chunks too (a quarter of an hour)"
    )
    parser.add_argument("--seconds", type=float, default=15.0, help="for how long askers ask (default 15)")
    parser.add_argument("--labelled", type=Path, metavar="FOLDER", help="articles.jsonl and questions.jsonl to find")
    arguments = parser.parse_args()
    prepare_process()
    encoder = open_encoder(Settings())
    encoder.encode_documents(["khởi động"] * 8)
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{time.strftime('%Y-%m-%d')}, {machine}, {encoder.engine}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        library = open_library(folder / "library", create=True)
        ingest([arguments.articles], library, encoder)
        articles = [article for article, _ in library.articles()]
        ingesting(articles, arguments.articles, folder / "again", encoder)
        titles = [part for a in articles for part in (a.title, a.text[:80].rsplit(" ", 1)[0]) if part]
        asked = random.Random(1).sample(sorted(set(titles)), min(QUESTIONS, len(set(titles))))
        questions = [fold(text) if at % 2 else text for at, text in enumerate(asked)]
        entries = grown(library, random.Random(1))
        own, beside = [], []
        for size in sorted({*arguments.chunks, *([MILLION] if arguments.million else [])}):
            grow(library, entries, size, Assistant(library, Retriever(library, encoder)))
            rows = of_size(library, encoder, questions)
            own.append(rows[0])
            beside.append(rows[1])
            print(f"- {size:,} chunks: done", file=sys.stderr, flush=True)
            if size == ASKED_AT:
                loads(library, encoder, questions, arguments.seconds)
        head = [
            "chunks",
            "search p50 / p95 / p99",
            "keyword leg",
            "dense leg",
            "fusion",
            "first words of a quoted answer",
        ]
        title = "**Hỏi Báo by size**, p50 / p95 in ms; `hoibao ask` as a new process, best of 3; MB of a process that has answered 20"
        table(title, [*head, "new process, s", "resident MB", "disk MB"], own)
        names = [column for peer in peers(encoder) for column in (peer.name, "÷ Hỏi Báo's p50")]
        table(
            "**Beside the peers**: search, the question's embedding included, p50 / p95 in ms",
            ["chunks", "Hỏi Báo", *names],
            beside,
        )
        if arguments.labelled:
            quality(arguments.labelled, folder / "labelled", encoder)


if __name__ == "__main__":
    main()
