"""What can be quoted for a question, whether that answers it, and the figures on which articles disagree.

Both ways of answering stand on it: quotes are made of it, and an LLM's answer is measured by it.
"""

import time
from functools import partial

from rag.answer import Note, Source
from rag.quote.confidence import ENOUGH, confidence_of
from rag.quote.extract import Quoted, quote
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
        confidence = confidence_of(self._retriever.encoder.fingerprint.model)
        return confidence(self.of(run).signs) >= ENOUGH

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
        return quote(run.question, run.passages, texts, partial(self._retriever.alike, run.question, run.passages))

    def _text(self, passage: Passage) -> str:
        article = self._library.article(passage.article_id)
        return article.text if article else ""
