"""What a reader can do in a conversation: ask, take back, edit, rate, keep, reopen. Knows nothing of how it looks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

from app.messages import FORESEEN
from app.page.highlight import excerpts
from app.page.places import address, place_of
from app.page.state import Cited, Excerpt, Exchange, Session
from app.page.stored import from_turn, to_record, words_of
from rag.answer import Answer, QuestionReading, Source, Step
from rag.asking import PASSAGES
from rag.assistant import Assistant
from rag.explore.course import subject_of
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

    `owner`: who is signed in, empty for nobody; conversations are each owner's own. `passages`: how many an answer may
    draw on; `llm`: whether a model words answers.
    """

    session: Session
    library: Library
    assistant: Callable[[], Assistant]
    owner: str = ""
    passages: int = PASSAGES
    llm: bool = False

    def put(self, question: str) -> None:
        """A new question, after all that was said."""
        self.session.exchanges.append(Exchange(question, len(self.session.exchanges), within=self.session.within))

    def put_again(self, exchange: Exchange, without: QuestionReading) -> None:
        """The question of `exchange` once more, at the end, without one reading of its words."""
        self.session.exchanges.append(
            Exchange(exchange.question, exchange.after, (*exchange.without, without), within=exchange.within)
        )

    def put_everywhere(self, exchange: Exchange) -> None:
        """The question of `exchange` once more, at the end, in the whole library; later ones are asked there too."""
        self.session.within = None
        self.session.exchanges.append(Exchange(exchange.question, exchange.after, exchange.without))

    def revise(self, number: int, question: str) -> None:
        """Ask in the place of exchange `number`; what came after it is dropped."""
        old = self.session.exchanges[number]
        dropped = [later.key for later in self.session.exchanges[number + 1 :] if later.key is not None]
        self.session.exchanges[number:] = [Exchange(question, old.after, old.without, key=old.key, within=old.within)]
        self.session.editing = self.session.copying = self.session.rating = None
        if dropped:
            self._storing(lambda: self.library.conversations.drop(dropped))

    def ask(self, exchange: Exchange) -> Iterable[str | Step | Answer]:
        """Pieces of the answer, then the answer, which the exchange then holds with what it cites. Raises FORESEEN."""
        exchange.asked = datetime.now(UTC).isoformat(timespec="seconds")
        history = self.session.history(exchange)
        filters = Filters(collection=exchange.within)
        for piece in self.assistant().stream(
            exchange.question,
            history=history,
            filters=filters,
            without=exchange.without,
            passages=self.passages,
            mode="quote" if exchange.way == "quoted" else None,
            research=exchange.way == "research",
            enough=lambda: exchange.enough,
        ):
            if isinstance(piece, Answer):
                exchange.cited = cited_articles(piece, self.library)
                exchange.answer = piece
            yield piece

    def act(self, turn: str, do: str) -> None:
        """What a button of a turn asks for; nothing if it names none that there is."""
        exchanges = self.session.exchanges
        if not turn.isdecimal() or not 0 <= (number := int(turn)) < len(exchanges):
            return
        exchange = exchanges[number]
        if do == "edit":
            self.session.editing = number
        elif do == "copy":
            self.session.copying = None if self.session.copying == number else number
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
            again = Exchange(exchange.question, exchange.after, exchange.without, within=exchange.within, way=way)
            exchanges.append(again)
        elif do == "everywhere":
            self.put_everywhere(exchange)
        elif do == "timeline" and exchange.answer:
            self.session.following = subject_of(exchange.answer)

    def suggest(self, exchange: Exchange) -> None:
        """Look for questions to ask next, once."""
        if exchange.answer is None or exchange.suggestions is not None:
            return
        try:
            history = self.session.history(exchange)
            exchange.suggestions = self.assistant().suggestions(exchange.answer, history)
        except FORESEEN:
            exchange.suggestions = ()  # the answer stands without them
        if (key := exchange.key) is not None:
            self._storing(lambda: self.library.conversations.amend(key, to_record(exchange)))

    def rate(self, exchange: Exchange, rating: Rating | None, reason: str = "") -> None:
        """What the reader thinks of an answer."""
        exchange.rating, exchange.reason = rating, reason
        if (key := exchange.key) is not None:
            self._storing(lambda: self.library.conversations.rate(key, rating, reason))

    def reopen(self, conversation: str) -> bool:
        """Turn to a conversation of the library's; whether it has it. Raises: LibraryError."""
        if self.library.conversations.get(conversation, owner=self.owner) is None:
            return False
        turns = self.library.conversations.turns(conversation)
        self.session.begin(conversation, [from_turn(turn) for turn in turns])
        return True

    def rename(self, name: str) -> None:
        """Give the open conversation another name."""
        self._storing(lambda: self.library.conversations.rename(self.session.conversation, name, owner=self.owner))

    def remove(self) -> None:
        """Forget the open conversation and begin another."""
        self._storing(lambda: self.library.conversations.remove(self.session.conversation, owner=self.owner))
        if self.session.trouble is None:
            self.session.begin()

    def address(self, number: int) -> Callable[[Source], str]:
        """What makes the links to the sources of exchange `number`."""
        return lambda source: address(place_of(source, number + 1), self.session.conversation)

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange that was answered in the library; apart, so that what is drawn doesn't wait for the disk."""

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

        self._storing(keep)

    def _storing(self, store: Callable[[], None]) -> None:
        try:
            store()
        except LibraryError as error:
            self.session.trouble = error


def cited_articles(answer: Answer, library: Library) -> tuple[Cited, ...]:
    """The articles of an answer as they are now, in the order of their first citation."""
    sources: dict[str, list[Source]] = {}
    for source in answer.sources:
        sources.setdefault(source.article_id, []).append(source)
    return tuple(_cited_article(article_id, quoted, library) for article_id, quoted in sources.items())


def _cited_article(article_id: str, sources: list[Source], library: Library) -> Cited:
    article = library.article(article_id)
    if article is None or any(article.text[source.start : source.end] != source.quote for source in sources):
        return Cited(article_id, None, tuple(Excerpt(source.start, source.quote) for source in sources))
    digest = sha256(article.text.encode(errors="surrogatepass")).hexdigest()
    return Cited(article_id, digest, excerpts(article.text, sources))
