"""Answers without an LLM: in parts, in time, or by the sentences that answer; else a plain no."""

from collections.abc import Generator as Yields
from collections.abc import Iterator
from dataclasses import replace

from language.meaning.names import names_something
from rag.answer import Answer, Note, Source, Turn
from rag.asking import Asking
from rag.draft import AnswerDraft, answer_of
from rag.question.question_parts import parts, parts_by_outlet
from rag.quote.joining import joined, together
from rag.quote.outcome import asked_for_in
from rag.quote.quoting import Quoting
from rag.quote.wording import worded
from rag.searching import Searching
from rag.several.timeline import Timeline
from vectorstore.readable import ReadableLibrary


class QuotedAnswers:
    """Answers made of sentences of the articles. Every method yields the text, then the `Answer`."""

    def __init__(self, library: ReadableLibrary, searching: Searching, quoting: Quoting) -> None:
        self._library, self._searching, self._quoting = library, searching, quoting

    def in_time(self, draft: AnswerDraft, timeline: Timeline) -> Iterator[str | Answer]:
        """The course of an event."""
        text = "\n".join(sentence.text for sentence in timeline.sentences)
        draft.first_words()
        yield text
        answer = answer_of(draft, self._library, "quote", text, timeline.sentences, timeline.sources)
        yield replace(answer, timeline=timeline.points)

    def in_parts(self, draft: AnswerDraft, asking: Asking) -> Yields[str | Answer, None, bool]:
        """Whether a question that asks several things was answered, each by itself; a note names those that weren't."""
        asked_apart = parts_by_outlet(draft.question.understood_as, self._library.outlets())
        by_outlet = len(asked_apart) > 1
        if not by_outlet and len(asked_apart := parts(draft.question.understood_as)) < 2:
            return False
        answered: list[AnswerDraft] = []
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
            draft.notes.append(Note("part_unanswered", {"words": "; ".join(missing)}))
        if unmet := [self._quoting.of(each).unmet for each in answered if self._quoting.of(each).unmet]:
            draft.notes.append(Note("unmet", {"words": "; ".join(dict.fromkeys(unmet))}))
        draft.passages = together([each.passages for each in answered], asking.passages)
        sources = joined([self._quoting.of(each).sources for each in answered])
        yield from self._written(draft, sources, differ=by_outlet)
        return True

    def quoted(self, draft: AnswerDraft) -> Iterator[str | Answer]:
        """The sentences that answer; else what comes nearest, or nothing."""
        quoted = self._quoting.of(draft)
        if not self._quoting.answers(draft):
            nearest = self._quoting.nearest(draft)
            asked_for = asked_for_in(quoted.expected_answer) if nearest else ""
            yield answer_of(draft, self._library, "quote", abstained=True, nearest=nearest, asked_for=asked_for)
            return
        if quoted.unmet:
            draft.notes.append(Note("unmet", {"words": quoted.unmet}))
        if quoted.signs.across:
            draft.notes.append(Note("source_in_en" if draft.question.language == "vi" else "source_in_vi"))
        yield from self._written(draft, quoted.sources)

    def _written(
        self, draft: AnswerDraft, sources: tuple[Source, ...], *, differ: bool = False
    ) -> Iterator[str | Answer]:
        sources = self._quoting.with_figures(draft, sources)
        sentences = worded(sources, draft.question.language, differ=differ or bool(draft.disagreements))
        text = "\n\n".join(sentence.text for sentence in sentences)
        draft.first_words()
        yield text
        yield answer_of(draft, self._library, "quote", text, sentences, sources)
