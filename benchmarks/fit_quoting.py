"""`python -m benchmarks.fit_quoting --set LIBRARY QUESTIONS.jsonl MOST …`: what quoting weighs, learnt from questions.

Fits the order of sentences (`rag/quote/ranking.json`) and whether they answer at all (`rag/quote/confidence.json`) for
the encoder of the settings, on all sets together, and prints for each set, and each of --test, what that changes. The
sets of --elsewhere are fitted on too; their unanswerable questions are about nothing in the library, and tell alone
when articles speak of a subject at all. The thresholds are the highest at which no set has more than MOST of its
answerable questions refused. With --write the result is kept. Signs of one kind of question, within a language or
across two, that the sets hardly have stay as they are.
"""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from app.commands.evaluate import read_questions
from app.wiring import open_encoder, prepare_process, read_settings
from language.detect import language_of
from rag.asking import PASSAGES, Asking
from rag.draft import AnswerDraft
from rag.evaluate import Labelled
from rag.question.expected_answer import expected_answer
from rag.quote import confidence, ranking
from rag.quote.confidence import ENOUGH, Confidence, likely
from rag.quote.extract import Quoted
from rag.quote.quotable import NAMES, ScoredSentence, quotables
from rag.quote.quoting import Quoting
from rag.retrieve.retriever import Retriever
from rag.searching import Searching
from rag.turns import Turns
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary

Floats = NDArray[np.float64]
FittedSigns = dict[str, float]
# The signs that count, each with the step of it that says as much as a whole one of the others. No sign may count the
# other way, whatever the questions make of it. A cosine doesn't tell whether something is stated: near misses are
# alike to what they miss.
STEPS: Mapping[str, Mapping[str, float]] = {
    "about": {"passage": 1, "cosine": 0.1},
    "stated": {"told": 1, "asked": 1, "close": 1, "fit": 1, "chance": 1},
    "across": {"words": 1, "fit": 1, "cosine": 0.1},
}
# What a weight costs, so that none grows on the few questions that it alone tells apart; what none falls below.
RANKING_COST, CONFIDENCE_COST, LEAST = 0.0002, 0.002, 0.05
# The share of answerable questions that may be refused as being about nothing in the library.
MOST_ABOUT = 0.03
# Features that speak against a sentence; all others speak for it.
AGAINST = frozenset(("opens", "leans", "asks", "short", "other", "announces"))
# A kind of question that the sets have fewer of keeps its weights.
FEWEST = 100


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question and what was found for it: its sentences' features, and which of them hold evidence."""

    labelled: Labelled
    draft: AnswerDraft
    features: Floats
    holds: NDArray[np.bool_]


class QuotingSet:
    """The questions of one file and the library that answers them; `most` of the answerable may be refused."""

    def __init__(self, folder: Path, file: Path, encoder: Encoder, most: float = 1.0) -> None:
        self.name, self.most = file.stem, most
        library = LocalLibrary(folder)
        retriever, turns = Retriever(library, encoder), Turns()
        searching = Searching(library, retriever, turns)
        self._quoting = Quoting(library, retriever, turns)
        self.searched: list[ScoredQuestion] = []
        for labelled in read_questions(file, "en"):
            asking = Asking(labelled.question, labelled.history)
            draft = searching.understood(asking)
            searching.retrieve(draft, PASSAGES, asking.filters, whole=True)
            apart, _ = quotables(draft.question, expected_answer(draft.question.understood_as), draft.passages)
            every = ranking.compared(
                [one for of in apart for one in of], retriever.sentence_cosines(draft.question, draft.passages)
            )
            rows = [[getattr(one.features, name) for name in NAMES] for one in every]
            holds = np.array([_holds(labelled, one) for one in every], dtype=bool)
            self.searched.append(ScoredQuestion(labelled, draft, np.array(rows).reshape(-1, len(NAMES)), holds))

    def quoted(self, weights: Mapping[str, float]) -> list[tuple[ScoredQuestion, Quoted, bool]]:
        """Each question, what is quoted for it with these weights, and whether the rules let that answer."""
        with patch("rag.quote.ranking.weights_by_name", lambda: weights):
            for one in self.searched:
                one.draft.quoted = None
            return [(one, self._quoting.of(one.draft), self._quoting.may_answer(one.draft)) for one in self.searched]


