"""Answers by an LLM: its words as they come, then the whole, checked sentence by sentence."""

import logging
import time
from collections.abc import Generator as Yields
from collections.abc import Iterator, Sequence
from datetime import datetime

from language.content import content_terms
from rag.answer import Answer, Note, Step, Turn
from rag.asking import Asking
from rag.check.absence import abstains
from rag.check.citations import settled
from rag.check.cited_text import CitedText
from rag.check.markers import plain_labels, unmarked
from rag.draft import AnswerDraft, answer_of
from rag.errors import GenerationError
from rag.generate.breadth import is_broad
from rag.generate.capacity import Room, room
from rag.generate.evidence import evidence
from rag.generate.generator import Generator, may_say_not_found, says_not_found
from rag.generate.prompting import AnswerRequest, messages
from rag.generate.streaming import Writing
from rag.generate.thinking import without_stray_thought
from rag.question.rephrase import Rephrase
from rag.quote.quoting import Quoting
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Filters

# Where less than this share of its claims is borne out (partly counts for half), a line above the answer says so.
BORNE_OUT = 0.5
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

    @property
    def rephrase(self) -> Rephrase:
        """Writes follow-ups out; trusted where the model has room."""
        return Rephrase(self._rephrased, trusted=self.roomy)

    def _rephrased(self, question: str, turns: Sequence[Turn], language: str) -> str:
        """A follow-up as the LLM writes it out; empty where it fails, and rules decide."""
        try:
            return self._generator.rephrase(question, turns, language)
        except GenerationError as error:
            log.warning("The LLM %s did not rephrase: %s", self._generator.name, error)
            return ""

    @property
    def widest_room(self) -> Room:
        """The most evidence that the model is ever shown."""
        return room(self._generator.capacity, broad=True)

    def generated(
        self, draft: AnswerDraft, asking: Asking, within: Room | None = None
    ) -> Yields[str | Step | Answer, None, bool]:
        """Pieces, then the answer, which stays as it was shown; false where the model failed, said nothing or named no
        source, which is a note of the run. Where most of it isn't borne out, a note says so.
        """
        found = draft.passages
        try:
            shown = within or self.room(draft.question.understood_as)
            draft.passages = evidence(found, shown, self._text)
            coverage = self._library.coverage(Filters(collection=draft.filters.collection))
            today = datetime.now().astimezone().date()
            question = draft.question
            asked = AnswerRequest(
                question.text, question.understood_as, question.language, asking.history, coverage, today
            )
            return (yield from self.written(draft, self._generator.write(messages(asked, draft.passages, shown))))
        except GenerationError as error:
            draft.passages = found
            draft.notes.append(Note("llm_failed", {"kind": error.kind}))
            log.warning("The LLM %s failed: %s", self._generator.name, error)
            return False

    def written(self, draft: AnswerDraft, writing: Writing) -> Yields[str | Step | Answer, None, bool]:
        """What is being written over the run's passages, then the checked answer. Raises: GenerationError."""
        cited = CitedText(draft.passages)
        yield from self._pieces(draft, writing, cited)
        self._generator.keep(writing)
        draft.usage = writing.usage
        raw = without_stray_thought(cited.raw)
        if says_not_found(raw):
            yield answer_of(draft, self._library, "llm", model=self._generator.name, abstained=True)
            return True
        if set(content_terms(unmarked(raw))) <= set(content_terms(draft.question.understood_as)):
            raise GenerationError("echo", "the answer says nothing that the question does not")
        if writing.cut_short:
            draft.notes.append(Note("llm_length"))
        yield self.checked(draft, raw)
        return True

    def checked(self, draft: AnswerDraft, raw: str) -> Answer:
        """The answer that `raw` makes, each sentence held against the run's passages. Raises: GenerationError."""
        since = time.perf_counter()
        answer = settled(raw, draft.passages, self._generator if self._generator.checks else None)
        draft.clock("verify", since)
        abstained = abstains(raw)
        if not abstained and not answer.sources and not plain_labels(raw):
            raise GenerationError("uncited", "the answer names no source, and none bears it out")
        if answer.claims and answer.borne_out < BORNE_OUT:
            supported = sum(s.support == "supported" and bool(s.citations) for s in answer.sentences)
            draft.notes.append(Note("llm_unsupported", {"claims": str(answer.claims), "supported": str(supported)}))
        self._quoting.with_figures(draft, answer.sources, add=False)
        name = self._generator.name
        return answer_of(
            draft, self._library, "llm", answer.text, answer.sentences, answer.sources, model=name, abstained=abstained
        )

    def _pieces(self, draft: AnswerDraft, writing: Writing, cited: CitedText) -> Iterator[str | Step]:
        held, thinks = "", False
        for piece in writing:
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

    def _text(self, article_id: str) -> str:
        article = self._library.article(article_id)
        return article.text if article else ""
