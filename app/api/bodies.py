"""What clients send, field by field. Knows shapes and sizes, not what becomes of them."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from app.keys import MAX_NAME_CHARS
from rag.answer import Mode
from rag.asking import MAX_QUESTION_CHARS
from vectorstore.alerts import MAX_WORDS_CHARS
from vectorstore.records import Filters


def _day(value: object) -> object:
    """ISO days alone: pydantic takes numbers for days since 1970."""
    if value is None or (isinstance(value, str) and len(value) == len("2023-07-28")):
        return value
    raise ValueError("is not a day such as 2023-07-28")


Day = Annotated[date, BeforeValidator(_day)]
# No database takes NUL.
_NO_NUL = r"^[^\x00]*$"
_WORDS = r"^[^\x00]*\S[^\x00]*$"
Text = Annotated[str, Field(pattern=_NO_NUL)]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS, pattern=_NO_NUL)]


class StrictBody(BaseModel):
    """A body of our own addresses: unknown fields are refused, for they would be silently without effect."""

    model_config = ConfigDict(extra="forbid")


class FiltersBody(StrictBody):
    """Which articles are searched; days are inclusive."""

    published_from: Day | None = Field(None, alias="from")
    published_to: Day | None = Field(None, alias="to")
    outlet: Text | None = Field(None, max_length=200)
    collection: Name | None = None

    def filters(self) -> Filters:
        """As searches take them; the collection is still as it was written."""
        return Filters(self.published_from, self.published_to, self.outlet, collection=self.collection)


class TurnBody(StrictBody):
    """An earlier question and its answer."""

    question: Text = Field(max_length=20_000)
    answer: Text = Field(max_length=100_000)
    articles: list[str] = Field(default_factory=list, max_length=100, description="ids that it listed or cited")


class AskBody(FiltersBody):
    """A question; `conversation` names one that is kept here, whose turns come before it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "Cầu An Thạch dài bao nhiêu mét?"}]}
    )
    question: str = Field(pattern=_WORDS, max_length=MAX_QUESTION_CHARS)
    mode: Mode | Literal["auto"] = "auto"
    research: bool = False
    suggest: bool = False
    history: list[TurnBody] = Field(default_factory=list, max_length=100)
    conversation: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")


class SearchBody(FiltersBody):
    """What to look for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"query": "cầu An Thạch", "k": 5}]})
    query: str = Field(pattern=_WORDS, max_length=MAX_QUESTION_CHARS)
    k: int = Field(10, ge=1, le=100)


class ArticleBody(BaseModel):
    """One article, as a line of articles.jsonl; unknown fields are kept as its metadata."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "title": "Cầu Bến Sỏi thông xe",
                    "text": "Cầu Bến Sỏi dài 420 m.",
                    "published": "2024-05-02",
                    "outlet": "Báo Đồng Bưng",
                }
            ]
        },
    )
    text: str = Field(min_length=1)
    title: str | None = None
    published: str | None = Field(None, description="ISO date or datetime")
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    topic: str | None = None


class AddressesBody(StrictBody):
    """Web addresses to read: pages, feeds, sitemaps. Paths are never taken."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"addresses": ["https://example.org/rss"]}]}
    )
    addresses: list[Annotated[str, Field(pattern=r"^[hH][tT][tT][pP][sS]?://[^\s\x00]+$", max_length=2_000)]] = Field(
        min_length=1, max_length=100
    )


class NameBody(StrictBody):
    """A name for a collection or a conversation."""

    name: Name


class AlertBody(StrictBody):
    """What to follow: a topic, a name, or a question, which ends with its mark."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"words": "cầu An Thạch"}]})
    words: str = Field(pattern=_WORDS, max_length=MAX_WORDS_CHARS)


class IdsBody(StrictBody):
    """Articles by their ids."""

    ids: list[Annotated[str, Field(max_length=200, pattern=_NO_NUL)]] = Field(min_length=1, max_length=1_000)


class TextPart(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(extra="allow")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.text)


class StreamOptions(BaseModel):
    """What a stream ends with."""

    model_config = ConfigDict(extra="allow")
    include_usage: StrictBool | None = False


class ChatBody(BaseModel):
    """OpenAI's chat completion. Of its other fields none has an effect: sources are quoted, not sampled."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {"model": "hoibao", "messages": [{"role": "user", "content": "Cầu An Thạch dài bao nhiêu mét?"}]}
            ]
        },
    )
    model: str
    messages: list[ChatMessage] = Field(min_length=1, max_length=1_000)
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = None
    filters: FiltersBody | None = Field(None, description="ours: which articles are searched")


class InputItem(BaseModel):
    """A message of OpenAI's responses; other items are passed over."""

    model_config = ConfigDict(extra="allow")
    role: str | None = None
    content: str | list[TextPart] | None = None


class ResponsesBody(BaseModel):
    """OpenAI's responses. Nothing is stored: a conversation is sent as its messages."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={"examples": [{"model": "hoibao", "input": "Cầu An Thạch dài bao nhiêu mét?"}]},
    )
    model: str
    input: str | list[InputItem]
    stream: StrictBool | None = False
    previous_response_id: str | None = None
    filters: FiltersBody | None = Field(None, description="ours: which articles are searched")


def messages_of(items: str | list[InputItem]) -> list[ChatMessage]:
    """The messages among the items of a response's input, or the one that it is."""
    if isinstance(items, str):
        return [ChatMessage(role="user", content=items)]
    known: dict[str, Any] = {"user": "user", "assistant": "assistant"}
    return [ChatMessage(role=known[item.role], content=item.content) for item in items if item.role in known]
