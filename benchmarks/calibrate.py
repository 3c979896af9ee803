"""`python -m benchmarks.calibrate --set LIBRARY QUESTIONS.jsonl …`: when to answer, learnt from labelled questions.

Fits `rag/quote/confidence.json` (with --write) on every set given, for the encoder of the settings, then prints, for
each and for each set of --test, the curve: of the questions that can't be answered, the share refused when so many of
those that can be are refused too.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.commands.evaluate import read_questions
from app.wiring import open_encoder, prepare_process, read_settings
from rag.asking import PASSAGES
from rag.assistant import Assistant
from rag.quote.confidence import ENOUGH, TABLE, Confidence, Signs
from rag.quote.extract import quote
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary

REFUSED = (0.02, 0.03, 0.05, 0.07, 0.10, 0.15)
# The share of the questions without an answer that must be refused. Across languages the signs tell less.
MUST_REFUSE = {"within": 0.95, "across": 0.85}
Row = tuple[Signs, bool]


def signs(library_folder: Path, questions: Path, encoder: Encoder) -> list[Row]:
    """The signs of each question that finds something, and whether it can be answered."""
    library = LocalLibrary(library_folder)
    retriever = Retriever(library, encoder)
    assistant = Assistant(library, retriever)
    rows = []
    for labelled in read_questions(questions, "en"):
        found = assistant.search(labelled.question, PASSAGES, history=labelled.history)
        articles = [library.article(passage.article_id) for passage in found.passages]
        texts = {article.id: article.text for article in articles if article}

        def alike(compared, found=found):  # type: ignore[no-untyped-def]
            return retriever.alike(found.question, found.passages, compared)

        rows.append((quote(found.question, found.passages, texts, alike).signs, labelled.answerable))
    return rows


def fitted(rows: list[Row], names: tuple[str, ...], must_refuse: float) -> dict[str, float]:
    """Weights by name, and the bias: ENOUGH is where `must_refuse` of the questions without an answer fall below.

    Both kinds of question count the same, however many there are of each.
    """
    values = np.array([[getattr(sign, name) for name in names] for sign, _ in rows])
    answerable = np.array([answerable for _, answerable in rows])
    weights = LogisticRegression(C=30, class_weight="balanced").fit(values, answerable).coef_[0]
    bias = math.log(ENOUGH / (1 - ENOUGH)) - np.quantile(values[~answerable] @ weights, must_refuse)
    found = dict(zip(names, weights, strict=True)) | {"bias": bias}
    return {name: round(float(weight), 3) for name, weight in found.items()}


def curve(rows: list[Row], confidence: Confidence) -> str:
    """At the threshold in use, then at those that refuse so many of the questions that can be answered."""
    scores: NDArray[np.float64] = np.array([confidence(sign) for sign, _ in rows])
    answerable = np.array([answerable for _, answerable in rows])
    yes, no = scores[answerable], scores[~answerable]
    at = [f"**{(yes < ENOUGH).mean():.3f} → {(no < ENOUGH).mean():.3f}**"]
    at += [f"{(no < np.quantile(yes, share)).mean():.3f}" for share in REFUSED]
    return " | ".join(at)


def main() -> None:
    """Fit, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, text in (("--set", "calibrated on"), ("--test", "only looked at")):
        parser.add_argument(
            name, nargs=2, type=Path, action="append", default=[], metavar=("LIBRARY", "QUESTIONS"), help=text
        )
    parser.add_argument("--write", action="store_true", help="keep the result in rag/quote")
    arguments = parser.parse_args()
    prepare_process()
    encoder = open_encoder(read_settings())
    learnt = [signs(folder, questions, encoder) for folder, questions in arguments.set]
    rows = [row for of in learnt for row in of]
    kinds = {name: [row for row in rows if row[0].across == (name == "across")] for name in MUST_REFUSE}
    within = ("passage", "focus", "close", "sorted", "cosine", "unmet")
    across = ("words", "cosine")
    kinds_of = {"within": within, "across": across}
    signs_of = {
        encoder.fingerprint.model: kinds_of,
        "any": {kind: tuple(name for name in names if name != "cosine") for kind, names in kinds_of.items()},
    }
    table = {
        model: {kind: fitted(of, names[kind], MUST_REFUSE[kind]) for kind, of in kinds.items()}
        for model, names in signs_of.items()
    }
    print("| questions | at the threshold: answerable → unanswerable refused | " + " | ".join(map(str, REFUSED)) + " |")
    print("| --- | --- |" + " --- |" * len(REFUSED))
    tested = [signs(folder, questions, encoder) for folder, questions in arguments.test]
    for pair, of in zip([*arguments.set, *arguments.test], [*learnt, *tested], strict=True):
        for model, weights in table.items():
            print(f"| {pair[1].stem}, {model} | {curve(of, Confidence(**weights))} |", flush=True)
    if arguments.write:
        file = Path("rag", "quote", TABLE)
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        file.write_text(json.dumps(kept | table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
