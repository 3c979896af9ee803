"""What can be quoted for a question, whether that answers it, and the figures on which articles disagree.

Both ways of answering stand on it: quotes are made of it, and an LLM's answer is measured by it.
"""

import time
from functools import partial

from rag.answer import Nearest, Note, Source
from rag.draft import AnswerDraft
from rag.quote.confidence import ENOUGH, confidence_of
from rag.quote.extract import Quoted, quote
from rag.quote.outcome import KNOWN, lacks, nearest_of, telling_words
from rag.retrieve.retriever import Retriever
from rag.several.disagreement import differing, figures_of, with_figures
from rag.several.later import later_figure
from rag.turns import Turns
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Passage


class Quoting:
    """Quotes from `library`; the retriever's encoder compares sentences with the question. Its work takes `turns`."""

    def __init__(self, library: ReadableLibrary, retriever: Retriever, turns: Turns) -> None:
        self._library, self._retriever, self._turns = library, retriever, turns

    def of(self, draft: AnswerDraft) -> Quoted:
        """What could be quoted, found once for a run."""
        if draft.quoted is None:
            since = time.perf_counter()
            draft.quoted = self._turns.take(self._quoted, draft)
            draft.clock("quote", since)
        return draft.quoted

    def answers(self, draft: AnswerDraft) -> bool:
        """Whether the quotes are likely to answer the question."""
        model = self._retriever.encoder.fingerprint.model
        return self.may_answer(draft) and confidence_of(model)(self.of(draft).signs) >= ENOUGH

    def may_answer(self, draft: AnswerDraft) -> bool:
        """Whether no rule says that the quotes don't, whatever the signs."""
        quoted = self.of(draft)
        return bool(quoted.sources) and not lacks(quoted) and self._known(draft)

    def nearest(self, draft: AnswerDraft) -> tuple[Nearest, ...]:
        """What comes nearest where the quotes don't answer: empty where nothing speaks of what is asked."""
        return nearest_of(self.of(draft)) if self._known(draft) else ()

    def _known(self, draft: AnswerDraft) -> bool:
        """Whether the library has the question's words at all: keyboard mashing, it hasn't; nor “1+1=?” any."""
        if not any(map(str.isalpha, draft.question.understood_as)):
            return False
        words = telling_words(draft.question)
        least = 1 if self.of(draft).signs.across else KNOWN * len(words)  # in another language, names alone are there
        return not words or sum(map(bool, self._library.term_counts(words))) >= least

    def with_figures(self, draft: AnswerDraft, sources: tuple[Source, ...], *, add: bool = True) -> tuple[Source, ...]:
        """The sources, where articles disagree on the figure asked for those of all figures first; a note says so."""
        since = time.perf_counter()
        disagreement = self._turns.take(differing, draft.question, sources, draft.passages)
        if disagreement:
            sources = with_figures(sources, disagreement) if add else sources
            draft.disagreements = figures_of(disagreement, sources)
            draft.notes.append(Note("sources_differ"))
        elif later := self._turns.take(later_figure, draft.question, sources, draft.passages):
            values = {"value": later.value, "title": later.title, "day": later.published or ""}
            draft.notes.append(Note("later_figure", values))
        draft.clock("compare", since)
        return sources

    def _quoted(self, draft: AnswerDraft) -> Quoted:
        texts = {passage.article_id: self._text(passage) for passage in draft.passages}
        cosines = self._retriever.sentence_cosines(draft.question, draft.passages)
        return quote(draft.question, draft.passages, texts, partial(self._retriever.alike, draft.question), cosines)

    def _text(self, passage: Passage) -> str:
        article = self._library.article(passage.article_id)
        return article.text if article else ""
