"""A question that one search can't answer: many are made, articles are read, and one answer is written over them.

A model that calls tools gathers by itself (`gathering`); another plans up to five searches. Either costs several calls
of the model and never begins by itself. What was seen is then answered from as any other question is.
"""

import logging
import re
from collections.abc import Generator as Yields
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, zip_longest

import prompts
from rag.answer import Answer, Note, Step
from rag.asking import Asking
from rag.catalogue.days import days_meant
from rag.draft import AnswerDraft
from rag.errors import GenerationError
from rag.generate.agent import LIMITS, Gathering
from rag.generate.answering import GeneratedAnswers
from rag.generate.capacity import gathered_chars
from rag.generate.generator import Generator
from rag.generate.prompting import as_data, conversation, day, days_covered, question_asked
from rag.searching import Searching
from rag.tools import ArticleTools
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """How many searches are planned, how long a query may be, and how long a plan is waited for."""

    searches: int = 5
    query_chars: int = 200
    patience_s: float = 30.0


PLAN = PlanLimits()
_ORNAMENT = re.compile(r"^(?:[\s\-*•–>]|\d{1,2}[.)]\s)+|(?<![\s\"“”])[\s\"“”]+$")
log = logging.getLogger(__name__)


class Research:
    """Searches and reads, and has `by_llm` answer over all that was found."""

    def __init__(
        self, library: ReadableLibrary, searching: Searching, by_llm: GeneratedAnswers, generator: Generator
    ) -> None:
        self._library, self._searching = library, searching
        self._by_llm, self._generator = by_llm, generator

    def researched(self, draft: AnswerDraft, asking: Asking) -> Yields[str | Step | Answer, None, bool]:
        """Steps, pieces, then the answer; false where nothing was found or the model failed, as in `generated`.

        Where the reader has enough before it is written, the draft keeps the passages that were found, and it is false.
        """
        room = self._by_llm.widest_room
        asking = self._of_its_days(draft, asking)
        found: list[list[Passage]] = []
        for step in self._found(draft, asking, found, room.passages):
            if isinstance(step, Step):
                draft.steps.append(step)
            yield step
        draft.passages = merged(found, room.passages)
        if not draft.passages:
            return False
        if asking.enough():
            draft.notes.append(Note("research_stopped"))
            return False
        yield Step("read", {"articles": str(len({passage.article_id for passage in draft.passages}))})
        return (yield from self._by_llm.generated(draft, asking, room))

    def _of_its_days(self, draft: AnswerDraft, asking: Asking) -> Asking:
        """The same within the days that the question names; where the library ended before them, within its last."""
        span, given = draft.question.dates, asking.filters
        latest = self._library.coverage(given.scope).latest
        if span is None or not span.strict or given.published_from or given.published_to:
            return asking
        days = days_meant(span, latest, datetime.now().astimezone().date())
        filters = replace(given, published_from=days.start, published_to=days.end)
        note = days.note(span.words)
        if not self._library.listed(filters, limit=1).total:
            draft.notes.append(replace(note, code="no_such_days"))
            return asking
        draft.notes.append(note)
        draft.filters = filters
        return replace(asking, filters=filters)

    def _found(self, draft: AnswerDraft, asking: Asking, found: list[list[Passage]], k: int) -> Iterator[str | Step]:
        """Searches and reads into `found`, a list for each; steps, and an empty piece while nothing happens."""
        yield Step("searching", {"query": draft.question.understood_as})
        found.append(self._passages(draft.question.understood_as, k, asking))
        capacity = self._generator.capacity
        if capacity.roomy and capacity.tool_calling is not False:
            tools = ArticleTools(self._library, self._searching, asking.filters)
            gathering = Gathering(self._generator.model, tools, gathered_chars(capacity))
            yield from self._gathered(gathering, draft, asking)
            found[:0] = [gathering.notebook.read] if gathering.notebook.read else []
            found.extend(gathering.notebook.searched)
            if len(found) > 1:
                return
        for query in self._planned(draft, asking):
            yield Step("searching", {"query": query})
            found.append(self._passages(query, k, asking))

    def _gathered(self, gathering: Gathering, draft: AnswerDraft, asking: Asking) -> Iterator[str | Step]:
        from langchain_core.messages import HumanMessage

        asked = self._by_llm.asked(draft, asking)
        system = prompts.load(
            f"research_agent.{asked.language}",
            today=day(asked.today, asked.language),
            days=days_covered(asked.coverage, asked.language),
            calls=str(LIMITS.tool_calls),
        )
        messages = [*conversation(asked.turns), HumanMessage(question_asked(asked))]
        for step in gathering.steps(system, messages, asking.enough):
            yield step or ""
        draft.spend(gathering.usage)
        if gathering.error:
            error = GenerationError.translated(gathering.error, begun=True)
            log.warning("The LLM %s gathered no further: %s", self._generator.name, error)
        elif gathering.out_of_time:
            draft.notes.append(Note("research_time"))

    def _planned(self, draft: AnswerDraft, asking: Asking) -> list[str]:
        """What else to search for; nothing where the model fails, and the question alone is searched."""
        from langchain_core.messages import HumanMessage

        question, language = draft.question.understood_as, draft.question.language
        if asking.enough():
            return []
        today = day(datetime.now().astimezone().date(), language)
        asked = prompts.load(f"research_plan.{language}", question=as_data(question), today=today)
        writing = self._generator.write([HumanMessage(asked)], PLAN.patience_s)
        try:
            return queries("".join(writing), question)
        except GenerationError as error:
            log.warning("The LLM %s planned nothing: %s", self._generator.name, error)
            return []
        finally:
            draft.spend(writing.usage)

    def _passages(self, query: str, k: int, asking: Asking) -> list[Passage]:
        draft = self._searching.retrieved(replace(asking, text=query, history=()), k, whole=True)
        return draft.passages


def queries(written: str, question: str) -> list[str]:
    """The queries that a model wrote, one a line, besides the question itself."""
    lines = (_ORNAMENT.sub("", line)[: PLAN.query_chars].strip() for line in written.splitlines())
    return [line for line in dict.fromkeys(lines) if len(line.split()) > 1 and line != question][: PLAN.searches]


def merged(found: Sequence[Sequence[Passage]], most: int) -> list[Passage]:
    """The best of each search in turn, at most so many, and none that lies inside of one before it."""
    in_turn: Iterator[Passage | None] = chain.from_iterable(zip_longest(*found))
    best: list[Passage] = []
    for passage in in_turn:
        if passage is not None and not any(_inside(passage, other) for other in best):
            best.append(passage)
    return best[:most]


def _inside(one: Passage, other: Passage) -> bool:
    return one.article_id == other.article_id and other.start <= one.start and one.end <= other.end
