"""`make bench`: one table of what Hỏi Báo does on this machine, beside what one would build instead, in the same run.

Instead: LangChain's tutorial pipeline and LlamaIndex's default one, with the same encoder, chunks and questions
(`benchmarks.peers`). Progress goes to stderr, the table to stdout as Markdown. A machine that does other work too makes
figures worse, ratios hardly: compare columns, not runs. Libraries grow by altered copies of the articles, as
`benchmarks.retrieval` says.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from benchmarks import askers, encoders, engines, limits, rates, recall, sizes
from benchmarks.peers import LangChainInTorch, Peer, missing, peers
from benchmarks.retrieval import grow, grown
from benchmarks.table import TableRow, print_head, print_row
from ingest.pipeline import ingest
from language.normal_form import fold
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

EXAMPLES = Path(__file__).parents[1] / "examples"
SIZES = (1_000, 10_000, 100_000)
INGESTED, TEXTS, QUESTIONS, ASKED_AT = 60, 200, 200, 10_000
TITLE_CHARS = 80


@dataclass(frozen=True)
class Bench:
    """One run: what was chosen, the articles in a library of their own, and the encoder."""

    chosen: argparse.Namespace
    place: Path
    models: Path
    library: LocalLibrary
    encoder: Encoder

    def encoders(self) -> Iterator[TableRow]:
        outcome = encoders.measured(encoders.chunk_texts(self.chosen.articles, self.chosen.texts))
        yield from encoders.rows(outcome)
        tokens = outcome.rate(engines.INT8) * outcome.tokens / outcome.chars
        yield from limits.rows(os.cpu_count() or 1, tokens)

    def ingest(self) -> Iterator[TableRow]:
        articles = [article for article, _ in self.library.articles()]
        missing = max(0, INGESTED - len(articles))
        articles += [entry.article for entry in islice(grown(self.library, random.Random(2)), missing)]
        yield from rates.rows(articles[:INGESTED], self.place, self.encoder, self.peers())

    def sizes(self) -> Iterator[TableRow]:
        questions = self.questions()
        for held in self._growing():
            yield from sizes.rows(self.library, self.encoder, held, questions)

    def processes(self) -> Iterator[TableRow]:
        questions = self.questions()
        for held in self._growing():
            size = self.library.coverage().chunks
            saved = [peer for peer in held if size <= (peer.most_saved or size)]
            yield from sizes.processes(self.library, saved, questions, self.place, self.models)

    def _growing(self) -> Iterator[list[Peer]]:
        """The library at each size, and the peers that can hold as much."""
        library, held, last = self.library, self.peers(), 0
        entries = grown(library, random.Random(1))
        for size in sorted(self.chosen.chunks):
            began = time.perf_counter()
            grow(library, entries, size, Assistant(library, Retriever(library, self.encoder)))
            held = [peer for peer in held if size <= (peer.most_chunks or size)]
            for peer in held:
                sizes.fill(peer, library, last)
            last = library.catalogue.last_change().number
            print(f"  {size:,} chunks: grown in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            yield held

    def recall(self) -> Iterator[TableRow]:
        yield from recall.rows(self.chosen.labelled, self.place / "labelled", self.encoder, self.peers(in_torch=False))

    def askers(self) -> Iterator[TableRow]:
        library = self.library
        entries = grown(library, random.Random(1))
        grow(library, entries, self.chosen.asked_at, Assistant(library, Retriever(library, self.encoder)))
        held = self.peers()
        for peer in held:
            sizes.fill(peer, library)
        yield from askers.rows(library, self.encoder, held, self.questions(), self.chosen.seconds)

    def peers(self, *, in_torch: bool = True) -> list[Peer]:
        """Empty ones; in torch the same is found."""
        found = peers(self.encoder, self.models)
        return [peer for peer in found if in_torch or not isinstance(peer, LangChainInTorch)]

    def questions(self) -> list[str]:
        """Titles, or how the text begins; every other one without diacritics."""
        found = {_begins(article) for article, _ in self.library.articles() if "~" not in article.id}
        asked = random.Random(1).sample(sorted(found), min(QUESTIONS, len(found)))
        return [fold(text) if at % 2 else text for at, text in enumerate(asked)]


PARTS: dict[str, Callable[[Bench], Iterator[TableRow]]] = {
    "encoders": Bench.encoders,
    "ingest": Bench.ingest,
    "sizes": Bench.sizes,
    "processes": Bench.processes,
    "recall": Bench.recall,
    "askers": Bench.askers,
}


def _begins(article: Article) -> str:
    return article.title or article.text[:TITLE_CHARS].rsplit(" ", 1)[0]


def arguments() -> argparse.Namespace:
    """What can be chosen."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts (default: all, in this order)")
    add("--articles", type=Path, default=EXAMPLES / "articles", help="what libraries grow from (default: the examples)")
    add(
        "--chunks",
        type=int,
        nargs="+",
        default=SIZES,
        help="sizes of libraries (default 1000 10000 100000; 1000000 takes a quarter of an hour and 6 GB)",
    )
    add("--texts", type=int, default=TEXTS, help="chunks that every engine embeds (default %(default)s)")
    add(
        "--labelled",
        type=Path,
        default=EXAMPLES,
        metavar="FOLDER",
        help="questions.jsonl and articles.jsonl (or articles/) of which recall is taken (default: the examples)",
    )
    add("--asked-at", type=int, default=ASKED_AT, metavar="CHUNKS", help="size that is asked at once (%(default)s)")
    add(
        "--seconds",
        type=float,
        default=60.0,
        help="for how long 16 askers ask; other numbers of them, and of the peers, a quarter (default 60)",
    )
    return parser.parse_args()


def main() -> None:
    """Print the table."""
    chosen = arguments()
    prepare_process()
    encoder = open_encoder(Settings())
    encoder.encode_documents(["khởi động"] * 8)
    print_head()
    for row in missing():
        print_row(row)
    with TemporaryDirectory() as models:
        for number, part in enumerate(chosen.only):
            print(f"{number + 1} of {len(chosen.only)}: {part}", file=sys.stderr, flush=True)
            with TemporaryDirectory() as name:
                library = LocalLibrary(Path(name, "library"), create=True)
                if part not in ("encoders", "recall"):
                    ingest([chosen.articles], library, encoder)
                for row in PARTS[part](Bench(chosen, Path(name), Path(models), library, encoder)):
                    print_row(row)


if __name__ == "__main__":
    main()
