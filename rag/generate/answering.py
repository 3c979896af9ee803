"""Answers by an LLM: its words as they come, then the whole, checked sentence by sentence."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Generator as Yields
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from language.content import content_terms
from rag.answer import Answer, Note, Step, Turn, Usage
from rag.asking import Asking
from rag.check.absence import abstains
from rag.check.citations import Settled, settled
from rag.check.cited_text import CitedText
from rag.check.markers import plain_labels, unmarked
from rag.draft import AnswerDraft, answer_of
from rag.errors import GenerationError
from rag.generate.breadth import is_broad
from rag.generate.capacity import Room, room
from rag.generate.evidence import beginning, evidence
from rag.generate.generator import Generator, may_say_not_found, says_not_found
from rag.generate.prompting import AnswerRequest, messages
from rag.generate.second_reader import SecondReader
from rag.generate.streaming import Writing
from rag.generate.thinking import without_stray_thought
from rag.question.rephrase import Rephrase
from rag.quote.quoting import Quoting
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article, Passage

# Where less than this share of its claims is borne out (partly counts for half), a line above the answer says so.
BORNE_OUT = 0.5


@dataclass(frozen=True, slots=True)
class _NamedArticlesShown:
    """How much of the articles that an answer before named is shown beside what a search finds for its question."""

    articles: int = 5
    chars: int = 2_000


_NAMED_ARTICLES = _NamedArticlesShown()
log = logging.getLogger(__name__)


class GeneratedAnswers:
    """Answers worded by `generator`."""

    def __init__(self, library: ReadableLibrary, quoting: Quoting, generator: Generator) -> None:
        self._library, self._quoting, self._generator = library, quoting, generator

    @property
    def roomy(self) -> bool:
        """Whether the model takes much evidence, and keeps to what it is told."""
        return self._generator.capacity.roomy

    def room(self, question: str) -> Room:
        """How much evidence the model is shown for `question`."""
        return room(self._generator.capacity, broad=is_broad(question))

    def rephrase(self, spend: Callable[[Usage | None], None]) -> Rephrase:
        """Writes follow-ups out; trusted where the model has room. `spend` hears what that took."""
        return Rephrase(partial(self._rephrased, spend), trusted=self.roomy)

    def _rephrased(
        self, spend: Callable[[Usage | None], None], question: str, turns: Sequence[Turn], language: str
    ) -> str:
        """A follow-up as the LLM writes it out; empty where it fails, and rules decide."""
        try:
            return self._generator.rephrase(question, turns, language, spend)
        except GenerationError as error:
            log.warning("The LLM %s did not rephrase: %s", self._generator.name, error)
            return ""

    @property
    def widest_room(self) -> Room:
        """The most evidence that the model is ever shown."""
        return room(self._generator.capacity, broad=True)

    def rewritten(self, draft: AnswerDraft, asking: Asking, since: int) -> Yields[str | Step | Answer, None, bool]:
        """What is asked of the last answer, over the draft's passages and the articles that it named; turn `since` was
        the last to ask something new.
        """
        at = max(n for n, turn in enumerate(asking.history) if n == since or turn.answer.strip())
        before = replace(asking.history[at], articles=asking.history[at].articles or asking.history[since].articles)
        known = {passage.article_id for passage in draft.passages}
        named = (self._library.article(one) for one in before.articles if one not in known)
        most = _NAMED_ARTICLES
        draft.passages[:0] = [beginning(article, most.chars) for article in named if article][: most.articles]
        turns = (*asking.history[:at], self._with_sources(before, draft.question.language))
        return (yield from self.generated(draft, replace(asking, history=turns), of_before=True))

    def _with_sources(self, turn: Turn, language: str) -> Turn:
        """The turn, its answer followed by the articles that it named, in their order: “bài thứ hai” is one of them."""
        articles = [article for one in turn.articles if (article := self._library.article(one))]
        told = [f"{n}. {', '.join(filter(None, (a.title, a.outlet, a.published)))}" for n, a in enumerate(articles, 1)]
        label = "Sources" if language == "en" else "Nguồn"
        return replace(turn, answer=f"{turn.answer}\n\n{label}: {'; '.join(told)}") if told else turn

    def generated(
        self, draft: AnswerDraft, asking: Asking, within: Room | None = None, *, of_before: bool = False
    ) -> Yields[str | Step | Answer, None, bool]:
        """Pieces, then the answer, which stays as it was shown; false where the model failed, said nothing or named no
        source, which is a note of the draft. Where most of it isn't borne out, a note says so.
        """
        found = draft.passages
        try:
            since = time.perf_counter()
            shown = within or self.room(draft.question.understood_as)
            read = cache(self._library.article)  # each article once
            draft.passages = evidence(found, shown, lambda one: article.text if (article := read(one)) else "")
            asked = replace(self.asked(draft, asking), of_before=of_before, sections=_sections(draft.passages, read))
            writing = self._generator.write(messages(asked, draft.passages, shown))
            draft.clock("prompt", since)
            return (yield from self.written(draft, writing, asking.enough))
        except GenerationError as error:
            draft.passages = found
            draft.notes.append(Note("llm_failed", {"kind": error.kind}))
            log.warning("The LLM %s failed: %s", self._generator.name, error)
            return False

    def asked(self, draft: AnswerDraft, asking: Asking) -> AnswerRequest:
        """What the model is asked."""
        coverage = self._library.coverage(draft.filters.scope)
        today = datetime.now().astimezone().date()
        question = draft.question
        return AnswerRequest(question.text, question.understood_as, question.language, asking.history, coverage, today)

    def written(
        self, draft: AnswerDraft, writing: Writing, enough: Callable[[], bool]
    ) -> Yields[str | Step | Answer, None, bool]:
        """What is being written over the draft's passages, then the checked answer. Raises: GenerationError.

        Once the reader has `enough`, what there is by then is the answer; false where that is nothing.
        """
        cited = CitedText(draft.passages)
        try:
            yield from self._pieces(draft, writing, cited, enough)
        finally:
            draft.spend(writing.usage)
            if writing.first_s is not None:
                draft.timings_ms["model"] = round(writing.first_s * 1000, 1)
        self._generator.keep(writing)
        raw = without_stray_thought(cited.raw)
        if enough():
            draft.notes.append(Note("llm_stopped"))
            if raw.strip():
                yield self._answer(draft, raw, settled(raw, draft.passages))
            return bool(raw.strip())
        if says_not_found(raw):
            yield answer_of(draft, self._library, "llm", model=self._generator.name, abstained=True)
            return True
        if set(content_terms(unmarked(raw))) <= set(content_terms(draft.question.understood_as)):
            raise GenerationError("echo", "the answer says nothing that the question does not")
        if writing.cut_short:
            draft.notes.append(Note("llm_length"))
        answer = yield from self._checked(draft, raw, enough)
        if not abstains(raw) and not answer.sources and not plain_labels(raw):
            raise GenerationError("uncited", "the answer names no source, and none bears it out")
        yield self._answer(draft, raw, answer)
        return True

    def _checked(self, draft: AnswerDraft, raw: str, enough: Callable[[], bool]) -> Yields[str | Step, None, Settled]:
        """`raw` held against the draft's passages, sentence by sentence; a model that reads again may be stopped."""
        since = time.perf_counter()
        if self._generator.checks:
            yield Step("checking")
            reader = SecondReader(self._generator)
            answer = yield from reader.settled(raw, draft.passages, enough)
            draft.spend(reader.usage)
        else:
            answer = settled(raw, draft.passages)
        draft.clock("verify", since)
        return answer

    def _answer(self, draft: AnswerDraft, raw: str, answer: Settled) -> Answer:
        if answer.claims and answer.borne_out < BORNE_OUT:
            supported = sum(s.support == "supported" and bool(s.citations) for s in answer.sentences)
            draft.notes.append(Note("llm_unsupported", {"claims": str(answer.claims), "supported": str(supported)}))
        self._quoting.with_figures(draft, answer.sources, add=False)
        name = self._generator.name
        said = (answer.text, answer.sentences, answer.sources)
        return answer_of(draft, self._library, "llm", *said, model=name, abstained=abstains(raw))

    def _pieces(
        self, draft: AnswerDraft, writing: Writing, cited: CitedText, enough: Callable[[], bool]
    ) -> Iterator[str | Step]:
        held, thinks = "", False
        for piece in writing:
            if enough():
                break
            held += cited.feed(piece)
            if held.strip() and not may_say_not_found(held):
                draft.first_words()
                yield held
                held = ""
            elif writing.thinking and not thinks:
                thinks = True
                yield Step("thinking")
            elif not piece:  # nothing yet, but whoever waits may stop here
                yield ""
        held += cited.close()
        if held.strip() and not says_not_found(cited.text):
            draft.first_words()
            yield held


def _sections(passages: Sequence[Passage], read: Callable[[str], Article | None]) -> dict[str, str]:
    """The newspaper's section of each article that has one."""
    articles = filter(None, map(read, {passage.article_id for passage in passages}))
    return {article.id: article.topic for article in articles if article.topic}
