"""The only orchestration: understand the question, retrieve, answer, check. Every face of the product calls this.

Knows the steps and their order; each step's how is in the module named after it.
"""

import logging
import time
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Generator as Yields
from dataclasses import replace
from datetime import datetime
from functools import partial

from language.content import content_terms
from language.meaning.names import names_something
from rag.answer import Answer, Mode, Note, Reading, Sentence, SmallTalk, Source, without_markers
from rag.check.citations import CitedText, settled, unmarked
from rag.errors import GenerationError, QuestionError
from rag.generate import Generator, may_say_not_found, says_not_found
from rag.question.continuity import goes_on
from rag.question.parts import parts
from rag.question.rephrase import Rephrase
from rag.question.small_talk import small_talk
from rag.question.understand import Question, Turn, typed, understand
from rag.quote.extract import answers
from rag.quote.joining import joined, together
from rag.quote.lead_in import lead_ins
from rag.quoting import Quoting
from rag.retrieve.retriever import Retriever
from rag.run import Found, Run
from rag.several.timeline import PASSAGES as TIMELINE_PASSAGES
from rag.several.timeline import Timeline, asks_timeline, timeline
from rag.suggest.suggest import suggestions
from rag.turns import Turns
from vectorstore.encoders.encoder import Encoder
from vectorstore.library import Library
from vectorstore.records import EVERYTHING, Filters

MAX_QUESTION_CHARS = 2_000
PASSAGES = 8
# Articles, the newest ones, that an example of what can be asked may come from.
_TITLES = 50
# The share of its claims that the passages must bear out for an LLM's answer to be shown; partly counts for half.
BORNE_OUT = 0.5
log = logging.getLogger(__name__)
# Pieces, then the answer if there is one; returns whether there was.
_Written = Yields[str | Answer, None, bool]


