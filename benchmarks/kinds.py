"""`python -m benchmarks.kinds --articles PATH [--labelled FOLDER]`: kinds of FAISS index, side by side.

Every chunk and every sentence of the articles is embedded; beyond as many, copies moved by as much as two news chunks
on one subject differ fill up to `--vectors`. Questions are the articles' titles, which the
texts are near to, and, with `--labelled`, its questions, which no text here answers: the nearest are far, and that is
where lists and quantizers lose. Recall is against exact comparison of the same embeddings; one thread searches.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import faiss
import numpy as np

from app.commands.evaluate import read_questions
from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from benchmarks.retrieval import MOVED
from benchmarks.table import machine, percentiles, seconds
from ingest.pipeline import ingest
from language.sentences import sentences
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.local.dense.stored_vectors import EXACT, SKETCH, SKETCHED
from vectorstore.local.library import LocalLibrary

K, QUESTIONS, BLOCK = 10, 200, 1_000
TRAINED_ON = 200_000


@dataclass(frozen=True, slots=True)
class IndexKind:
    """A FAISS factory string, and settings of its search, one row each."""

    factory: str
    settings: Sequence[str] = ("",)
    most: int | None = None  # beyond as many it takes more than ten minutes


def kinds(count: int) -> list[IndexKind]:
    """Those that may serve `count` vectors; as many lists as FAISS advises, 4 √n."""
    lists = 2 ** round(np.log2(4 * np.sqrt(count)))
    probes = [f"nprobe={probes}" for probes in (16, 64, 256)]
    refined = [f"{each},k_factor_rf={SKETCH.least_candidates / K:g}" for each in probes]
    return [
        IndexKind(EXACT),
        IndexKind("SQ8"),
        IndexKind(SKETCHED, [f"k_factor_rf={wanted / K:g}" for wanted in (100, SKETCH.least_candidates, 400)]),
        IndexKind(f"IVF{lists},SQ8", probes),
        IndexKind(f"IVF{lists},RaBitQ,Refine({EXACT})", refined),
        IndexKind("HNSW32", ["efSearch=64", "efSearch=256"], most=200_000),
    ]


def texts_of(library: LocalLibrary) -> Iterator[str]:
    """Chunks and sentences, as the product embeds them: after the title."""
    for key in (key for keys, _ in library.catalogue.vectors_since(0) for key in keys.tolist()):
        for passage in library.passages([(key, 0.0)]):
            yield f"{passage.title}\n{passage.text}"
            for start, end in sentences(passage.text):
                yield f"{passage.title}\n{passage.text[start:end]}"


def embedded(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """(n, dim) float32, with progress on stderr."""
    found = []
    for at in range(0, len(texts), BLOCK):
        found.append(encoder.encode_documents(texts[at : at + BLOCK]))
        print(f"\r  embedded {at + len(found[-1]):,} of {len(texts):,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return np.concatenate(found)


def filled(vectors: Vectors, count: int) -> Vectors:
    """The first `count` vectors, or all of them and moved copies."""
    noise = np.random.default_rng(1)
    parts = [vectors[:count]]
    while (have := sum(map(len, parts))) < count:
        step = noise.standard_normal(vectors.shape, dtype=np.float32)
        near = vectors + MOVED * step / np.linalg.norm(step, axis=1, keepdims=True)
        parts.append((near / np.linalg.norm(near, axis=1, keepdims=True))[: count - have])
    return np.concatenate(parts)


def rows(
    kind: IndexKind, vectors: Vectors, asked: Sequence[Vectors], nearest: Sequence[Any], place: Path
) -> Iterator[str]:
    """A row for each setting: build, size on disk, times, recall@10 for each set of questions."""
    index = faiss.index_factory(vectors.shape[1], kind.factory, faiss.METRIC_INNER_PRODUCT)
    sample = vectors[np.random.default_rng(2).permutation(len(vectors))[:TRAINED_ON]]
    built = seconds(lambda: (index.train(sample), index.add(vectors)))
    faiss.write_index(index, str(place))
    cores = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    for setting in kind.settings:
        if setting:
            faiss.ParameterSpace().set_index_parameters(index, setting)
        took: list[float] = []
        recalls = []
        for questions, best in zip(asked, nearest, strict=True):
            held = 0
            for question, wanted in zip(questions, best, strict=True):
                began = time.perf_counter()
                _, found = index.search(question[None], K)
                took.append((time.perf_counter() - began) * 1e3)
                held += len(set(found[0].tolist()) & set(wanted.tolist()))
            recalls.append(f"{held / best.size:.3f}")
        size = place.stat().st_size / 1e6
        cells = [f"{built:,.0f}", f"{size:,.0f}", percentiles(took), " / ".join(recalls)]
        yield f"| {kind.factory} {setting} | {' | '.join(cells)} |"
    faiss.omp_set_num_threads(cores)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.kinds", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--labelled", type=Path, metavar="FOLDER", help="with questions.jsonl")
    parser.add_argument("--vectors", type=int, nargs="+", default=[1_000_000])
    arguments = parser.parse_args()
    prepare_process()
    encoder = open_encoder(Settings())
    with TemporaryDirectory() as name:
        library = LocalLibrary(Path(name, "library"), create=True)
        ingest(arguments.articles, library, encoder)
        found = sorted({article.title for article, _ in library.articles() if article.title})
        titles = random.Random(1).sample(found, min(QUESTIONS, len(found)))
        sets = [titles]
        if arguments.labelled:
            labelled = [each.question for each in read_questions(arguments.labelled / "questions.jsonl", "en")]
            sets.append(random.Random(1).sample(labelled, min(QUESTIONS, len(labelled))))
        asked = [np.stack([encoder.encode_query(text) for text in texts]) for texts in sets]
        real = embedded(list(dict.fromkeys(texts_of(library))), encoder)
        real = real[np.random.default_rng(3).permutation(len(real))]
        for count in arguments.vectors:
            vectors = filled(real, count)
            exact = faiss.IndexFlatIP(vectors.shape[1])
            exact.add(vectors)
            nearest = [exact.search(questions, K)[1] for questions in asked]
            del exact
            print(f"\n{machine()}; {count:,} vectors, {min(count, len(real)):,} of them of texts\n")
            recall = " / ".join(["titles", "questions"][: len(asked)])
            print(f"| kind | built in s | MB | p50 / p95 ms | recall@{K}: {recall} |\n| --- | --- | --- | --- | --- |")
            for kind in kinds(count):
                if kind.most is None or count <= kind.most:
                    for row in rows(kind, vectors, asked, nearest, Path(name, "index")):
                        print(row, flush=True)


if __name__ == "__main__":
    main()