def _holds(labelled: Labelled, one: ScoredSentence) -> bool:
    spans = (e for e in labelled.evidence if e.article == one.passage.article_id)
    return any(e.start < one.end and one.start < e.end for e in spans)


def ranking_of(searched: Sequence[ScoredQuestion]) -> FittedSigns:
    """The weights under which a sentence with evidence is the likeliest of its question's, within a language."""
    data = [(one.features, one.holds) for one in searched if one.holds.any() and not _across(one)]

    def cost(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, holds in data:
            scores = features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            right = likely * holds
            total -= math.log(right.sum() + 1e-12)
            slope -= features.T @ (right / (right.sum() + 1e-12) - likely)
        return (
            total / len(data) + RANKING_COST * float(weights @ weights),
            slope / len(data) + 2 * RANKING_COST * weights,
        )

    bounds = [(None, 0) if name in AGAINST else (0, None) for name in NAMES]
    fit = minimize(cost, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 3) for name, weight in zip(NAMES, fit.x, strict=True)}


def _across(one: ScoredQuestion) -> bool:
    return language_of(one.draft.passages[0].text) != one.draft.question.language


JudgedQuotes = Sequence[tuple[ScoredQuestion, Quoted, bool]]


Bounded = Sequence[tuple[JudgedQuotes, float]]


