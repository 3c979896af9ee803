"""The example conversations over the example articles, with the bundled encoder: the figures that readers will meet."""

import json
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from app.wiring import open_assistant, open_library
from rag.assistant import Assistant
from rag.evaluate import Labelled, retrieval_figures
from rag.question.understand import Question
from vectorstore.records import Passage

EXAMPLES = Path(__file__).parents[2] / "examples"
RECORDS: list[dict[str, Any]] = [
    json.loads(line) for line in (EXAMPLES / "conversations.jsonl").read_text(encoding="utf-8").splitlines()
]
FOLLOW_UPS = [record for record in RECORDS if record["kind"] != "new_subject"]
NEW_SUBJECTS = [record for record in RECORDS if record["kind"] == "new_subject"]
by_id = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])


@pytest.fixture(scope="module")
def assistant(ingested_examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings(library=tmp_path_factory.mktemp("examples") / "library")
    shutil.copytree(ingested_examples, settings.library)
    return open_assistant(settings, open_library(settings.library), with_llm=False)


@pytest.fixture(scope="module")
def found(assistant: Assistant) -> dict[str, tuple[Question, Sequence[Passage]]]:
    """Each conversation's last question as understood, and its first three passages."""
    labelled = [Labelled.from_record(record) for record in RECORDS]
    found = {q.id: assistant.search(q.question, 3, history=q.history) for q in labelled}
    return {id_: (one.question, one.passages) for id_, one in found.items()}


@cache
def articles() -> dict[str, str]:
    texts = {file.stem: file.read_text(encoding="utf-8") for file in (EXAMPLES / "articles").glob("*.txt")}
    lines = (EXAMPLES / "articles" / "bao.jsonl").read_text(encoding="utf-8").splitlines()
    return texts | {article["id"]: article["text"] for article in map(json.loads, lines)}


@by_id
def test_evidence_is_an_accepted_answer(record: dict[str, Any]) -> None:
    answers = {unicodedata.normalize("NFC", answer) for answer in record["answers"]}
    quotes = [articles()[e["article"]][e["start"] : e["end"]] for e in record["evidence"]]
    assert {unicodedata.normalize("NFC", quote) for quote in quotes} == answers


def test_follow_ups_find_their_evidence(
    found: dict[str, tuple[Question, Sequence[Passage]]], record_property: Callable[[str, object], None]
) -> None:
    for split in ("dev", "test"):
        records = [record for record in FOLLOW_UPS if record["split"] == split]
        ranked = [(Labelled.from_record(record), found[record["id"]][1]) for record in records]
        figures = retrieval_figures(ranked)  # three passages each: hit@5 is hit@3
        record_property(split, {"hit@1": figures["hit@1"], "hit@3": figures["hit@5"]})
        missed = [q.question for q, passages in ranked if not retrieval_figures([(q, passages)])["hit@5"]]
        assert figures["hit@5"] >= 0.9, missed


@pytest.mark.parametrize("record", NEW_SUBJECTS, ids=lambda record: record["id"])
def test_earlier_turns_stay_out_of_a_new_subject(
    record: dict[str, Any], found: dict[str, tuple[Question, Sequence[Passage]]], assistant: Assistant
) -> None:
    question, _ = found[record["id"]]
    alone = assistant.search(record["question"], 1).question
    assert not question.follow_up
    assert question.understood_as == alone.understood_as


@pytest.mark.parametrize("record", [r for r in FOLLOW_UPS if r["kind"] == "filter"], ids=lambda record: record["id"])
def test_days_hold_for_the_next_turn(
    record: dict[str, Any], found: dict[str, tuple[Question, Sequence[Passage]]], assistant: Assistant
) -> None:
    before = assistant.search(record["history"][-1]["question"], 1).question
    after, _ = found[record["id"]]
    assert before.dates
    assert after.dates
    assert (after.dates.start, after.dates.end) == (before.dates.start, before.dates.end)
    assert before.dates.words.lower() in after.understood_as.lower()
