"""`python -m benchmarks.claim_cases CASES.json [--all]`: minimal cases of the check, each judged as a reader sees it.

A case is `{"id", "passages": [{"text", "title", "article", "published", "start"}], "sentence", "expected"}`. Expected
“supported” asks that no sentence is marked, “unsupported” that one is marked as not found or contradicted.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from rag.check.citations import settled
from vectorstore.records import Passage


def passage(n: int, row: dict[str, Any]) -> Passage:
    """The passage of a case, number `n`."""
    start = row["start"]
    end = start + len(row["text"])
    outlet = row.get("outlet")
    return Passage(n, 1.0, row["article"], row["title"], row["published"], outlet, None, start, end, "", row["text"])


def main() -> None:
    """Print the cases that are judged wrongly, or all, and how many are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    cases = json.loads(given.cases.read_text(encoding="utf-8"))
    right = 0
    for case in cases:
        passages = [passage(n, row) for n, row in enumerate(case["passages"], 1)]
        sentences = settled(case["sentence"], passages).sentences
        marked = [sentence for sentence in sentences if sentence.support != "supported"]
        wrong = [sentence for sentence in marked if sentence.support in ("unsupported", "contradicted")]
        good = not marked if case["expected"] == "supported" else bool(wrong)
        right += good
        if given.all or not good:
            print(f"{'ok' if good else 'WRONG'}  {case['id']} ({case['expected']})")
            for sentence in sentences:
                why = f" {sentence.reason.code}: {sentence.reason.words}" if sentence.reason else ""
                print(f"       {sentence.support}{why} | {sentence.text}")
    print(f"{right} of {len(cases)} as expected")


if __name__ == "__main__":
    main()
