"""What the addresses answer, for the OpenAPI document: the shapes of `app.shapes`, field by field, and examples."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class JsonDocument(BaseModel):
    """A JSON document; fields may be added."""

    model_config = ConfigDict(extra="allow")


class FiltersDocument(JsonDocument):
    """The filters that held, null where none."""

    from_: str | None = Field(alias="from")
    to: str | None
    outlet: str | None
    collection: str | None


class PassageDocument(JsonDocument):
    """One passage; `text` is characters [start, end) of the article's text."""

    rank: int
    score: float
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    start: int
    end: int
    text: str


class FoundDocument(JsonDocument):
    """What a search found."""

    query: str
    understood_as: str
    passages: list[PassageDocument]
    filters: FiltersDocument
    notes: list[str]
    timings_ms: dict[str, float]


class SentenceDocument(JsonDocument):
    """One sentence of an answer."""

    text: str
    citations: list[int]
    support: Literal["supported", "partial", "unsupported", "contradicted"]
    score: float
    reason: dict[str, Any] | None


class SourceDocument(JsonDocument):
    """What a marker `[n]` names: `quote` is characters [start, end) of the article's text; `link` opens it there."""

    n: int
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    quote: str
    start: int
    end: int
    link: str


class AnswerDocument(JsonDocument):
    """A cited answer."""

    question: str
    understood_as: str
    language: str
    mode: Literal["quote", "llm"]
    model: str | None
    answer: str
    abstained: bool
    sentences: list[SentenceDocument]
    sources: list[SourceDocument]
    nearest: list[dict[str, Any]]
    consulted: list[dict[str, Any]]
    filters: FiltersDocument
    notes: list[str]
    timings_ms: dict[str, float]


class PointDocument(JsonDocument):
    """One event, dated by its sentence (`stated`) or by its article."""

    date: str
    stated: bool
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    quote: str
    start: int
    end: int
    link: str


class TimelineDocument(JsonDocument):
    """The course of a topic, oldest first; no points where fewer than two days of it are told."""

    topic: str
    points: list[PointDocument]


class ListedDocument(JsonDocument):
    """One row of a list of articles."""

    id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    chars: int
    chunks: int


class ArticlesDocument(JsonDocument):
    """Some of `total` articles, newest first."""

    total: int
    articles: list[ListedDocument]


class ArticleDocument(JsonDocument):
    """One article as stored."""

    id: str
    title: str
    text: str
    published: str | None
    outlet: str | None
    url: str | None
    source: str
    metadata: dict[str, Any]


class StoredDocument(JsonDocument):
    """What became of an article that was put; `etag` names this version of it."""

    id: str
    status: Literal["added", "updated", "unchanged"]
    etag: str


class JobDocument(JsonDocument):
    """A run of ingest: `state`, how far it is, and its report once it has ended."""

    id: str
    state: Literal["waiting", "running", "stopping", "done", "stopped", "failed"]
    names: list[str]
    bytes_total: int
    bytes_done: int
    read: int
    stored: int
    report: dict[str, Any] | None
    error: str | None


class JobsDocument(JsonDocument):
    """The runs under way, and the last that have ended."""

    jobs: list[JobDocument]


class CollectionDocument(JsonDocument):
    """A named subset of the articles."""

    name: str
    articles: int


class CollectionsDocument(JsonDocument):
    """All collections, by name."""

    collections: list[CollectionDocument]


class CountDocument(JsonDocument):
    """How many articles it befell."""

    articles: int


class ConversationDocument(JsonDocument):
    """What a list shows of a conversation."""

    id: str
    name: str
    changed: str
    turns: int


class ConversationsDocument(JsonDocument):
    """The conversations of this key, last asked first."""

    conversations: list[ConversationDocument]


class ConversationTurnsDocument(JsonDocument):
    """A whole conversation."""

    id: str
    name: str
    changed: str
    turns: list[dict[str, Any]]


class AlertDocument(JsonDocument):
    """What is followed; `feed` is the address of an Atom feed, for whoever knows it."""

    id: str
    kind: Literal["subject", "question"]
    words: str
    created: str
    mail: str | None
    feed: str


class AlertsDocument(JsonDocument):
    """All that this key follows."""

    alerts: list[AlertDocument]


class AlertHitsDocument(AlertDocument):
    """What is followed, and the articles that came in for it, the last found first."""

    hits: list[dict[str, Any]]


class HealthDocument(JsonDocument):
    """That the server lives."""

    ok: bool
    version: str


class ReadyDocument(JsonDocument):
    """That the library can be asked, and what it holds."""

    ready: bool
    articles: int
    chunks: int


class ErrorFields(JsonDocument):
    """`code` is stable; `message` is for people."""

    message: str
    type: str
    param: str | None
    code: str


class ErrorDocument(JsonDocument):
    """An error, in OpenAI's form."""

    error: ErrorFields


_WHY = {
    400: "The request can't be used as it is.",
    401: "No key, or none that is known.",
    403: "The key is not for this; or, without keys, the request comes from elsewhere.",
    404: "There is none such.",
    408: "The body did not come in time.",
    409: "It conflicts with what there is.",
    412: "The article is another version by now.",
    413: "The body is too large.",
    415: "The body is of another kind.",
    429: "Too many requests, or runs, at once.",
    503: "The server is busy, or the library can't be used just now.",
}
_ALWAYS = (400, 401, 403, 408, 413, 429, 503)


def answers(
    model: type[BaseModel] | None, *more: int, status: int = 200, example: Any = None, streams: bool = False
) -> dict[int | str, Any]:
    """The `responses` of an address: its document, as events too if it `streams`, and every error that it may give."""
    documents: dict[int | str, Any] = {}
    if model is not None:
        content: dict[str, Any] = {"application/json": {"example": example}} if example else {}
        content |= {"text/event-stream": {"schema": {"type": "object"}}} if streams else {}
        shown = {"content": content} if content else {}
        documents[status] = {"model": model, "description": (model.__doc__ or "").split("\n")[0], **shown}
    for code in sorted({*_ALWAYS, *more}):
        documents[code] = {"model": ErrorDocument, "description": _WHY[code]}
    return documents
