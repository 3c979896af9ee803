"""The steps that every answer begins with: the question is understood, and passages are retrieved for it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from language.dates.impossible import impossible_date
from rag.answer import Note
from rag.asking import MAX_QUESTION_CHARS, Asking
from rag.draft import AnswerDraft
from rag.errors import QuestionError
from rag.question.continuity import goes_on
from rag.question.rephrase import Rephrase
from rag.question.understand import understand
from rag.retrieve.retriever import Retriever
from rag.turns import Turns
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Filters

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Searching:
    """Understands questions about `library` and retrieves for them. Its work takes `turns`."""

    def __init__(self, library: ReadableLibrary, retriever: Retriever, turns: Turns) -> None:
        self._library, self._retriever, self._turns = library, retriever, turns

    def understood(self, asking: Asking, rephrase: Rephrase | None = None) -> AnswerDraft:
        """What the question asks, with no passages yet. Raises: QuestionError for an empty or too long question."""
        if rephrase:  # an LLM, which is waited for: that is no turn's work
            return self._read(asking, rephrase)
        return self._turns.take(self._at_one_moment, self._read, asking, None)

    def retrieve(self, draft: AnswerDraft, k: int, given: Filters, *, whole: bool = False) -> None:
        """Up to `k` passages under the filters and the days that the question names; where nothing is of those days,
        without them. `whole`: for who reads them all, so neighbours in one article are one passage.
        """
        self._turns.take(self._at_one_moment, self._retrieve, draft, k, given, whole)

    def retrieved(self, asking: Asking, k: int, *, whole: bool = False) -> AnswerDraft:
        """`understood` and `retrieve` in one turn."""

        def both() -> AnswerDraft:
            draft = self._read(asking, None)
            self._retrieve(draft, k, asking.filters, whole)
            return draft

        return self._turns.take(self._at_one_moment, both)

    def _at_one_moment(self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
        with self._library.moment():
            return work(*given, **named)

    def _read(self, asking: Asking, rephrase: Rephrase | None) -> AnswerDraft:
        began = time.perf_counter()
        text = asking.text.strip()
        if not text:
            raise QuestionError("empty", MAX_QUESTION_CHARS)
        if len(text) > MAX_QUESTION_CHARS:
            raise QuestionError("too_long", MAX_QUESTION_CHARS)
        question = understand(
            text,
            vocabulary=self._library,
            outlets=self._library.outlets(),
            history=asking.history,
            today=datetime.now().astimezone().date(),
            abbreviations=self._retriever.abbreviations(text),
            goes_on=partial(goes_on, library=self._library),
            rephrase=rephrase,
            as_typed="wording" in asking.without,
        )
        if "dates" in asking.without:
            question = replace(question, dates=None)
        if "outlet" in asking.without:
            question = replace(question, outlet=None)
        draft = AnswerDraft(question, asking.filters, began)
        if wrong := impossible_date(question.understood_as):
            draft.notes.append(Note("impossible_date", {"words": wrong}))
        draft.clock("understand", began)
        return draft

    def _retrieve(self, draft: AnswerDraft, k: int, given: Filters, whole: bool) -> None:
        since = time.perf_counter()
        days = draft.question.dates
        if days and days.strict and not (given.published_from or given.published_to):
            draft.filters = replace(given, published_from=days.start, published_to=days.end)
            words = {"words": days.words, "start": str(days.start), "end": str(days.end)}
            draft.passages = self._retriever.passages(draft.question, k, draft.filters)
            draft.notes.append(Note("days" if draft.passages else "no_such_days", words))
        if not draft.passages:
            draft.filters = given
            draft.passages = self._retriever.passages(draft.question, k, given)
        if whole:
            draft.passages = self._retriever.for_reading(draft.passages)
        if draft.question.outlet and not given.outlet:
            draft.notes.append(Note("outlet", {"outlet": draft.question.outlet}))
        draft.clock("retrieve", since)
