"""The records that cross the seam between the writer (`ingest`) and the reader (`rag`).

Plain frozen dataclasses; they know neither how they are stored nor how they were read.
Offsets are half-open, in Unicode code points, into `Article.text` exactly as stored.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from language.normal_form import normalize


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


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk, or neighbouring chunks, as found by a search with its score. `twins` are articles with the same text."""

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


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may use. Dates are inclusive; an undated article fails any date bound.

    `collection` is the name of one, as the library has it. `metadata` asks for equality (or membership, for a list) on
    any other field of the article. An empty `outlet` or `collection` is none.
    """

    published_from: date | None = None
    published_to: date | None = None
    outlet: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    collection: str | None = None

    def __post_init__(self) -> None:
        for name in ("outlet", "collection"):  # so that no store has to tell the two apart
            object.__setattr__(self, name, getattr(self, name) or None)

    def __bool__(self) -> bool:
        return bool(self.published_from or self.published_to or self.outlet or self.metadata or self.collection)


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the articles that were asked for, and how many there are in all."""

    total: int
    articles: tuple[Article, ...]


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
