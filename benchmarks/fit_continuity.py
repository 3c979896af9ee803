"""`python -m benchmarks.fit_continuity LIBRARY QUESTIONS.jsonl`: which questions without a name go on with a turn.

Each question that names nothing is asked after another of its own article, and after one of another article; printed
is how many would be taken for follow-ups (the share of the first should be high, of the second low) for limits around
those of `rag/question/continuity.py`. Follow-ups of the file (with a `history`) that name nothing are a line of
their own.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from unittest.mock import patch

from app.commands.evaluate import read_questions
from app.wiring import prepare_process
from language.meaning.names import names_something
from language.normal_form import normalize
from rag.answer import Turn
from rag.evaluate import Labelled
from rag.question import continuity
from vectorstore.local.library import LocalLibrary

ENOUGH, OTHERS = (0.2, 0.3, 0.35, 0.5), (0.4, 0.5, 0.6, 0.7, 1.0)
Pairs = Sequence[tuple[str, Turn]]


def pairs_of(questions: Sequence[Labelled], most: int) -> dict[str, Pairs]:
    """Questions without a name, each with a turn before it, by what that turn was about."""
    choice = random.Random(1)
    unnamed = [one for one in questions if one.evidence and not names_something(normalize(one.question))]
    alone = [one for one in unnamed if not one.history]
    choice.shuffle(alone)
    after: dict[str, list[tuple[str, Turn]]] = {"own article": [], "another article": [], "follow-ups": []}
    for one in alone[:most]:
        of_own = [other for other in questions if other is not one and _about_the_same(one, other)]
        of_another = [other for other in questions if other.evidence and not _about_the_same(one, other)]
        for name, turns in (("own article", of_own), ("another article", of_another)):
            if turns:
                before = choice.choice(turns)
                after[name].append((normalize(one.question), Turn(before.question, next(iter(before.answers), ""))))
    after["follow-ups"] = [(normalize(one.question), one.history[-1]) for one in unnamed if one.history]
    return {name: pairs for name, pairs in after.items() if pairs}


def _about_the_same(one: Labelled, other: Labelled) -> bool:
    return not {span.article for span in one.evidence}.isdisjoint(span.article for span in other.evidence)


def main() -> None:
    """Print one row for each pair of limits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_continuity", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=200, help="questions without a name (default %(default)s)")
    given = parser.parse_args()
    prepare_process()
    library = LocalLibrary(given.library)
    after = pairs_of(list(read_questions(given.questions, "en")), given.most)
    print("| enough_share | others_share |", " | ".join(f"{name} ({len(pairs)})" for name, pairs in after.items()), "|")
    print("| --- | --- |" + " --- |" * len(after))
    for enough, others in product(ENOUGH, OTHERS):
        with patch.object(
            continuity, "CONTINUITY", replace(continuity.CONTINUITY, enough_share=enough, others_share=others)
        ):
            rates = [sum(continuity.goes_on(*pair, library) for pair in pairs) / len(pairs) for pairs in after.values()]
        print(f"| {enough} | {others} |", " | ".join(f"{rate:.3f}" for rate in rates), "|", flush=True)


if __name__ == "__main__":
    main()
