"""The only orchestration: understand the question, retrieve, answer, check. Every face of the product calls this.

Knows the steps and their order; each step's how is in the module named after it.
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Generator as Yields
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from language.detect import language_of
from rag.answer import Answer, Mode, Note, QuestionReading, SmallTalk, Step, Turn, Usage
from rag.asking import PASSAGES, Asking
from rag.catalogue.answering import CatalogueAnswers
from rag.catalogue.in_order import NewestFact
from rag.draft import AnswerDraft, SearchResult, answer_of
from rag.generate.answering import GeneratedAnswers
from rag.generate.generator import Generator
from rag.generate.research import Research
from rag.question.about_answer import answered_before, request_about_answer
from rag.question.small_talk import small_talk
from rag.question.understand import Question, typed
from rag.quote.answering import QuotedAnswers
from rag.quote.quoting import Quoting
from rag.retrieve.retriever import Retriever
from rag.searching import Searching
from rag.several.timeline import TIMELINE, asks_timeline, timeline
from rag.suggest.suggest import suggestions
from rag.tools import ArticleTools
from rag.turns import Turns
from vectorstore.encoders.encoder import Encoder
from vectorstore.readable import ReadableLibrary
from vectorstore.records import EVERYTHING, Filters

if TYPE_CHECKING:
    from rag.retrieve.langchain_retriever import NewsRetriever

# Articles, the newest ones, that an example of what can be asked may come from.
_TITLES = 50


class Assistant:
    """Answers questions over `library`: by `generator` where there is one and it works, else by quoting.

    `finished` hears of each answer once it stands.
    """

    def __init__(
        self,
        library: ReadableLibrary,
        retriever: Retriever,
        generator: Generator | None = None,
        turns: Turns | None = None,
        finished: Callable[[Answer], None] | None = None,
    ) -> None:
        self._library, self._finished = library, finished
        self._retriever = retriever
        self._turns = turns or Turns()
        quoting = Quoting(library, retriever, self._turns)
        self._searching = Searching(library, retriever, self._turns)
        self._by_catalogue = CatalogueAnswers(library)
        self._by_quoting = QuotedAnswers(library, self._searching, quoting)
        self._newest_fact = NewestFact(library, self._searching, quoting, self._by_quoting)
        self._by_llm = GeneratedAnswers(library, quoting, generator) if generator else None
        self._research = (
            Research(library, self._searching, self._by_llm, generator) if generator and self._by_llm else None
        )

    @property
    def encoder(self) -> Encoder:
        """What the library's embeddings come from: whoever adds articles needs no other."""
        return self._retriever.encoder

    def answering_by(self, generator: Generator) -> "Assistant":
        """The same, except that `generator` words the answers."""
        return Assistant(self._library, self._retriever, generator, self._turns, self._finished)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        mode: Mode | None = None,
        without: Collection[QuestionReading] = (),
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
        without: Collection[QuestionReading] = (),
        passages: int = PASSAGES,
        research: bool = False,
        enough: Callable[[], bool] | None = None,
    ) -> Iterator[str | Step | Answer]:
        """Pieces of the text as they come, empty ones while a model is silent, steps before there are words, then the
        `Answer`, which alone is final.

        The final text may differ from the pieces: an LLM that fails half-way is replaced by quotes. LLM failures are
        notes, not exceptions. Small talk is answered without a search. `Asking` says what the arguments mean.

        Raises: QuestionError for an empty or too long question; LibraryError, EncoderError from below.
        """
        asking = Asking(question, tuple(history), filters, mode, frozenset(without), passages, research)
        return self._told(self._answered(replace(asking, enough=enough) if enough else asking))

    def search(
        self,
        query: str,
        k: int,
        filters: Filters = EVERYTHING,
        history: Sequence[Turn] = (),
        without: Collection[QuestionReading] = (),
    ) -> SearchResult:
        """Up to `k` passages for a query; the rest as in `stream`. Raises: as `stream` does."""
        draft = self._searching.retrieved(Asking(query, tuple(history), filters, without=frozenset(without)), k)
        draft.clock("total", draft.began)
        return SearchResult(draft.question, tuple(draft.passages), draft.filters, tuple(draft.notes), draft.timings_ms)

    def tools(self, within: Filters = EVERYTHING) -> ArticleTools:
        """What a program may do with the library's articles that lie `within`."""
        return ArticleTools(self._library, self._searching, within)

    def as_retriever(self, k: int = PASSAGES) -> "NewsRetriever":
        """The search as LangChain's `BaseRetriever`, for chains and agents of others."""
        from rag.retrieve.langchain_retriever import NewsRetriever

        def understood(query: str) -> Question:
            return self._searching.understood(Asking(query)).question

        return NewsRetriever(retriever=self._retriever, understand=understood, k=k)

    def suggestions(self, answer: Answer, history: Sequence[Turn] = ()) -> tuple[str, ...]:
        """Up to three questions to ask after `answer`, which came after `history`; each has a quoted answer.

        Takes up to 0.7 s, so call it once the answer is shown. Raises: as `stream` does.
        """
        if answer.small_talk:
            return ()
        turns = [*history, Turn(answer.question, answer.text)]
        asked = partial(self.ask, history=turns, filters=answer.filters.scope, mode="quote")
        return suggestions(answer, history, asked)

    def _told(self, pieces: Iterator[str | Step | Answer]) -> Iterator[str | Step | Answer]:
        for piece in pieces:
            if self._finished and isinstance(piece, Answer):
                self._finished(piece)
            yield piece

    def _answered(self, asking: Asking) -> Iterator[str | Step | Answer]:
        if said := small_talk(asking.text, language_of(asking.history[-1].question) if asking.history else "vi"):
            yield self._reply(asking, said)
            return
        by_llm = None if asking.mode == "quote" else self._by_llm
        if (yield from self._of_the_answer_before(by_llm, asking)):
            return
        spent: list[Usage | None] = []
        draft = self._searching.understood(asking, by_llm.rephrase(spent.append) if by_llm else None)
        for usage in spent:
            draft.spend(usage)
        if asking.research and self._research and by_llm:
            if (yield from self._research.researched(draft, asking)):
                return
            if asking.enough():
                yield from self._by_quoting.quoted(draft)
                return
        # A model tells what the one article says better than its first sentences do.
        told = by_llm is not None and self._by_catalogue.asks_for_gist(asking)
        if not told and (yield from self._by_catalogue.answered(draft, asking)):
            return
        asking, draft = self._of_one_article(asking, draft)
        wide = by_llm is not None and by_llm.roomy  # such a model tells courses and parts by itself
        in_time = not wide and asks_timeline(draft.question.understood_as)
        k = by_llm.room(draft.question.understood_as).passages if by_llm else asking.passages
        wanted = max(k, asking.passages, TIMELINE.passages * in_time)
        self._searching.retrieve(draft, wanted, asking.filters, whole=True)
        if in_time and (course := timeline(draft.question, draft.passages)).points:
            yield from self._by_quoting.in_time(draft, course)
            return
        passages, draft.passages = draft.passages, draft.passages[: asking.passages]
        if not by_llm and (yield from self._newest_fact.answered(draft, asking)):
            return
        if not wide and (yield from self._by_quoting.in_parts(draft, asking)):
            return
        if asking.mode == "llm" and self._by_llm is None:
            draft.notes.append(Note("no_llm"))
        if by_llm and passages:
            draft.passages = passages
            if (yield from by_llm.generated(draft, asking)):
                return
            draft.passages = passages[: asking.passages]
        yield from self._by_quoting.quoted(draft)

    def _of_the_answer_before(
        self, by_llm: GeneratedAnswers | None, asking: Asking
    ) -> Yields[str | Step | Answer, None, bool]:
        """Whether a request about the answer before was answered: by an LLM, from what that was answered from; else by
        saying that another form needs one, that what was quoted can be checked, or that there is no answer yet.
        """
        kind = request_about_answer(asking.text)
        if kind is None or self._by_catalogue.asks_for_gist(asking):
            return False
        at = answered_before(asking.history)
        if at is None and kind == "more" and asking.history:  # of a list, which is no answer in words
            return False
        if at is None:
            yield self._reply(asking, SmallTalk("nothing_before", language_of(asking.text, "vi")))
            return True
        before = asking.history[at]
        if by_llm is None:
            if kind == "more":
                return False
            yield self._reply(asking, SmallTalk(kind, language_of(asking.text, language_of(before.question))))
            return True
        draft = self._searching.understood(replace(asking, text=before.question, history=asking.history[:at]))
        self._searching.retrieve(draft, by_llm.room(before.question).passages, asking.filters, whole=True)
        request = typed(asking.text)
        draft.question = replace(draft.question, text=request, understood_as=request, dates=None)
        draft.notes.clear()
        return bool(draft.passages) and (yield from by_llm.rewritten(draft, asking, at))

    def _of_one_article(self, asking: Asking, draft: AnswerDraft) -> tuple[Asking, AnswerDraft]:
        """What is asked of one article that was listed before is asked of that article alone."""
        narrowed = self._by_catalogue.narrowed(asking)
        if narrowed is asking:
            return asking, draft
        within = self._searching.understood(narrowed)
        within.question = replace(within.question, text=draft.question.text)
        return narrowed, within

    def _reply(self, asking: Asking, said: SmallTalk) -> Answer:
        began = time.perf_counter()
        titles = tuple(article.title for article, _ in self._library.articles(asking.filters, _TITLES))
        question = Question(typed(asking.text), typed(asking.text), said.language, "full")
        draft = AnswerDraft(question, asking.filters, began)
        return replace(answer_of(draft, self._library, "quote"), small_talk=replace(said, titles=titles))
