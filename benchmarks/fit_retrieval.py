"""`python -m benchmarks.fit_retrieval --set LIBRARY QUESTIONS.jsonl …`: what retrieval's weights should be.

Varies one number at a time, from those in use (`rag.retrieve.fusion.FITTED`, `rag.retrieve.retriever.RETRIEVAL`,
`rag.retrieve.arrange.ARRANGING`, `vectorstore.terms.FIELDS`), over all sets together, and prints the figures of each
set and the mean of hit@1, hit@5 and recall@2000c over the sets, by which it names the best value of each. Every
question is searched once for the weights of fusion; the other numbers search anew. Questions whose id ends in an odd
digit are left out with --even, to be reported with what was fitted on the others.
"""

import argparse
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.commands.evaluate import read_questions
from app.wiring import open_encoder, prepare_process, read_settings
from rag.asking import Asking
from rag.evaluate import RANKS, Labelled, Metrics, retrieval_figures
from rag.question.understand import Question
from rag.retrieve.arrange import ARRANGING
from rag.retrieve.fusion import FITTED, FusionWeights, Legs
from rag.retrieve.retriever import RETRIEVAL, Retriever
from rag.searching import Searching
from rag.turns import Turns
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Passage
from vectorstore.terms import FIELDS

# What each weight is tried at; the one in use is tried too.
TRIED: Mapping[str, Sequence[float]] = {
    "chunk": (0.0, 0.1, 0.3, 0.4),
    "sentence": (0.0, 0.2, 0.3, 0.5, 0.6),
    "keyword": (0.0, 0.3, 0.4, 0.6, 0.7),
    "blind": (0.05, 0.1, 0.2),
    "seeing": (0.4, 0.6, 0.7),
}
SEARCHED: Mapping[str, Sequence[float]] = {"title": (0.0, 0.5, 0.75)}
RANKED: Mapping[str, Sequence[float]] = {
    "depth_chunks": (25, 100),
    "named_days_gain": (0.0, 0.05, 0.2),
    "named_outlet_gain": (0.0, 0.1, 0.3),
}
JOINED: Mapping[str, Sequence[float]] = {"copy_share": (0.6, 0.8), "near_ranks": (0, 1, 10)}
SHOWN = ("hit@1", "hit@5", "recall@2000c")


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """One question, understood, with its candidates and what each search says of them."""

    labelled: Labelled
    question: Question
    passages: Sequence[Passage]
    legs: Legs


class RetrievalSet:
    """The answerable questions of one file and the library that answers them."""

    def __init__(self, folder: Path, file: Path, encoder: Encoder, *, even: bool, limit: int | None) -> None:
        self.name = file.stem
        library = LocalLibrary(folder)
        self._retriever = Retriever(library, encoder)
        searching = Searching(library, self._retriever, Turns())
        asked = [each for each in read_questions(file, "en") if each.answerable]
        asked = [each for each in asked if not even or each.id[-1] in "02468"][:limit]
        self._asked = [(each, searching.understood(Asking(each.question, each.history)).question) for each in asked]

    def searched(self) -> list[SearchedQuestion]:
        """By the searches as they stand now."""
        return [SearchedQuestion(each, question, *self._retriever.legs(question)) for each, question in self._asked]

    def figures(self, searched: Sequence[SearchedQuestion], weights: FusionWeights) -> Metrics:
        """As `hoibao eval` counts them, of questions without days in force."""
        return retrieval_figures(
            (one.labelled, self._retriever.arranged(one.question, one.passages, one.legs, max(RANKS), weights))
            for one in searched
        )


def tried(sets: Sequence[RetrievalSet]) -> Iterator[tuple[str, float, list[Metrics]]]:
    """The name and value of what was changed, "" for nothing, and the figures of each set."""
    searched = [each.searched() for each in sets]

    def figures(weights: FusionWeights) -> list[Metrics]:
        return [each.figures(own, weights) for each, own in zip(sets, searched, strict=True)]

    yield "", 0.0, figures(FITTED)
    for name, values in TRIED.items():
        for value in values:
            yield name, value, figures(replace(FITTED, **{name: value}))
    for name, values in {**SEARCHED, **RANKED, **JOINED}.items():
        for value in values:
            with patch(*_instead(name, value)):
                yield name, value, [each.figures(each.searched(), FITTED) for each in sets]


def _instead(name: str, value: float) -> tuple[str, Any]:
    """Where a number stands that is looked up at each search, and what takes its place."""
    if name in RANKED:
        number: Any = int(value) if name == "depth_chunks" else value
        return "rag.retrieve.retriever.RETRIEVAL", replace(RETRIEVAL, **{name: number})
    if name in JOINED:
        joins: Any = int(value) if name == "near_ranks" else value
        return "rag.retrieve.arrange.ARRANGING", replace(ARRANGING, **{name: joins})
    return "vectorstore.terms.FIELDS", {**FIELDS, "title": value}


def main() -> None:
    """Print a row for each value, then the best of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=2, type=Path, action="append", required=True, metavar=("LIBRARY", "QUESTIONS"))
    parser.add_argument("--even", action="store_true", help="only questions whose id ends in an even digit")
    parser.add_argument("--limit", type=int, help="the first so many questions of each set")
    arguments = parser.parse_args()
    prepare_process()
    encoder = open_encoder(read_settings())
    chosen = {"even": arguments.even, "limit": arguments.limit}
    sets = [RetrievalSet(folder, file, encoder, **chosen) for folder, file in arguments.set]
    print("| changed | " + " | ".join(f"{each.name}: {', '.join(SHOWN)}" for each in sets) + " | mean |")
    print("| --- |" + " --- |" * (len(sets) + 1))
    best: dict[str, tuple[float, float]] = {}
    in_use = {
        **{name: getattr(FITTED, name) for name in TRIED},
        "title": FIELDS["title"],
        **{name: float(getattr(RETRIEVAL, name)) for name in RANKED},
        **{name: float(getattr(ARRANGING, name)) for name in JOINED},
    }
    for name, value, figures in tried(sets):
        mean = statistics.mean(each[shown] for each in figures for shown in SHOWN)
        cells = [" / ".join(f"{each[shown]:.3f}" for shown in SHOWN) for each in figures]
        print(f"| {f'{name} {value:g}' if name else 'nothing'} | " + " | ".join(cells) + f" | {mean:.4f} |", flush=True)
        for known in [name] if name else in_use:
            best[known] = max(best.get(known, (0.0, 0.0)), (mean, value if name else in_use[known]))
    print(
        "\nBest alone: "
        + ", ".join(f"{name} {value:g} (in use: {in_use[name]:g})" for name, (_, value) in best.items())
    )


if __name__ == "__main__":
    main()