def calibrated(learnt: Sequence[JudgedQuotes], bounded: Bounded, steps: Mapping[str, float]) -> FittedSigns:
    """Weights by name and the bias; each set and each of its two kinds of question counts the same. `bounded`: the sets
    of which no more than so many answerable questions may be refused."""
    values, sides, counts = [], [], []
    for judged in learnt:
        open_ones = [(one, quoted) for one, quoted, may in judged if may]
        side = np.array([one.labelled.answerable for one, _ in open_ones])
        values.append(
            np.array([[getattr(quoted.signs, name) / steps[name] for name in steps] for _, quoted in open_ones])
        )
        sides.append(np.where(side, 1.0, -1.0))
        counts.append(np.where(side, 1 / max(side.sum(), 1), 1 / max((~side).sum(), 1)))
    x, side, count = np.vstack(values), np.concatenate(sides), np.concatenate(counts)
    count = count / count.sum()

    def cost(fit: Floats) -> tuple[float, Floats]:
        margin = side * (x @ fit[1:] + fit[0])
        slope = -count * side / (1 + np.exp(margin))
        total = float((count * np.logaddexp(0, -margin)).sum() + CONFIDENCE_COST * (fit[1:] ** 2).sum())
        return total, np.r_[slope.sum(), x.T @ slope + 2 * CONFIDENCE_COST * fit[1:]]

    bounds = [(None, None)] + [(LEAST, None)] * len(steps)
    fit = minimize(cost, np.r_[0.0, np.full(len(steps), LEAST)], jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = {
        name: round(float(weight) / step, 3) for (name, step), weight in zip(steps.items(), fit[1:], strict=True)
    }
    threshold = min(_threshold(judged, weights, most) for judged, most in bounded)
    return weights | {"bias": math.ceil((math.log(ENOUGH / (1 - ENOUGH)) - threshold) * 1000) / 1000}


def _threshold(judged: JudgedQuotes, weights: Mapping[str, float], most: float) -> float:
    """The highest score below which not more than `most` of the answerable questions fall."""
    scores = sorted(
        sum(getattr(quoted.signs, name) * weight for name, weight in weights.items()) if may else -math.inf
        for one, quoted, may in judged
        if one.labelled.answerable
    )
    allowed = scores[int(most * len(scores)) :]
    return next((score for score in allowed if score > -math.inf), 0.0)


def fitted_confidence(sets: Sequence[tuple[JudgedQuotes, float, bool]], *, cosine: bool) -> dict[str, FittedSigns]:
    """The signs' weights by kind, of the kinds that the sets have enough questions of. Each set: its quotes, how many
    of its answerable questions may be refused, and whether its unanswerable ones are about nothing in its library."""
    steps = {kind: {n: step for n, step in of.items() if cosine or n != "cosine"} for kind, of in STEPS.items()}
    fitted: dict[str, FittedSigns] = {}
    within = [([x for x in judged if not x[1].signs.across], most, elsewhere) for judged, most, elsewhere in sets]
    within = [(judged, most, elsewhere) for judged, most, elsewhere in within if judged]
    if any(elsewhere for *_, elsewhere in within):
        about = calibrated(
            [judged for judged, _, elsewhere in within if elsewhere],
            [(judged, MOST_ABOUT) for judged, *_ in within],
            steps["about"],
        )
        left = [
            ([(one, quoted, may and likely(about, quoted.signs) >= ENOUGH) for one, quoted, may in judged], most)
            for judged, most, _ in within
        ]
        fitted = {"about": about, "stated": calibrated([judged for judged, *_ in within], left, steps["stated"])}
    across = [([x for x in judged if x[1].signs.across], most) for judged, most, _ in sets]
    across = [(judged, most) for judged, most in across if len(judged) >= FEWEST // 2]
    if sum(len(judged) for judged, _ in across) >= FEWEST:
        fitted["across"] = calibrated([judged for judged, _ in across], across, steps["across"])
    return fitted


def row(name: str, judged: JudgedQuotes, model: Confidence) -> str:
    """The set's figures as a line of a table."""
    refused = {True: [0, 0], False: [0, 0]}
    for one, quoted, may in judged:
        refused[one.labelled.answerable][0] += not (may and model(quoted.signs) >= ENOUGH)
        refused[one.labelled.answerable][1] += 1
    first = sum(bool(quoted.best) and _holds(one.labelled, quoted.best[0]) for one, quoted, _ in judged)
    shares = [first / max(refused[True][1], 1), *(of / max(all_, 1) for of, all_ in refused.values())]
    return f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def main() -> None:
    """Fit, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    add, pair = parser.add_argument, ("LIBRARY", "QUESTIONS")
    add("--set", nargs=3, action="append", required=True, metavar=(*pair, "MOST"), help="fitted on")
    add("--elsewhere", nargs=3, action="append", default=[], metavar=(*pair, "MOST"), help="fitted on; see above")
    add("--test", nargs=2, action="append", default=[], metavar=pair, help="only looked at")
    add("--write", action="store_true", help="keep the result in rag/quote")
    arguments = parser.parse_args()
    prepare_process()
    encoder = open_encoder(read_settings())
    learnt = [QuotingSet(Path(folder), Path(file), encoder, float(most)) for folder, file, most in arguments.set]
    elsewhere = [
        QuotingSet(Path(folder), Path(file), encoder, float(most)) for folder, file, most in arguments.elsewhere
    ]
    learnt += elsewhere
    tested = [QuotingSet(Path(folder), Path(file), encoder) for folder, file in arguments.test]
    weights = ranking_of([one for each in learnt for one in each.searched])
    after = {each: each.quoted(weights) for each in learnt + tested}
    file = Path("rag", "quote", confidence.TABLE)
    kept = json.loads(file.read_text(encoding="utf-8"))
    model = encoder.fingerprint.model
    table = kept | {model: dict(kept.get(model, kept["any"])), "any": dict(kept["any"])}
    for name in (model, "any"):
        table[name] |= fitted_confidence(
            [(after[each], each.most, each in elsewhere) for each in learnt], cosine=name == model
        )
    shipped = ranking.weights_by_name(), confidence.confidence_of(model)
    if arguments.write:
        file.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        Path("rag", "quote", ranking.TABLE).write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print("| questions | best sentence holds it | answerable refused | unanswerable refused |")
    print("| --- | --- | --- | --- |")
    for each in learnt + tested:
        for name in (model, "any"):
            print(row(f"{each.name}, fitted, {name}", after[each], Confidence(**table[name])), flush=True)
        print(row(f"{each.name}, as shipped", each.quoted(shipped[0]), shipped[1]), flush=True)


if __name__ == "__main__":
    main()
