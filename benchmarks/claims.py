"""`python -m benchmarks.claims [--errors]`: how well sentences are checked against passages.

claims.jsonl holds original sentences over original news text: true ones word for word and retold, false ones made from
true ones. The thresholds were chosen on what is marked "dev"; the errors on "test" were never looked at.
"""

import json
import random
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from rag.check.support import Verdict, check
from vectorstore.records import Passage

CLAIMS = Path(__file__).with_name("claims.jsonl")
HALVES = ("dev", "test")
SENTENCES, PASSAGES = 10, 8
JudgedPairs = list[tuple[dict[str, Any], Verdict]]


def passage(key: int, row: dict[str, Any]) -> Passage:
    """The passage of one pair."""
    text = row["passage"]
    return Passage(key, 1.0, str(key), row["title"], row["published"], None, None, 0, len(text), "", text)


def macro_f1(pairs: list[tuple[bool, bool]]) -> float:
    """Over (is supported, was called supported)."""
    scores = []
    for side in (True, False):
        hits = sum(truth == said == side for truth, said in pairs)
        wrong = sum(truth != said for truth, said in pairs)
        scores.append(2 * hits / (2 * hits + wrong))
    return statistics.mean(scores)


def milliseconds(rows: list[dict[str, Any]]) -> float:
    """Ten sentences against eight passages that were never seen, the median of five."""
    times = []
    for turn in range(5):
        texts = [" ".join([row["passage"]] * 2)[:900] for row in rows[turn :: len(rows) // PASSAGES]]
        passages = [passage(10_000 * turn + n, {**rows[0], "passage": text}) for n, text in enumerate(texts)]
        said = [f"{row['sentence']} {turn}" for row in rows[turn :: len(rows) // SENTENCES]]
        began = time.perf_counter()
        for sentence in said[:SENTENCES]:
            for one in passages[:PASSAGES]:
                check(sentence, one)
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times)


def print_halves(judged: JudgedPairs) -> None:
    """Scores of the two halves; "strict" takes only “supported” for a yes, "loose" “partial” too."""
    print("| half | pairs | macro-F1, strict | loose | false alarms on paraphrases, strict | loose |")
    print("| --- | --- | --- | --- | --- | --- |")
    for half in HALVES:
        pairs = [(row, verdict) for row, verdict in judged if row["split"] == half]
        strict = macro_f1([(row["label"] == "supported", v.support == "supported") for row, v in pairs])
        loose = macro_f1([(row["label"] == "supported", v.support in ("supported", "partial")) for row, v in pairs])
        retold = [v.support for row, v in pairs if row["kind"] == "paraphrase"]
        alarms = statistics.mean(support != "supported" for support in retold)
        hard = statistics.mean(support == "unsupported" for support in retold)
        print(f"| {half} | {len(pairs)} | {strict:.3f} | {loose:.3f} | {alarms:.3f} of {len(retold)} | {hard:.3f} |")


def print_kinds(judged: JudgedPairs) -> None:
    """How many of each kind were judged rightly: false ones caught, true ones passed."""
    print("\n| kind | label | dev, strict | test, strict | dev, loose | test, loose |")
    print("| --- | --- | --- | --- | --- | --- |")
    kinds: defaultdict[tuple[str, str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for row, v in judged:
        truth = row["label"] == "supported"
        right = ((v.support == "supported") == truth, (v.support in ("supported", "partial")) == truth)
        kinds[row["label"], row["kind"], row["split"]].append(right)
    for label, kind in sorted({key[:2] for key in kinds}):
        halves = [kinds[label, kind, half] for half in HALVES]
        cells = [f"{sum(right[n] for right in half)}/{len(half)}" for n in (0, 1) for half in halves]
        print(f"| {kind} | {label} | {' | '.join(cells)} |")


def print_answers(judged: JudgedPairs) -> None:
    """How many answers, put together from sentences of the test half, a limit on their supported share drops."""
    dice = random.Random(7)
    scores = {"supported": 1.0, "partial": 0.5, "unsupported": 0.0, "contradicted": 0.0}
    test = [(row, scores[v.support]) for row, v in judged if row["split"] == "test"]
    retold = [score for row, score in test if row["kind"] == "paraphrase"]
    untrue = [score for row, score in test if row["label"] == "unsupported"]
    print("\n| sentences, false ones among them | dropped below 1/3 | 1/2 | 2/3 |\n| --- | --- | --- | --- |")
    for total, false in ((1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (4, 0), (4, 1), (4, 2), (4, 3), (4, 4)):
        drawn = ([*dice.choices(retold, k=total - false), *dice.choices(untrue, k=false)] for _ in range(2_000))
        shares = [statistics.mean(answer) for answer in drawn]
        cells = [f"{statistics.mean(share < limit - 1e-9 for share in shares):.2f}" for limit in (1 / 3, 1 / 2, 2 / 3)]
        print(f"| {total}, {false} | {' | '.join(cells)} |")


def print_errors(judged: JudgedPairs) -> None:
    """Every pair of the dev half that was judged wrongly."""
    for row, v in judged:
        if row["split"] == "dev" and (v.support == "supported") != (row["label"] == "supported"):
            why = f"{v.reason.code}: {v.reason.words}" if v.reason else ""
            print(f"{row['label']} {row['kind']}: {row['sentence']}", file=sys.stderr)
            print(f"    {v.support} {v.score} {why} <- {row['passage'][v.start : v.end]}", file=sys.stderr)


def main() -> None:
    """Print the tables; with --errors also what was judged wrongly."""
    rows = [json.loads(line) for line in CLAIMS.open(encoding="utf-8")]
    judged = [(row, check(row["sentence"], passage(n, row))) for n, row in enumerate(rows)]
    print_halves(judged)
    print_kinds(judged)
    print_answers(judged)
    print(f"\nTen sentences against eight passages: {milliseconds(rows):.0f} ms")
    if "--errors" in sys.argv:
        print_errors(judged)


if __name__ == "__main__":
    main()
