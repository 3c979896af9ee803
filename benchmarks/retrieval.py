"""`python -m benchmarks.retrieval ARTICLES.jsonl --chunks 10000 100000`: how retrieval's cost grows with the library.

The articles are ingested once, with real embeddings; the library then grows by altered copies: of each chunk, three
words in ten are drawn anew by how often the articles use them, and the embedding is moved by as much as two news chunks
on one subject differ, those of its sentences by as much again. Questions are the articles' titles, half of them without
diacritics.
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from ingest.pipeline import ingest
from language.normal_form import fold
from rag.asking import PASSAGES
from rag.assistant import Assistant
from rag.retrieve.retriever import RETRIEVAL, Retriever
from vectorstore.encoders.encoder import Vectors, unit
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Chunk, Entry, Sentences
from vectorstore.sentence_vectors import sentence_spans

REDRAWN, MOVED = 0.3, 0.4
BATCH = 500
QUESTIONS = 300


def grown(library: LocalLibrary, random_: random.Random) -> Iterator[Entry]:
    """Altered copies of the library's articles, without end."""
    blocks = list(library.catalogue.vectors_since(0))
    keys, vectors = (np.concatenate(part) for part in zip(*blocks, strict=True))
    noise = np.random.default_rng(1)
    parts: dict[str, list[tuple[str, Vectors]]] = {}
    for at, key in enumerate(keys.tolist()):  # one by one: `passages` takes as many keys as SQLite takes values
        for passage in library.passages([(key, 0.0)]):
            parts.setdefault(passage.article_id, []).append((passage.text, vectors[at]))
    words = [word for of in parts.values() for text, _ in of for word in text.split(" ")]
    originals = {article.id: article for article, _ in library.articles()}
    copy = 0
    while True:
        copy += 1
        for article_id, of in parts.items():
            text, chunks, moved, sentences = "", [], [], []
            for part, vector in of:
                altered = " ".join(
                    random_.choice(words) if random_.random() < REDRAWN else word for word in part.split(" ")
                )
                start = len(text)
                chunks.append(Chunk(start, start + len(altered)))
                text += altered + "\n\n"
                step = noise.standard_normal(len(vector)).astype(np.float32)
                near = vector + MOVED * step / np.linalg.norm(step)
                moved.append(near / np.linalg.norm(near))
                spans = sentence_spans(text, start, start + len(altered))
                away = noise.standard_normal((len(spans), len(vector))).astype(np.float32)
                sentences.append(Sentences(spans, unit(near + MOVED * unit(away))))
            grown_one = replace(originals[article_id], id=f"{article_id}~{copy}", text=text)
            yield Entry(grown_one, chunks, np.array(moved), sentences=sentences)


def grow(library: LocalLibrary, entries: Iterator[Entry], chunks: int, assistant: Assistant) -> None:
    """Add entries until there are that many chunks, and write the indexes."""
    fingerprint = library.catalogue.encoder()
    if fingerprint is None:
        raise SystemExit("The articles gave no chunks.")
    missing = chunks - library.coverage().chunks
    while missing > 0:
        batch = [next(entries) for _ in range(BATCH)]
        library.put(batch, fingerprint)
        missing -= sum(len(entry.chunks) for entry in batch)
    library.flush()
    assistant.search("hâm nóng", PASSAGES)


def row(library: LocalLibrary, retriever: Retriever, assistant: Assistant, questions: list[str]) -> str:
    """p50 / p95 in milliseconds of a whole search and of its parts, side by side for each question."""
    times: dict[str, list[float]] = {name: [] for name in ("understand", "retrieve", "embed", "keywords", "dense")}
    for text in questions:
        found = assistant.search(text, PASSAGES)
        times["understand"].append(found.timings_ms["understand"])
        times["retrieve"].append(found.timings_ms["retrieve"])
        began = time.perf_counter()
        vector = retriever.encoder.encode_query(f"{text} ")
        embedded = time.perf_counter()
        library.keyword_search({found.question.text: 1.0, found.question.understood_as: 1.0}, RETRIEVAL.depth_chunks)
        looked_up = time.perf_counter()
        library.dense_search(vector, RETRIEVAL.depth_chunks)
        ended = time.perf_counter()
        times["embed"].append((embedded - began) * 1e3)
        times["keywords"].append((looked_up - embedded) * 1e3)
        times["dense"].append((ended - looked_up) * 1e3)
    cells = [f"{statistics.median(ms):.1f} / {np.percentile(ms, 95):.1f}" for ms in times.values()]
    return f"| {library.coverage().chunks:,} | " + " | ".join(cells) + " |"


def main() -> None:
    """Print a table with one row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--chunks", type=int, nargs="+", default=[10_000, 100_000])
    arguments = parser.parse_args()
    prepare_process()
    random_ = random.Random(1)
    with TemporaryDirectory() as folder:
        library = LocalLibrary(Path(folder, "library"), create=True)
        encoder = open_encoder(Settings())
        report = ingest([arguments.articles], library, encoder)
        print(f"{report.articles} articles, {report.chunks} chunks, embedded and indexed in {report.seconds:.0f} s\n")
        retriever = Retriever(library, encoder)
        assistant = Assistant(library, retriever)
        titles = [article.title for article, _ in library.articles() if article.title]
        asked = random_.sample(titles, min(QUESTIONS, len(titles)))
        questions = [fold(title) if at % 2 else title for at, title in enumerate(asked)]
        entries = grown(library, random_)
        print("p50 / p95 in ms\n\n| chunks | understand | retrieve, whole | embed | keyword leg | dense leg |")
        print("| --- | --- | --- | --- | --- | --- |")
        for chunks in arguments.chunks:
            grow(library, entries, chunks, assistant)
            print(row(library, retriever, assistant, questions), flush=True)


if __name__ == "__main__":
    main()
