"""`python -m benchmarks.ablation QUESTIONS.jsonl --library DIR`: what each step of understanding and searching earns.

Every step is switched off alone, for questions typed in the way that it is there for. The index stays as it is.
"""

import argparse
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from app.commands.evaluate import read_questions
from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from language.spelling.diacritics import Restored
from rag.assistant import Assistant
from rag.evaluate import VARIANTS, Labelled, Metrics, retrieval_figures
from rag.question.understand import Question
from rag.retrieve.fusion import FusionWeights, Legs, Scores, fused
from rag.retrieve.retriever import Retriever
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Passage


def same(text: str, *_: object) -> str:
    """A step that does nothing."""
    return text


def full_width(question: Labelled) -> str:
    """Digits and Latin letters in their wide forms, spaces that don't break, and a zero-width space in each word."""
    wide = question.question.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    return " ".join(f"{word[:1]}\u200b{word[1:]}" for word in wide.split()).replace(" ", "\u00a0")


def as_typed(question: Labelled) -> str:
    """The question as it is."""
    return question.question


def understood_only(question: Question) -> dict[str, float]:
    """One wording for the keyword search."""
    return {question.understood_as: 1.0}


def unarranged(passages: list[Passage], k: int, _: object) -> list[Passage]:
    """Passages as they were found."""
    return passages[:k]


def with_weights(**instead: float) -> Callable[[Legs, FusionWeights], Scores]:
    """Fusion with some weights replaced."""
    return lambda legs, weights: fused(legs, replace(weights, **instead))


def composed_only(text: str) -> str:
    """NFC and no more."""
    return unicodedata.normalize("NFC", text)


def unrestored(text: str, _: object) -> Restored:
    """Diacritics as typed."""
    return Restored(text, "none")


Typed = Callable[[Labelled], str]
# Step → how the questions are typed, and what is put in its place.
STEPS: Mapping[str, tuple[Typed, Mapping[str, Any]]] = {
    "composing: NFD": (
        VARIANTS["nfd"],
        {
            "language.normal_form._compose": same,
            "rag.question.understand.unicodedata": SimpleNamespace(normalize=lambda _, text: text),
        },
    ),
    "wide digits, no-break and zero-width characters": (full_width, {"language.normal_form._compose": composed_only}),
    "tone placement: hoà": (VARIANTS["old_tone"], {"language.normal_form._place_tones": same}),
    "casing: CAPITALS": (
        VARIANTS["capitals"],
        {"rag.retrieve.retriever.as_typed_normally": same},
    ),
    "restoring diacritics": (VARIANTS["no_diacritics"], {"rag.question.understand.restore": unrestored}),
    "the wording as typed": (VARIANTS["no_diacritics"], {"rag.retrieve.retriever._wordings": understood_only}),
    "chunks' embeddings": (as_typed, {"rag.retrieve.retriever.fused": with_weights(chunk=0.0)}),
    "sentences' embeddings": (as_typed, {"rag.retrieve.retriever.fused": with_weights(sentence=0.0)}),
    "keyword leg": (as_typed, {"rag.retrieve.retriever.fused": with_weights(keyword=0.0)}),
    "sight: keywords always in full": (
        as_typed,
        {"rag.retrieve.retriever.fused": with_weights(seeing=0.0, blind=-1.0)},
    ),
    "arranging": (as_typed, {"rag.retrieve.retriever.arranged": unarranged}),
}


def figures(assistant: Assistant, questions: list[Labelled], typed: Typed) -> Metrics:
    """hit@1 and the like, the questions typed so."""
    return retrieval_figures((question, assistant.search(typed(question), 10).passages) for question in questions)


def main() -> None:
    """Print a table: each step on and off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    prepare_process()
    library, encoder = LocalLibrary(arguments.library), open_encoder(Settings())
    assistant = Assistant(library, Retriever(library, encoder))
    questions = [q for q in read_questions(arguments.questions, "en")[: arguments.limit] if q.answerable]
    print(f"{len(questions)} questions; hit@1 / hit@5\n\n| step and typing | on | off |\n| --- | --- | --- |")
    for name, (typed, replaced) in STEPS.items():
        cells = [figures(assistant, questions, typed)]
        with ExitStack() as stack:
            for place, instead in replaced.items():
                stack.enter_context(patch(place, instead))
            # A retriever of its own, since one remembers embedded questions.
            fresh = Assistant(library, Retriever(library, encoder))
            cells.append(figures(fresh, questions, typed))
        print(
            f"| {name} | " + " | ".join(f"{cell['hit@1']:.3f} / {cell['hit@5']:.3f}" for cell in cells) + " |",
            flush=True,
        )


if __name__ == "__main__":
    main()
