"""A question that one search can't answer: a model plans up to five, all are made, and one answer is written over them.

It costs two calls of the model and never begins by itself. What articles say plans nothing: the plan sees the question
alone, and a query can only search.
"""

import logging
import re
from collections.abc import Generator as Yields
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, zip_longest

import prompts
from rag.answer import Answer, Step
from rag.asking import Asking
from rag.draft import AnswerDraft
from rag.errors import GenerationError
from rag.generate.answering import GeneratedAnswers
from rag.generate.generator import Generator
from rag.generate.prompting import as_data, day
from rag.searching import Searching
from vectorstore.records import Passage

MAX_SEARCHES = 5
MAX_QUERY_CHARS = 200
PLAN_S = 30.0
_ORNAMENT = re.compile(r"^(?:[\s\-*•–>]+|\d{1,2}[.)]\s+)+|[\s\"“”]+$")
log = logging.getLogger(__name__)


class Research:
    """Plans, searches and has `by_llm` answer over all that was found."""

    def __init__(self, searching: Searching, by_llm: GeneratedAnswers, generator: Generator) -> None:
        self._searching, self._by_llm, self._generator = searching, by_llm, generator

    def researched(self, draft: AnswerDraft, asking: Asking) -> Yields[str | Step | Answer, None, bool]:
        """Steps, pieces, then the answer; false where nothing was found or the model failed, as in `generated`."""
        question = draft.question
        room = self._by_llm.widest_room
        found: list[list[Passage]] = []
        for query in [question.understood_as, *self._planned(question.understood_as, question.language)]:
            yield Step("searching", {"query": query})
            found.append(self._passages(query, room.passages, asking))
        draft.passages = merged(found, room.passages)
        articles = len({passage.article_id for passage in draft.passages})
        yield Step("read", {"articles": str(articles)})
        return bool(draft.passages) and (yield from self._by_llm.generated(draft, asking, room))

    def _planned(self, question: str, language: str) -> list[str]:
        """What else to search for; nothing where the model fails, and the question alone is searched."""
        from langchain_core.messages import HumanMessage

        today = day(datetime.now().astimezone().date(), language)
        asked = prompts.load(f"research_plan.{language}", question=as_data(question), today=today)
        try:
            return queries("".join(self._generator.write([HumanMessage(asked)], PLAN_S)), question)
        except GenerationError as error:
            log.warning("The LLM %s planned nothing: %s", self._generator.name, error)
            return []

    def _passages(self, query: str, k: int, asking: Asking) -> list[Passage]:
        draft = self._searching.understood(replace(asking, text=query, history=()))
        self._searching.retrieve(draft, k, asking.filters, whole=True)
        return draft.passages


def queries(written: str, question: str) -> list[str]:
    """The queries that a model wrote, one a line, besides the question itself."""
    lines = (_ORNAMENT.sub("", line)[:MAX_QUERY_CHARS].strip() for line in written.splitlines())
    return [line for line in dict.fromkeys(lines) if len(line.split()) > 1 and line != question][:MAX_SEARCHES]


def merged(found: Sequence[Sequence[Passage]], most: int) -> list[Passage]:
    """The best of each search in turn, each once, at most so many."""
    in_turn: Iterator[Passage | None] = chain.from_iterable(zip_longest(*found))
    best: dict[tuple[str, int, int], Passage] = {}
    for passage in in_turn:
        if passage is not None:
            best.setdefault((passage.article_id, passage.start, passage.end), passage)
    return list(best.values())[:most]
