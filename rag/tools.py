"""What a program may do with a library's articles: search, read, list, count, tell in time. Nothing of it writes.

An agent's tools, the HTTP API and the MCP server are faces of these; `prompts/tool_*.md` says to a model what each is
for. Does not know models or wires.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from language.detect import language_of
from language.normal_form import fold, has_diacritics
from rag.asking import Asking
from rag.catalogue.subject_words import plain_subject, words_held
from rag.errors import ToolError
from rag.question.outlets import outlet_named
from rag.searching import Searching
from rag.several.timeline import TIMELINE, Timeline, timeline
from vectorstore.readable import ReadableLibrary
from vectorstore.records import EVERYTHING, Article, Field, Filters, Listing, Order, Passage

MAX_PASSAGES = 25
MAX_LISTED = 100
# What articles can be counted by, as tools name it.
CountedBy = Literal["outlet", "section", "author"]
_FIELDS: dict[CountedBy, Field] = {"outlet": "outlet", "section": "topic", "author": "author"}


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many articles there are, and how many of each outlet, section or author, most first, where asked for."""

    total: int
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which articles one call is about: of these days, both included, this outlet and this section."""

    start: date | None = None
    end: date | None = None
    outlet: str | None = None
    section: str | None = None


ANY = Narrowing()


class ArticleTools:
    """The tools over `library`, which see no article outside of `within`, whatever a call asks for.

    Every method may be called from any thread. Raises: ToolError for what a call names and the library lacks;
    QuestionError for a query that is empty or too long; LibraryError, EncoderError from below.
    """

    def __init__(self, library: ReadableLibrary, searching: Searching, within: Filters = EVERYTHING) -> None:
        self._library, self._searching, self._within = library, searching, within

    def search_articles(self, query: str, narrowing: Narrowing = ANY, limit: int = 10) -> list[Passage]:
        """Up to `limit` passages on `query`, best first, neighbours joined; `text` is the article's [start, end)."""
        filters = self._filters(narrowing)
        run = self._searching.retrieved(Asking(query, filters=filters), max(1, min(limit, MAX_PASSAGES)), whole=True)
        return run.passages

    def read_article(self, article_id: str) -> Article:
        """One article as stored."""
        ids = self._within.metadata.get("id", article_id)
        inside = article_id == ids or (not isinstance(ids, str) and article_id in ids)
        one = replace(self._within, metadata={**self._within.metadata, "id": article_id})
        article = self._library.article(article_id) if inside else None
        if article is None or not self._library.listed(one, limit=1).total:
            raise ToolError("id", article_id)
        return article

    def list_articles(
        self, about: str = "", narrowing: Narrowing = ANY, *, order: Order = "newest", limit: int = 20, offset: int = 0
    ) -> Listing:
        """Articles that mention `about`, all where it is empty, and how many there are in all."""
        limit, offset = max(1, min(limit, MAX_LISTED)), max(0, offset)
        filters = self._filters(narrowing)
        for words in _wordings(about):
            listing = self._library.listed(filters, words, limit=limit, offset=offset, order=order)
            if listing.total:
                break
        return listing

    def count_articles(self, about: str = "", narrowing: Narrowing = ANY, by: CountedBy | None = None) -> ArticleCount:
        """How many articles mention `about`, and how many `by` outlet, section or author."""
        filters = self._filters(narrowing)
        for words in _wordings(about):
            total = self._library.listed(filters, words, limit=1).total
            if total:
                break
        groups = self._library.counts(_FIELDS[by], filters, words) if by and total else []
        return ArticleCount(total, tuple(groups))

    def timeline(self, topic: str, narrowing: Narrowing = ANY) -> Timeline:
        """Dated sentences on `topic`, oldest first; empty where articles tell of fewer than two days of it."""
        filters = self._filters(narrowing)
        wording = f"Diễn biến {topic}" if language_of(topic) == "vi" else f"Timeline of {topic}"
        run = self._searching.retrieved(Asking(wording, filters=filters), TIMELINE.passages, whole=True)
        return timeline(run.question, run.passages)

    def _filters(self, narrowing: Narrowing) -> Filters:
        within = self._within
        starts = [day for day in (within.published_from, narrowing.start) if day]
        ends = [day for day in (within.published_to, narrowing.end) if day]
        section = self._section(narrowing.section)
        return replace(
            within,
            published_from=max(starts, default=None),
            published_to=min(ends, default=None),
            outlet=within.outlet or self._outlet(narrowing.outlet),
            metadata={**({"topic": section} if section else {}), **within.metadata},
        )

    def _outlet(self, name: str | None) -> str | None:
        if not name or not name.strip():
            return None
        outlets = self._library.outlets()
        if (known := outlet_named(name, outlets)) is None:
            raise ToolError("outlet", name, outlets)
        return known

    def _section(self, name: str | None) -> str | None:
        if not name or not name.strip():
            return None
        sections = [section for section, _ in self._library.counts("topic")]
        wanted = _compared(name)
        if (known := next((section for section in sections if _compared(section) == wanted), None)) is None:
            raise ToolError("section", name, sections)
        return known


def _wordings(about: str) -> Sequence[str]:
    """The words that an article about `about` must hold; where it is typed without marks, then without them."""
    words = words_held(plain_subject(about), language_of(about)) if about.strip() else ""
    return [words] if has_diacritics(about) or not words else [words, fold(words)]


def _compared(name: str) -> str:
    return " ".join(fold(name).split())
