"""`hoibao feedback`: what readers thought of answers, as labelled questions for `hoibao eval`."""

import json
from argparse import Namespace
from collections import Counter
from typing import Any

from app.commands.library import DONE, print_json, tell
from app.conversation.exchange import Exchange
from app.conversation.stored import from_record
from app.errors import UnreadableTurnError
from app.messages import say, say_answer
from app.settings import Settings
from app.wiring import open_library
from vectorstore.conversations import StoredTurn
from vectorstore.library import Library


def feedback(arguments: Namespace, settings: Settings) -> int:
    """Questions whose answers were rated, a line each: those rated up, with --json all of them in one document.

    An answer rated up has shown what it stands on: that is the evidence, or that there is none to be found. What
    would have been right in place of one rated down, somebody has to say first.
    """
    library = open_library(settings)
    records, times = [], Counter[int]()
    for conversation, turn in library.conversations.rated():
        times[turn.key] += 1
        if record := _labelled(conversation, turn, times[turn.key], library):
            records.append(record)
    if arguments.json:
        print_json({"questions": records})
        return DONE
    liked = [record for record in records if record["rating"] == "up"]
    for record in liked:
        print(json.dumps(record, ensure_ascii=False))
    if not records:
        tell(say("feedback_none", settings.language))
    elif len(records) > len(liked):
        tell(say("feedback_unjudged", settings.language, count=len(records) - len(liked)))
    return DONE


def _labelled(conversation: str, turn: StoredTurn, time: int, library: Library) -> dict[str, Any] | None:
    """A line of questions.jsonl, with the rating; None for a turn that can't be read. `time`: whose rating, from 1."""
    try:
        exchange = from_record(turn.record)
    except UnreadableTurnError:
        return None
    answer = exchange.answer
    if answer is None or answer.small_talk:
        return None
    liked = turn.rating == "up"
    evidence = [{"article": source.article_id, "start": source.start, "end": source.end} for source in answer.sources]
    return {
        "id": f"feedback-{turn.key}" + (f"-{time}" if time > 1 else ""),
        "question": exchange.question,
        "answers": [source.quote for source in answer.sources] if liked else [],
        "evidence": evidence if liked else [],
        "answerable": not answer.abstained if liked else None,
        "history": _history(conversation, turn, exchange, library),
        "rating": turn.rating,
        "reason": turn.reason,
        "answer": say_answer(answer),
    }


def _history(conversation: str, turn: StoredTurn, exchange: Exchange, library: Library) -> list[dict[str, str]]:
    """What was said before it, as far as it follows upon that."""
    before = [earlier for earlier in library.conversations.turns(conversation) if earlier.key < turn.key]
    said = []
    for earlier in before[: exchange.after]:
        answer = earlier.record.get("answer") or {}
        said.append({"question": str(earlier.record.get("question", "")), "answer": str(answer.get("text", ""))})
    return said
