"""What a reader can do in a conversation: ask, take back, edit, rate, keep, reopen. Knows nothing of how it looks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, Literal

from app.alerts.shown import bare_words
from app.conversation.exchange import AnswerProgress, Exchange, history_of
from app.conversation.places import address, place_of
from app.conversation.stored import from_turn, to_record, words_of
from app.errors import NotAnEditorError
from app.messages import FORESEEN, say
from app.page.answering import AnswerJobs, drop, keep_outcome, stop
from app.page.clipping import clippings_of
from app.page.papers.files import answer_file
from app.page.state import Session
from rag.answer import Answer, QuestionReading, Source, Step
from rag.asking import MAX_QUESTION_CHARS, PASSAGES
from rag.assistant import Assistant
from rag.explore.course import course_beside
from rag.question.understand import Turn
from vectorstore.alerts import MOST_ALERTS
from vectorstore.clippings import Clipping
from vectorstore.conversations import Rating
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.records import Filters

# What the buttons that rate, and those that take back a reading, are named in the page.
_RATINGS: dict[str, Rating] = {"up": "up", "down": "down"}
_READINGS: dict[str, QuestionReading] = {
    "wording": "wording",
    "dates": "dates",
    "outlet": "outlet",
    "listing": "listing",
}


@dataclass(frozen=True)
class Chat:
    """One session's conversation with the assistant. Failing to keep it is told in `session.trouble`, not raised.

    `owner`: who is signed in, empty for nobody; conversations are each owner's own. `reader`: who rates, empty where
    readers can't be told apart. `passages`: how many an answer may
    draw on; `llm`: whether a model words answers; `answers`: those that this server is computing;
    `may_forget`: whether conversations may be renamed and deleted, which where nobody signs in are everybody's;
    `language`: the interface's.
    """

    session: Session
    library: Library
    assistant: Callable[[], Assistant]
    owner: str = ""
    reader: str = ""
    passages: int = PASSAGES
    llm: bool = False
    answers: AnswerJobs = field(default_factory=AnswerJobs)
    may_forget: bool = True
    language: str = "vi"

    def put(self, question: str) -> None:
        """A new question, after all that was said."""
        session = self.session
        self._put(Exchange(question, len(session.exchanges), within=session.within, article=session.article))

    def put_again(self, exchange: Exchange, without: QuestionReading) -> None:
        """The question of `exchange` once more, at the end, without one reading of its words."""
        self._put(_again(exchange, without=(*exchange.without, without)))

    def put_everywhere(self, exchange: Exchange) -> None:
        """The question of `exchange` once more, at the end, in the whole library; later ones are asked there too."""
        self.session.within = self.session.article = None
        self._put(_again(exchange, within=None, article=None))

    def revise(self, number: int, question: str) -> None:
        """Ask in the place of exchange `number`; what came after it is dropped. At the end, where these must stay."""
        if not self.may_replace(number):
            self._put(_again(self.session.exchanges[number], question=question))
            return
        old, *later = self.session.exchanges[number:]
        for exchange in (old, *later):
            drop(exchange)
        del self.session.exchanges[number:]
        self.session.editing = self.session.rating = None
        if dropped := [exchange.key for exchange in later if exchange.key is not None]:
            self._storing(lambda: self.library.conversations.drop(dropped))
        self._put(_again(old, question=question, key=old.key))

    def may_replace(self, number: int) -> bool:
        """Whether exchange `number` and those after it may go: of conversations that all share, one's own alone."""
        asked_here = self.session.asked_here
        kept = [exchange.key for exchange in self.session.exchanges[number:] if exchange.key is not None]
        return self.may_forget or all(key in asked_here for key in kept)

    def _put(self, exchange: Exchange) -> None:
        """Keep a question at once, so that nothing loses it; `begin` has it answered."""
        exchange.asked = datetime.now(UTC).isoformat(timespec="seconds")
        exchange.progress = AnswerProgress()
        self.session.exchanges.append(exchange)
        if 0 < len(exchange.question.strip()) <= MAX_QUESTION_CHARS:  # the rest can't be asked, which is its outcome
            self._keep(exchange)

    def begin(self) -> bool:
        """Have the questions answered that were put: in the server, whether or not anybody goes on watching. Whether
        any waited.
        """
        waiting = any(exchange.under_way for exchange in self.session.exchanges)
        for exchange in self.session.exchanges:
            before = self.session.exchanges[: exchange.after]
            self.answers.begin(self.session.conversation, exchange, before, self._asked, self.library)
        return waiting

    def _asked(self, exchange: Exchange, before: Sequence[Exchange]) -> Iterable[str | Step | Answer]:
        """Pieces of the answer, then the answer. Raises FORESEEN."""
        return self.assistant().stream(
            exchange.question,
            history=_history(exchange, before),
            filters=Filters(article=exchange.article.id) if exchange.article else Filters(collection=exchange.within),
            without=exchange.without,
            passages=self.passages,
            mode="quote" if exchange.way == "quoted" else None,
            research=exchange.way == "research",
            enough=lambda: exchange.enough,
        )

    def act(self, turn: str, do: str) -> None:
        """What a button of a turn asks for; nothing if it names none that there is."""
        exchanges = self.session.exchanges
        if not turn.isdecimal() or not 0 <= (number := int(turn)) < len(exchanges):
            return
        exchange = exchanges[number]
        if do == "edit":
            self.session.editing = number
        elif do == "more":
            self.session.unfolded = None if self.session.unfolded == number else number
        elif do == "retry":
            self.revise(number, exchange.question)
        elif rating := _RATINGS.get(do):
            self.rate(exchange, None if exchange.rating == rating else rating)
            self.session.rating = number
        elif reading := _READINGS.get(do):
            self.put_again(exchange, reading)
        elif do in ("quoted", "research"):
            way: Literal["quoted", "research"] = "quoted" if do == "quoted" else "research"
            self._put(_again(exchange, way=way))
        elif do == "stop":
            stop(exchange, self.library)
        elif do == "everywhere":
            self.put_everywhere(exchange)
        elif do == "follow" and exchange.answer:
            self.follow(exchange.answer.understood_as)
        elif do == "clip" and exchange.answer:
            self.clip(clippings_of(exchange.answer))
        elif do == "word" and exchange.answer:
            self.session.handed = answer_file(exchange, self.language)

    def follow(self, question: str) -> None:
        """Be told of articles that come in and answer a question. Raises: NotAnEditorError."""
        self._for_keeps("follow")

        def keep() -> None:
            words = question if question.rstrip().endswith("?") else f"{question.rstrip('. ')}?"
            alert = self.library.alerts.follow("question", words, owner=self.owner)
            code = "followed_now" if alert else "alerts_too_many"
            self.session.said = say(code, self.language, words=words, most=MOST_ALERTS)

        self._storing(keep)

    def clip(self, clippings: Sequence[Clipping]) -> None:
        """Keep quotes in the folder that is open. Raises: NotAnEditorError."""
        self._for_keeps("clip")
        folder = self.session.folder = self.session.folder or say("first_folder", self.language)

        def keep() -> None:
            count = self.library.clippings.add(folder, clippings, owner=self.owner)
            code = "clipped" if count else "clipped_before"
            self.session.said = say(code, self.language, count=count, folder=folder)

        self._storing(keep)

    def suggest(self, exchange: Exchange) -> None:
        """Look for questions to ask next, once."""
        if exchange.answer is None or exchange.suggestions is not None:
            return
        try:
            history = history_of(self.session.exchanges[: exchange.after])
            exchange.suggestions = self.assistant().suggestions(exchange.answer, history)
        except FORESEEN:
            exchange.suggestions = ()  # the answer stands without them
        keep_outcome(exchange, self.library)

    def find_course(self, exchange: Exchange) -> None:
        """Look, once the answer is shown, for how what it is about went; takes as long as a search or two."""
        if (answer := exchange.answer) is None or exchange.course_sought:
            return
        exchange.course_sought = True
        try:
            ask = partial(self.assistant().ask, filters=answer.filters.scope, mode="quote")
            exchange.course = course_beside(answer, ask)
        except FORESEEN:
            exchange.course_sought = False  # the answer stands without it for now

    @cached_property
    def followed(self) -> frozenset[str]:
        """What is followed, as `bare_words` has it; read once a run. Raises: LibraryError."""
        return frozenset(bare_words(alert.words) for alert in self.library.alerts.listed(owner=self.owner))

    def rate(self, exchange: Exchange, rating: Rating | None, reason: str = "") -> None:
        """What the reader thinks of an answer."""
        exchange.rating, exchange.reason = rating, reason
        if (key := exchange.key) is not None:
            self._storing(lambda: self.library.conversations.rate(key, rating, reason, reader=self.reader))

    def reopen(self, conversation: str) -> bool:
        """Turn to a conversation of the library's; whether it has it. Raises: LibraryError."""
        if self.library.conversations.get(conversation, owner=self.owner) is None:
            return False
        self.session.begin(conversation, self.exchanges_of(conversation))
        return True

    def exchanges_of(self, conversation: str) -> list[Exchange]:
        """All of a conversation's, those under way among them. Raises: LibraryError."""
        under_way = self.answers.of(conversation)  # before the turns: what ends meanwhile is told by its exchange
        turns = self.library.conversations.turns(conversation, reader=self.reader)
        return [under_way.get(turn.key) or from_turn(turn) for turn in turns]

    def rename(self, conversation: str, name: str) -> None:
        """Give a conversation another name. Raises: NotAnEditorError."""
        self._for_keeps("rename")
        self._storing(lambda: self.library.conversations.rename(conversation, name, owner=self.owner))

    def pin(self, conversation: str, pinned: bool) -> None:
        """Keep a conversation at the head of the list, or no longer. Raises: NotAnEditorError."""
        self._for_keeps("pin")
        self._storing(lambda: self.library.conversations.pin(conversation, pinned, owner=self.owner))

    def remove(self, conversation: str) -> None:
        """Forget a conversation, and begin another where it is the open one. Raises: NotAnEditorError."""
        self._for_keeps("remove")
        opened = conversation == self.session.conversation
        if self.library.conversations.get(conversation, owner=self.owner):
            for exchange in self.session.exchanges if opened else self.answers.of(conversation).values():
                drop(exchange)
        self._storing(lambda: self.library.conversations.remove(conversation, owner=self.owner))
        if opened and self.session.trouble is None:
            self.session.begin()

    def address(self, number: int) -> Callable[[Source], str]:
        """What makes the links to the sources of exchange `number`."""
        return lambda source: address(place_of(source, number + 1), self.session.conversation)

    def _keep(self, exchange: Exchange) -> None:
        def keep() -> None:
            exchange.key = self.library.conversations.keep(
                self.session.conversation,
                to_record(exchange),
                words_of(exchange),
                key=exchange.key,
                owner=self.owner,
                name=exchange.question,
            )
            self.session.kept = True
            self.session.asked_here.add(exchange.key)

        self._storing(keep)

    def _for_keeps(self, doing: str) -> None:
        if not self.may_forget:
            raise NotAnEditorError(doing)

    def _storing(self, store: Callable[[], None]) -> None:
        try:
            store()
        except LibraryError as error:
            self.session.trouble = error


def _history(exchange: Exchange, before: Sequence[Exchange]) -> tuple[Turn, ...]:
    """What a question may refer to: where one article alone is asked, what was asked of it, and at first its title, so
    that “when?” is understood.
    """
    if (article := exchange.article) is None:
        return history_of(before)
    title = Turn(article.title, article.title, (article.id,))
    return (title, *history_of([one for one in before if one.article == article]))


def _again(exchange: Exchange, **otherwise: Any) -> Exchange:
    """The question of an exchange, to be asked as it was, but for what is said `otherwise`."""
    asked = {name: getattr(exchange, name) for name in ("question", "after", "without", "within", "article", "way")}
    return Exchange(**{**asked, **otherwise})
