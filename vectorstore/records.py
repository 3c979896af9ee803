"""The records that cross the seam between the writer (`ingest`) and the reader (`rag`).

Plain frozen dataclasses; they know neither how they are stored nor how they were read.
Offsets are half-open, in Unicode code points, into `Article.text` exactly as stored.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from language.normal_form import normalize
from vectorstore.encoders.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. `published` is an ISO date or datetime, or None when unknown (never a guess of today)."""

    id: str
    text: str
    title: str = ""
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    topic: str | None = None
    source: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text_digest(self) -> str:
        """SHA-256 over title and text alone: the same for the same story under another name."""
        return hashlib.sha256(json.dumps([self.title, self.text]).encode()).hexdigest()

    @property
    def digest(self) -> str:
        """SHA-256 over everything a reader or an index can see; equal digests mean nothing to do.

        Where the article was read from is left out: a file that moved has not changed.
        """
        seen = [self.title, self.text, self.published, self.outlet, self.url, self.author, self.topic]
        record = json.dumps([*seen, dict(self.metadata)], sort_keys=True, ensure_ascii=True, default=str)
        return hashlib.sha256(record.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences, `article.text[start:end]`, under `heading` ("" when it has none)."""

    start: int
    end: int
    heading: str = ""


# What a search finds: (chunk key, score), best first. Scores are higher for better, on the search's own scale.
Hits = list[tuple[int, float]]
# The sentences of a chunk compared with a question: (start, end) in the article's text, and the cosine.
SentenceCosines = list[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk, or neighbouring chunks, as found by a search with its score. `twins` are articles with the same text;
    `joined` the keys of the neighbours that were joined to the chunk `key`.
    """

    key: int
    score: float
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    start: int
    end: int
    heading: str
    text: str
    twins: tuple[str, ...] = ()
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may use. Dates are inclusive; an undated article fails any date bound.

    `collection` is the name of one, as the library has it; `article` the id of the only article. `metadata` asks for
    equality (or membership, for a list) on any other field of the article. An empty `outlet`, `collection` or
    `article` is none. `added_after`: only articles that came in after the one that `Library.last_added` named then; a
    new version of an article came in when the first did.
    """

    published_from: date | None = None
    published_to: date | None = None
    outlet: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    collection: str | None = None
    added_after: int | None = None
    article: str | None = None

    def __post_init__(self) -> None:
        for name in ("outlet", "collection", "article"):  # so that no store has to tell the two apart
            object.__setattr__(self, name, getattr(self, name) or None)

    def __bool__(self) -> bool:
        some = self.published_from or self.published_to or self.outlet or self.metadata or self.collection
        return bool(some or self.article) or self.added_after is not None

    @property
    def scope(self) -> "Filters":
        """What the question is put to, a collection or an article, without what narrows it by the question's words."""
        return Filters(collection=self.collection, article=self.article)


Order = Literal["newest", "added", "oldest", "longest", "shortest"]
# What articles can be counted by.
Field = Literal["outlet", "topic", "author", "day"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the articles that were asked for, and how many there are in all."""

    total: int
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class ArticleTitle:
    """What an article is known by in a list, without its text."""

    id: str
    title: str
    published: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a library holds: the words of an honest “no”."""

    articles: int
    chunks: int
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many articles there are of each month (ISO, oldest first; none undated) and outlet (most first)."""

    months: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


def embedding_text(title: str, heading: str, text: str) -> str:
    """What the encoder sees of a chunk: the title and heading travel with it, so that “the conference” has a name.

    In the normal form: an encoder finds next to nothing of a text in NFD (measured: hit@1 .31 instead of .89).
    """
    return normalize("\n".join(part for part in (title, heading, text) if part))


def sentence_text(title: str, sentence: str) -> str:
    """What the encoder sees of a sentence: its title too, without which “ông” is anybody."""
    return embedding_text(title, "", sentence)


EVERYTHING = Filters()
LANGCHAIN = "LangChain"  # the source of articles that are documents of a LangChain program


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one chunk: (start, end) of each in the article's text, and their embeddings, (n, dim)."""

    spans: Sequence[tuple[int, int]]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: its chunks, their (n_chunks, dim) embeddings, and what links it.

    `sentences`: those of each chunk, or none of any (they can be embedded later). `bands` are those of `twins.bands`
    (none: it is not compared with others); `correction`: whether it says of itself that it corrects another.
    `chunking` names the version of what cut the text into chunks, from `body_start` on.
    """

    article: Article
    chunks: Sequence[Chunk]
    vectors: Vectors
    bands: Sequence[int] = ()
    correction: bool = False
    sentences: Sequence[Sentences] = ()
    chunking: str = ""
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """What an older program has left to be done: articles cut into chunks otherwise than by the version of today, and
    chunks whose sentences are not embedded.
    """

    articles: int
    chunks: int


NOTHING_BEHIND = Behind(0, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """An article that a record may be, without its text; `sources` are (source, document, stamp last seen)."""

    id: str
    digest: str
    text_digest: str
    source: str
    sources: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run, which goes by its `stamp`, found where, since it last told.

    `at`: (source, article id, document). `lost`: sources that are no more. `documents`: (document, digest), read to
    the end, so that what was found in it before and is not now is gone. `skipped`: documents that are as they were.
    """

    stamp: int
    at: Sequence[tuple[str, str, str]] = ()
    lost: Sequence[str] = ()
    documents: Sequence[tuple[str, str]] = ()
    skipped: Sequence[str] = ()


NOTHING_SEEN = Seen(0)


LinkKind = Literal["twin", "corrects", "corrected_by"]


@dataclass(frozen=True, slots=True)
class Link:
    """Another article, seen from one: `twin`, `corrects` (this one corrects it) or `corrected_by`.

    `score`, from 0 to 1: of twins, the share of the shorter one's words that both have; of corrections, how much of
    the title that is named fits.
    """

    kind: LinkKind
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    score: float


def one_line(text: str, most_chars: int) -> str:
    """What somebody calls a thing, on one line, as it is kept."""
    return " ".join(text.replace("\0", " ").split())[:most_chars]