class Assistant:
    """Answers questions over `library`: by `generator` where there is one and it works, else by quoting."""

    def __init__(
        self, library: Library, retriever: Retriever, generator: Generator | None = None, turns: Turns | None = None
    ) -> None:
        self._library = library
        self._retriever = retriever
        self._generator = generator
        self._turns = turns or Turns()
        self._quoting = Quoting(library, retriever, self._turns)

    @property
    def encoder(self) -> Encoder:
        """What the library's embeddings come from: whoever adds articles needs no other."""
        return self._retriever.encoder

    def answering_by(self, generator: Generator) -> "Assistant":
        """The same, but that `generator` words the answers."""
        return Assistant(self._library, self._retriever, generator, self._turns)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        mode: Mode | None = None,
        without: Collection[Reading] = (),
    ) -> Answer:
        """The finished answer; see `stream`."""
        *_, answer = self.stream(question, history=history, filters=filters, mode=mode, without=without)
        if not isinstance(answer, Answer):
            raise TypeError("an answer stream ends with its Answer")
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        mode: Mode | None = None,
        without: Collection[Reading] = (),
        passages: int = PASSAGES,
    ) -> Iterator[str | Answer]:
        """Pieces of the text as they come, empty ones while a model is silent, then the `Answer`, which alone is final.

        The final text may differ from the pieces: an LLM that fails half-way is replaced by quotes. `mode` None means
        the LLM where there is one. LLM failures are notes, not exceptions. `without`: days or an outlet named in the
        question neither filter nor raise articles, or its words are taken as they stand. An answer draws on at most so
        many `passages`; one told in time on more. Small talk is answered without a search.

        Raises: QuestionError for an empty or too long question; LibraryError, EncoderError from below.
        """
        if said := small_talk(question):
            yield self._reply(question, said, filters)
            return
        by_quoting = mode == "quote" or self._generator is None
        run = self._understood(question, history, filters, without, None if by_quoting else self._rephrase)
        in_time = by_quoting and asks_timeline(run.question.understood_as)
        self._retrieve(run, max(TIMELINE_PASSAGES, passages) if in_time else passages, filters)
        if in_time and (told := timeline(run.question, run.passages)).points:
            yield from self._told(run, told)
            return
        run.passages = run.passages[:passages]
        if by_quoting and (yield from self._in_parts(run, filters, without, passages)):
            return
        if mode == "llm" and self._generator is None:
            run.notes.append(Note("no_llm"))
        if mode != "quote" and self._generator is not None and run.passages:
            try:
                if (yield from self._generated(run, self._generator)):
                    return
            except GenerationError as error:
                run.notes.append(Note("llm_failed", {"kind": error.kind}))
                log.warning("The LLM %s failed: %s", self._generator.name, error)
        yield from self._quoted(run)

    def search(
        self,
        query: str,
        k: int,
        filters: Filters = EVERYTHING,
        history: Sequence[Turn] = (),
        without: Collection[Reading] = (),
    ) -> Found:
        """Up to `k` passages for a query; the rest as in `stream`. Raises: as `stream` does."""
        run = self._understood(query, history, filters, without)
        self._retrieve(run, k, filters)
        run.clock("total", run.began)
        return Found(run.question, tuple(run.passages), run.filters, tuple(run.notes), run.timings_ms)

    def suggestions(self, answer: Answer, history: Sequence[Turn] = ()) -> tuple[str, ...]:
        """Up to three questions to ask after `answer`, which came after `history`; each has a quoted answer.

        Takes up to 0.4 s, so call it once the answer is shown. Raises: as `stream` does.
        """
        if answer.small_talk:
            return ()
        turns = [*history, Turn(answer.question, answer.text)]
        within = Filters(collection=answer.filters.collection)
        return suggestions(answer, history, partial(self.ask, history=turns, filters=within, mode="quote"))

    def _retrieve(self, run: Run, k: int, given: Filters) -> None:
        self._turns.take(self._retrieved, run, k, given)

    def _retrieved(self, run: Run, k: int, given: Filters) -> None:
        """Passages under the filters and the days that the question names; without the days if they leave nothing."""
        since = time.perf_counter()
        days = run.question.dates
        if days and days.strict and not (given.published_from or given.published_to):
            run.filters = replace(given, published_from=days.start, published_to=days.end)
            words = {"words": days.words, "start": str(days.start), "end": str(days.end)}
            run.passages = self._retriever.passages(run.question, k, run.filters)
            run.notes.append(Note("days" if run.passages else "no_such_days", words))
        if not run.passages:
            run.filters = given
            run.passages = self._retriever.passages(run.question, k, given)
        if run.question.outlet and not given.outlet:
            run.notes.append(Note("outlet", {"outlet": run.question.outlet}))
        run.clock("retrieve", since)

    def _reply(self, text: str, said: SmallTalk, filters: Filters) -> Answer:
        began = time.perf_counter()
        titles = tuple(article.title for article, _ in self._library.articles(filters, _TITLES))
        question = Question(typed(text), typed(text), said.language, "full")
        run = Run(question, filters, began)
        return replace(self._answer(run, "quote", "", (), ()), small_talk=replace(said, titles=titles))

    def _rephrase(self, question: str, turns: Sequence[Turn], language: str) -> str:
        """A follow-up as the LLM writes it out; empty where there is none or it fails, and rules decide."""
        if self._generator is None:
            return ""
        try:
            return self._generator.rephrase(question, turns, language)
        except GenerationError as error:
            log.warning("The LLM %s did not rephrase: %s", self._generator.name, error)
            return ""

    def _understood(
        self,
        text: str,
        history: Sequence[Turn],
        filters: Filters,
        without: Collection[Reading],
        rephrase: Rephrase | None = None,
    ) -> Run:
        if rephrase:  # an LLM, which is waited for: that is no turn's work
            return self._read(text, history, filters, without, rephrase)
        return self._turns.take(self._read, text, history, filters, without, None)

    def _read(
        self,
        text: str,
        history: Sequence[Turn],
        filters: Filters,
        without: Collection[Reading],
        rephrase: Rephrase | None,
    ) -> Run:
        began = time.perf_counter()
        text = text.strip()
        if not text:
            raise QuestionError("empty", MAX_QUESTION_CHARS)
        if len(text) > MAX_QUESTION_CHARS:
            raise QuestionError("too_long", MAX_QUESTION_CHARS)
        question = understand(
            text,
            vocabulary=self._library,
            outlets=self._library.outlets(),
            history=history,
            today=datetime.now().astimezone().date(),
            abbreviations=self._retriever.abbreviations(text),
            goes_on=partial(goes_on, library=self._library),
            rephrase=rephrase,
            as_typed="wording" in without,
        )
        if "dates" in without:
            question = replace(question, dates=None)
        if "outlet" in without:
            question = replace(question, outlet=None)
        run = Run(question, filters, began)
        run.clock("understand", began)
        return run

    def _generated(self, run: Run, generator: Generator) -> _Written:
        """Whether the model's answer stood; if too little of it is borne out, a note says so."""
        cited = CitedText(run.passages)
        held = ""
        for piece in generator.stream(run.question.understood_as, run.passages, run.question.language):
            held += cited.feed(piece)
            if held.strip() and not may_say_not_found(held):
                run.first_words()
                yield held
                held = ""
            elif not piece:  # nothing yet, but whoever waits may stop here
                yield ""
        held += cited.close()
        if says_not_found(cited.text):
            yield self._answer(run, "llm", "", (), (), abstained=True)
            return True
        if held:
            run.first_words()
            yield held
        if set(content_terms(unmarked(cited.text))) <= set(content_terms(run.question.understood_as)):
            raise GenerationError("echo", "the answer says nothing that the question does not")
        since = time.perf_counter()
        answer = settled(cited.raw, run.passages)
        run.clock("verify", since)
        if answer.borne_out < BORNE_OUT:
            supported = sum(bool(sentence.citations) for sentence in answer.sentences)
            run.notes.append(Note("llm_unsupported", {"claims": str(answer.claims), "supported": str(supported)}))
            log.warning("%s: %d of %d sentences are borne out", generator.name, supported, answer.claims)
            return False
        if not self._quoting.answers(run) or not answers(answer.sources, self._quoting.of(run)):
            run.notes.append(Note("llm_elsewhere"))
            log.warning("%s: the sentences that it relies on don't answer the question", generator.name)
            return False
        self._quoting.with_figures(run, answer.sources, add=False)
        yield self._answer(run, "llm", answer.text, answer.sentences, answer.sources)
        return True

    def _told(self, run: Run, told: Timeline) -> Iterator[str | Answer]:
        text = "\n".join(sentence.text for sentence in told.sentences)
        run.first_words()
        yield text
        yield replace(self._answer(run, "quote", text, told.sentences, told.sources), timeline=told.points)

    def _in_parts(self, run: Run, filters: Filters, without: Collection[Reading], passages: int) -> _Written:
        """Whether a question that asks several things was answered, each by itself; a note names those that weren't."""
        asked_apart = parts(run.question.understood_as)
        if len(asked_apart) < 2:
            return False
        answered: list[Run] = []
        missing: list[str] = []
        before: list[Turn] = []
        for part in asked_apart:
            each = self._understood(part, before, filters, without)
            if before and not each.question.follow_up and not names_something(each.question.understood_as):
                return False  # of whom or what it asks can't be told
            self._retrieve(each, passages, filters)
            if self._quoting.of(each).sources and self._quoting.answers(each):
                answered.append(each)
            else:
                missing.append(part)
            before = [Turn(each.question.understood_as, "")]
        if not answered:
            return False
        if missing:
            run.notes.append(Note("part_unanswered", {"words": "; ".join(missing)}))
        if unmet := [self._quoting.of(each).unmet for each in answered if self._quoting.of(each).unmet]:
            run.notes.append(Note("unmet", {"words": "; ".join(dict.fromkeys(unmet))}))
        run.passages = together([each.passages for each in answered], passages)
        yield from self._shown(run, joined([self._quoting.of(each).sources for each in answered]))
        return True

    def _quoted(self, run: Run) -> Iterator[str | Answer]:
        quoted = self._quoting.of(run)
        if not quoted.sources or not self._quoting.answers(run):
            yield self._answer(run, "quote", "", (), (), abstained=True)
            return
        if quoted.unmet:
            run.notes.append(Note("unmet", {"words": quoted.unmet}))
        yield from self._shown(run, quoted.sources)

    def _shown(self, run: Run, sources: tuple[Source, ...]) -> Iterator[str | Answer]:
        sources = self._quoting.with_figures(run, sources)
        leads = lead_ins(sources, run.question.language)
        sentences = tuple(
            Sentence(f"{lead}{without_markers(source.quote)} [{source.n}]", (source.n,), "supported", 1.0)
            for lead, source in zip(leads, sources, strict=True)
        )
        text = "\n\n".join(sentence.text for sentence in sentences)
        run.first_words()
        yield text
        yield self._answer(run, "quote", text, sentences, sources)

    def _answer(
        self,
        run: Run,
        mode: Mode,
        text: str,
        sentences: tuple[Sentence, ...],
        sources: tuple[Source, ...],
        *,
        abstained: bool = False,
    ) -> Answer:
        run.clock("total", run.began)
        return Answer(
            question=run.question.text,
            understood_as=run.question.understood_as,
            language=run.question.language,
            mode=mode,
            model=self._generator.name if mode == "llm" and self._generator else None,
            text=text,
            abstained=abstained,
            sentences=sentences,
            sources=sources,
            consulted=tuple(run.passages),
            filters=run.filters,
            coverage=self._library.coverage(Filters(collection=run.filters.collection)),
            notes=tuple(run.notes),
            timings_ms=run.timings_ms,
            disagreements=run.disagreements,
        )
