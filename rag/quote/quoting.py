"""What can be quoted for a question, whether that answers it, and the figures on which articles disagree.

Both ways of answering stand on it: quotes are made of it, and an LLM's answer is measured by it.
"""

import time
from functools import partial

from rag.answer import Nearest, Note, Source
from rag.quote.confidence import ENOUGH, confidence_of
from rag.quote.extract import Quoted, quote
from rag.quote.outcome import KNOWN, lacks, nearest_of, telling_words
from rag.retrieve.retriever import Retriever
from rag.run import Run
from rag.several.disagreement import differing, figures_of, with_figures
from rag.several.later import later_figure
from rag.turns import Turns
from vectorstore.reading import Library
from vectorstore.records import Passage


class Quoting:
    """Quotes from `library`; the retriever's encoder compares sentences with the question. Its work takes `turns`."""

    def __init__(self, library: Library, retriever: Retriever, turns: Turns) -> None:
        self._library, self._retriever, self._turns = library, retriever, turns

    def of(self, run: Run) -> Quoted:
        """What could be quoted, found once for a run."""
        if run.quoted is None:
            since = time.perf_counter()
            run.quoted = self._turns.take(self._quoted, run)
            run.clock("quote", since)
        return run.quoted

    def answers(self, run: Run) -> bool:
        """Whether the quotes are likely to answer the question."""
        model = self._retriever.encoder.fingerprint.model
        return self.may_answer(run) and confidence_of(model)(self.of(run).signs) >= ENOUGH

    def may_answer(self, run: Run) -> bool:
        """Whether no rule says that the quotes don't, whatever the signs."""
        quoted = self.of(run)
        return bool(quoted.sources) and not lacks(quoted) and self._known(run)

    def nearest(self, run: Run) -> tuple[Nearest, ...]:
        """What comes nearest where the quotes don't answer: empty where nothing speaks of what is asked."""
        return nearest_of(self.of(run)) if self._known(run) else ()

    def _known(self, run: Run) -> bool:
        """Whether the library has the question's words at all: keyboard mashing, it hasn't."""
        words = telling_words(run.question)
        return not words or sum(map(bool, self._library.term_counts(words))) >= KNOWN * len(words)

    def with_figures(self, run: Run, sources: tuple[Source, ...], *, add: bool = True) -> tuple[Source, ...]:
        """The sources, where articles disagree on the figure asked for those of all figures first; a note says so."""
        since = time.perf_counter()
        told = self._turns.take(differing, run.question, sources, run.passages)
        if told:
            sources = with_figures(sources, told) if add else sources
            run.disagreements = figures_of(told, sources)
            run.notes.append(Note("sources_differ"))
        elif later := self._turns.take(later_figure, run.question, sources, run.passages):
            values = {"value": later.value, "title": later.title, "day": later.published or ""}
            run.notes.append(Note("later_figure", values))
        run.clock("compare", since)
        return sources

    def _quoted(self, run: Run) -> Quoted:
        texts = {passage.article_id: self._text(passage) for passage in run.passages}
        cosines = self._retriever.sentence_cosines(run.question, run.passages)
        return quote(run.question, run.passages, texts, partial(self._retriever.alike, run.question), cosines)

    def _text(self, passage: Passage) -> str:
        article = self._library.article(passage.article_id)
        return article.text if article else ""
