"""Answers by an LLM: its words as they come, then the whole, checked sentence by sentence."""

import logging
import time
from collections.abc import Generator as Yields
from collections.abc import Sequence

from language.content import content_terms
from rag.answer import Answer, Note, Turn
from rag.check.citations import settled
from rag.check.cited_text import CitedText
from rag.check.markers import plain_labels, unmarked
from rag.errors import GenerationError
from rag.generate.absence import abstains
from rag.generate.generator import Generator, may_say_not_found, says_not_found
from rag.quote.quoting import Quoting
from rag.run import Run, answer_of
from vectorstore.library import Library

# Where less than this share of its claims is borne out (partly counts for half), a line above the answer says so.
BORNE_OUT = 0.5
log = logging.getLogger(__name__)


class GeneratedAnswers:
    """Answers worded by `generator`."""

    def __init__(self, library: Library, quoting: Quoting, generator: Generator) -> None:
        self._library, self._quoting, self._generator = library, quoting, generator

    def rephrase(self, question: str, turns: Sequence[Turn], language: str) -> str:
        """A follow-up as the LLM writes it out; empty where it fails, and rules decide."""
        try:
            return self._generator.rephrase(question, turns, language)
        except GenerationError as error:
            log.warning("The LLM %s did not rephrase: %s", self._generator.name, error)
            return ""

    def generated(self, run: Run) -> Yields[str | Answer, None, bool]:
        """Pieces, then the answer, which stays as it was shown; false where the model failed, said nothing or named no
        source, which is a note of the run. Where most of it isn't borne out, a note says so.
        """
        try:
            return (yield from self._generated(run))
        except GenerationError as error:
            run.notes.append(Note("llm_failed", {"kind": error.kind}))
            log.warning("The LLM %s failed: %s", self._generator.name, error)
            return False

    def _generated(self, run: Run) -> Yields[str | Answer, None, bool]:
        name = self._generator.name
        cited = CitedText(run.passages)
        held = ""
        for piece in self._generator.stream(run.question.understood_as, run.passages, run.question.language):
            held += cited.feed(piece)
            if held.strip() and not may_say_not_found(held):
                run.first_words()
                yield held
                held = ""
            elif not piece:  # nothing yet, but whoever waits may stop here
                yield ""
        held += cited.close()
        if says_not_found(cited.text):
            yield answer_of(run, self._library, "llm", model=name, abstained=True)
            return True
        if held:
            run.first_words()
            yield held
        if set(content_terms(unmarked(cited.text))) <= set(content_terms(run.question.understood_as)):
            raise GenerationError("echo", "the answer says nothing that the question does not")
        since = time.perf_counter()
        answer = settled(cited.raw, run.passages)
        run.clock("verify", since)
        abstained = abstains(cited.raw)
        if not abstained and not answer.sources and not plain_labels(cited.raw):
            raise GenerationError("uncited", "the answer names no source, and none bears it out")
        if answer.claims and answer.borne_out < BORNE_OUT:
            supported = sum(s.support == "supported" and bool(s.citations) for s in answer.sentences)
            run.notes.append(Note("llm_unsupported", {"claims": str(answer.claims), "supported": str(supported)}))
        self._quoting.with_figures(run, answer.sources, add=False)
        yield answer_of(
            run, self._library, "llm", answer.text, answer.sentences, answer.sources, model=name, abstained=abstained
        )
        return True
