"""Answers without an LLM: in parts, in time, or by the sentences that answer; else a plain no."""

from collections.abc import Generator as Yields
from collections.abc import Iterator
from dataclasses import replace

from language.meaning.names import names_something
from rag.answer import Answer, Note, Source, Turn
from rag.asking import Asking
from rag.question.parts import parts
from rag.quote.joining import joined, together
from rag.quote.outcome import asked_for_in
from rag.quote.quoting import Quoting
from rag.quote.wording import worded
from rag.run import Run, answer_of
from rag.searching import Searching
from rag.several.timeline import Timeline
from vectorstore.reading import Library


class QuotedAnswers:
    """Answers made of sentences of the articles. Every method yields the text, then the `Answer`."""

    def __init__(self, library: Library, searching: Searching, quoting: Quoting) -> None:
        self._library, self._searching, self._quoting = library, searching, quoting

    def in_time(self, run: Run, timeline: Timeline) -> Iterator[str | Answer]:
        """The course of an event."""
        text = "\n".join(sentence.text for sentence in timeline.sentences)
        run.first_words()
        yield text
        answer = answer_of(run, self._library, "quote", text, timeline.sentences, timeline.sources)
        yield replace(answer, timeline=timeline.points)

    def in_parts(self, run: Run, asking: Asking) -> Yields[str | Answer, None, bool]:
        """Whether a question that asks several things was answered, each by itself; a note names those that weren't."""
        asked_apart = parts(run.question.understood_as)
        if len(asked_apart) < 2:
            return False
        answered: list[Run] = []
        missing: list[str] = []
        before: tuple[Turn, ...] = ()
        for part in asked_apart:
            each = self._searching.understood(replace(asking, text=part, history=before))
            if before and not each.question.follow_up and not names_something(each.question.understood_as):
                return False  # of whom or what it asks can't be told
            self._searching.retrieve(each, asking.passages, asking.filters, whole=True)
            if self._quoting.answers(each):
                answered.append(each)
            else:
                missing.append(part)
            before = (Turn(each.question.understood_as, ""),)
        if not answered:
            return False
        if missing:
            run.notes.append(Note("part_unanswered", {"words": "; ".join(missing)}))
        if unmet := [self._quoting.of(each).unmet for each in answered if self._quoting.of(each).unmet]:
            run.notes.append(Note("unmet", {"words": "; ".join(dict.fromkeys(unmet))}))
        run.passages = together([each.passages for each in answered], asking.passages)
        yield from self._written(run, joined([self._quoting.of(each).sources for each in answered]))
        return True

    def quoted(self, run: Run) -> Iterator[str | Answer]:
        """The sentences that answer; else what comes nearest, or nothing."""
        quoted = self._quoting.of(run)
        if not self._quoting.answers(run):
            nearest = self._quoting.nearest(run)
            asked_for = asked_for_in(quoted.asked) if nearest else ""
            yield answer_of(run, self._library, "quote", abstained=True, nearest=nearest, asked_for=asked_for)
            return
        if quoted.unmet:
            run.notes.append(Note("unmet", {"words": quoted.unmet}))
        if quoted.signs.across:
            run.notes.append(Note("source_in_en" if run.question.language == "vi" else "source_in_vi"))
        yield from self._written(run, quoted.sources)

    def _written(self, run: Run, sources: tuple[Source, ...]) -> Iterator[str | Answer]:
        sources = self._quoting.with_figures(run, sources)
        sentences = worded(sources, run.question.language, differ=bool(run.disagreements))
        text = "\n\n".join(sentence.text for sentence in sentences)
        run.first_words()
        yield text
        yield answer_of(run, self._library, "quote", text, sentences, sources)
