"""`python -m benchmarks.fit_values --set LIBRARY QUESTIONS.jsonl …`: which of a sentence's values is the one asked for.

Of each question's evidence, the sentences that hold an accepted answer and several values of the kind asked for: the
share in which the one chosen is the accepted, by the numbers of `rag/quote/closeness.py` and by others in their place.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.settings import Settings
from app.wiring import open_assistant, prepare_process
from language.content import content_terms
from language.normal_form import fold
from language.sentences import sentences
from rag.evaluate import Labelled, holds_answer
from rag.question.expected_answer import expected_answer
from rag.quote.closeness import CLOSENESS, Closeness, ClosenessWeights
from rag.quote.fitting.fitting import fitting
from rag.quote.fitting.value import FittingValue
from rag.quote.quotable import worth
from vectorstore.local.library import LocalLibrary

VARIANTS = [
    CLOSENESS,
    *(replace(CLOSENESS, half_at=half_at) for half_at in (3.0, 5.0, 12.0)),
    *(replace(CLOSENESS, clause=clause) for clause in (0.0, 4.0, 16.0)),
    *(replace(CLOSENESS, led_to=led_to) for led_to in (1.0, 1.5)),
]


@dataclass(frozen=True, slots=True)
class SeveralValues:
    """A sentence, folded, with its values, which of them are accepted, and the question's words."""

    folded: str
    values: Sequence[FittingValue]
    accepted: frozenset[FittingValue]
    words: Mapping[str, float]

    def is_right(self, weights: ClosenessWeights) -> bool:
        closeness = Closeness(self.folded, self.words, weights)
        return max(self.values, key=lambda value: worth(value, closeness)) in self.accepted


def several(folder: Path, questions: Path) -> Iterator[SeveralValues]:
    """The sentences of a set between whose values one has to choose."""
    library = LocalLibrary(folder)
    assistant = open_assistant(Settings(), library, with_llm=False)
    for line in questions.read_text(encoding="utf-8").splitlines():
        one = Labelled.from_record(json.loads(line))
        asked = assistant.search(one.question, 1, history=one.history).question.understood_as
        terms = content_terms(asked)
        words = dict.fromkeys(terms, 1 / max(1, len(terms)))
        for span in one.evidence:
            article = library.article(span.article)
            text = article.text if article else ""
            sentence = next((text[a:b] for a, b in sentences(text) if a < span.end and span.start < b), "")
            values = fitting(expected_answer(asked), sentence, asked)
            right = frozenset(v for v in values if holds_answer(sentence[v.start : v.end], one.answers))
            if right and len(right) < len(values):
                yield SeveralValues(fold(sentence), values, right, words)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=2, action="append", required=True, metavar=("LIBRARY", "QUESTIONS"), type=Path)
    sets = [(questions.stem, list(several(folder, questions))) for folder, questions in parser.parse_args().set]
    print("| half_at, clause, led_to | " + " | ".join(f"{name} ({len(of)})" for name, of in sets) + " |")
    print("| --- |" + " --- |" * len(sets))
    for weights in VARIANTS:
        shares = [sum(one.is_right(weights) for one in of) / max(1, len(of)) for _, of in sets]
        numbers = f"{weights.half_at:g}, {weights.clause:g}, {weights.led_to:g}"
        print(f"| {numbers} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


if __name__ == "__main__":
    prepare_process()
    main()
