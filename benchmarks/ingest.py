"""`python -m benchmarks.ingest ARTICLES.jsonl`: what ingest costs beside embedding, and what an unchanged run costs.

Articles are grown from those given: their words in another order, 2,000 characters each. Figures go to stdout as a
Markdown table. The machine may be shared: trust ratios, which come from runs side by side, not seconds.
"""

import argparse
import json
import os
import platform
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from ingest.pipeline import ingest
from vectorstore.encoders.encoder import Encoder, Fingerprint, Vectors
from vectorstore.local.library import LocalLibrary
from vectorstore.records import embedding_text

CHARS = 2_000
EMBEDDED = 100  # some 8 s of the bundled encoder
CHANGED = 10


class NoEncoder(Encoder):
    """No model at all, so that everything else can be timed; counts what it was given."""

    fingerprint = Fingerprint("none", 384, "benchmark")
    texts = 0

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        vectors = np.zeros((len(texts), 384), np.float32)
        vectors[np.arange(len(texts)), np.arange(self.texts, self.texts + len(texts)) % 384] = 1
        return vectors

    def encode_query(self, text: str) -> Vectors:
        query: Vectors = self.encode_documents([text])[0]
        return query


def grown(given: Path, count: int, seed: int) -> Iterator[dict[str, str]]:
    """`count` articles, each of the words of one of those given in an order of its own."""
    texts = [json.loads(line)["text"] for line in given.open(encoding="utf-8")]
    shuffled = Random(seed)
    for number in range(count):
        words: list[str] = []
        while sum(map(len, words)) + len(words) < CHARS:
            words += shuffled.choice(texts).split()
        shuffled.shuffle(words)
        yield {"id": str(number), "title": " ".join(words[:10]), "text": " ".join(words)[:CHARS] + "."}


def written(file: Path, articles: Iterator[dict[str, str]]) -> Path:
    """The articles as a file."""
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    return file


def embedding_ratio(given: Path, folder: Path) -> float:
    """The encoder's time alone over that of the whole pipeline on the same texts; alone before and after."""
    encoder = open_encoder(Settings())
    encoder.encode_documents(["khởi động"] * 8)
    file = written(folder / "embedded.jsonl", grown(given, EMBEDDED, 1))
    plan = LocalLibrary(folder / "plan", create=True)
    ingest([file], plan, NoEncoder())
    keys = [(int(key), 0.0) for block, _ in plan.catalogue.vectors_since(0) for key in block]
    texts = sorted((embedding_text(p.title, p.heading, p.text) for p in plan.passages(keys)), key=len)

    def alone() -> float:
        began = time.perf_counter()
        encoder.encode_documents(texts)
        return time.perf_counter() - began

    before = alone()
    whole = ingest([file], LocalLibrary(folder / "embedded", create=True), encoder).seconds
    return (before + alone()) / 2 / whole


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description=__doc__)
    parser.add_argument("articles", type=Path, metavar="ARTICLES.jsonl", help="articles to grow others from")
    parser.add_argument("--count", type=int, default=3_000, help="how many to ingest without embedding (default 3000)")
    parser.add_argument("--no-embed", action="store_true", help="leave out what needs the encoder")
    arguments = parser.parse_args()
    prepare_process()
    rows: list[tuple[str, str]] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        if not arguments.no_embed:
            ratio = embedding_ratio(arguments.articles, folder)
            rows.append(("embedding alone ÷ whole ingest, the same texts (1 = no overhead)", f"{ratio:.2f}"))
        file = written(folder / "grown.jsonl", grown(arguments.articles, arguments.count, 2))
        library, encoder = LocalLibrary(folder / "library", create=True), NoEncoder()
        busy = time.process_time()
        first = ingest([file], library, encoder)
        busy = time.process_time() - busy
        rate = first.added / first.seconds
        rows.append((f"without embedding, {first.added} articles of {CHARS} characters, articles/s", f"{rate:.0f}"))
        rows.append(("the same by processor time of this process, articles/s", f"{first.added / busy:.0f}"))
        rows.append((f"again, all {first.added} unchanged, s", f"{ingest([file], library, encoder).seconds:.2f}"))
        changed = list(grown(arguments.articles, arguments.count, 2))
        for article in changed[:: max(1, len(changed) // CHANGED)][:CHANGED]:
            article["text"] = "Bản sửa: " + article["text"]
        embedded = encoder.texts
        again = ingest([written(file, iter(changed))], library, encoder)
        did = f"{again.updated} updated, {encoder.texts - embedded} of {again.chunks} chunks embedded"
        rows.append((f"again, {CHANGED} changed, s", f"{again.seconds:.2f} ({did})"))
        size = sum(path.stat().st_size for path in library.folder.rglob("*") if path.is_file())
        rows.append(("library on disk, KB an article", f"{size / first.added / 1e3:.1f}"))
    rows.append(("peak memory of this process, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"))
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"{time.strftime('%Y-%m-%d')}, {machine}\n\n| | |\n| --- | --- |")
    for label, figure in rows:
        print(f"| {label} | {figure} |")


if __name__ == "__main__":
    main()
