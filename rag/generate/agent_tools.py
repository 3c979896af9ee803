"""The tools of `rag.tools` as an agent calls them, and the notebook of what it has seen by them.

An article is known to the agent by a short name that a tool gave it (“a3”), so it can name nothing that it wasn't
shown. What articles say goes to it as data, and no more than it has room for.
"""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import prompts
from rag.answer import Source, Step
from rag.errors import QuestionError, ToolError
from rag.generate.evidence import beginning
from rag.generate.letters import whole_letters
from rag.generate.prompting import as_data
from rag.tools import ArticleTools, CountedBy, Narrowing
from vectorstore.records import Passage

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

_DAY = {"type": "string", "description": "YYYY-MM-DD"}
_NAME = {"type": "string", "description": "as the library spells it"}
_NARROWING: dict[str, Any] = {"from": _DAY, "to": _DAY, "outlet": _NAME, "section": _NAME}
_ABOUT = {"type": "string", "description": "what the articles mention; leave out for all articles"}
_BY: dict[str, Any] = {"type": "string", "enum": ["outlet", "section", "author"]}
# Of each tool: its parameters, and which of them must be given.
_PARAMETERS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "search_articles": ({"query": {"type": "string"}, **_NARROWING}, ("query",)),
    "read_article": ({"id": {"type": "string", "description": "such as a3"}}, ("id",)),
    "list_articles": ({"about": _ABOUT, **_NARROWING}, ()),
    "count_articles": ({"about": _ABOUT, **_NARROWING, "by": _BY}, ()),
    "timeline": ({"topic": {"type": "string"}, "from": _DAY, "to": _DAY}, ("topic",)),
}


@dataclass(frozen=True, slots=True)
class _CallLimits:
    """What one call gives, and the longest words that it takes."""

    argument_chars: int = 200
    passages: int = 8
    passage_chars: int = 1_200
    article_chars: int = 6_000
    listed: int = 25
    groups: int = 30


_CALL_LIMITS = _CallLimits()
Given = Mapping[str, Any]


class Notebook:
    """What one agent saw: `searched` holds the passages of each search, `read` the articles that it read.

    `max_chars`: what it may be shown in all. `on_step` hears of each call as it begins. Calls may come from several
    threads at once.
    """

    def __init__(self, tools: ArticleTools, max_chars: int, on_step: Callable[[Step], None]) -> None:
        self._tools, self._left, self._on_step = tools, max_chars, on_step
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}
        self._made: set[str] = set()
        self.searched: list[list[Passage]] = []
        self.read: list[Passage] = []
        self.closed = False
        """Whether it is too late for another call."""

    def tools(self) -> "list[BaseTool]":
        """What the agent is given."""
        from langchain_core.tools import StructuredTool

        made: list[BaseTool] = []
        for name, (parameters, required) in _PARAMETERS.items():
            schema = {"type": "object", "properties": parameters, "required": list(required)}
            description = prompts.load(f"tool_{name}")
            made.append(
                StructuredTool.from_function(
                    self._called(name), name=name, description=description, args_schema=schema, infer_schema=False
                )
            )
        return made

    def call(self, tool: str, given: Given) -> str:
        """What the agent is told. Raises: LibraryError, EncoderError."""
        asked = json.dumps([tool, dict(given)], sort_keys=True, default=str)
        with self._lock:
            if self.closed or self._left <= 0:
                return prompts.load("tool_closed")
            if asked in self._made:
                return prompts.load("tool_repeated")
            self._made.add(asked)
        try:
            told = _CALLS[tool](self, given)
        except (ToolError, QuestionError) as error:
            told = as_data(str(error))
        with self._lock:
            shown = told[: max(self._left, 0)]
            self._left -= len(shown)
        return shown or prompts.load("tool_closed")

    def _called(self, tool: str) -> Callable[..., str]:
        def call(**given: Any) -> str:
            return self.call(tool, given)

        return call

    def _search(self, given: Given) -> str:
        query = _words(given, "query")
        self._on_step(Step("searching", {"query": query}))
        passages = self._tools.search_articles(query, _narrowing(given), _CALL_LIMITS.passages)
        self.searched.append(passages)
        return "\n\n".join(map(self._passage, passages)) or prompts.load("tool_nothing")

    def _read(self, given: Given) -> str:
        name = _words(given, "id")
        with self._lock:
            article_id = next((one for one, known in self._names.items() if known == name), None)
        if article_id is None:
            raise ToolError("id", name)
        article = self._tools.read_article(article_id)
        self._on_step(Step("reading", {"title": _short(article.title or name)}))
        self.read.append(beginning(article, _CALL_LIMITS.article_chars))
        return self._passage(self.read[-1])

    def _list(self, given: Given) -> str:
        about = _words(given, "about")
        self._on_step(Step("listing", {"about": about}) if about else Step("listing_all"))
        listing = self._tools.list_articles(about, _narrowing(given), limit=_CALL_LIMITS.listed)
        lines = [f"{listing.total} articles"]
        for article in listing.articles:
            lines.append(self._head(article.id, article.title, article.outlet, article.published, article.topic))
        return "\n".join(lines)

    def _count(self, given: Given) -> str:
        about = _words(given, "about")
        self._on_step(Step("listing", {"about": about}) if about else Step("listing_all"))
        wanted = _words(given, "by")
        by: dict[str, CountedBy] = {"outlet": "outlet", "section": "section", "author": "author"}
        count = self._tools.count_articles(about, _narrowing(given), by.get(wanted))
        return "\n".join(
            [f"{count.total} articles", *(f"{as_data(of)}: {n}" for of, n in count.groups[: _CALL_LIMITS.groups])]
        )

    def _timeline(self, given: Given) -> str:
        topic = _words(given, "topic")
        self._on_step(Step("dating", {"topic": topic}))
        told = self._tools.timeline(topic, _narrowing(given))
        passages = [_quoted(source) for source in told.sources]
        self.searched.append(passages)
        lines = [f"{point.day} {self._passage(one)}" for point, one in zip(told.points, passages, strict=True)]
        return "\n".join(lines) or prompts.load("tool_nothing")

    def _passage(self, passage: Passage) -> str:
        head = self._head(passage.article_id, passage.title, passage.outlet, passage.published, passage.heading)
        limit = _CALL_LIMITS.article_chars if passage in self.read else _CALL_LIMITS.passage_chars
        return f"{head}\n{as_data(passage.text[:limit])}"

    def _head(self, article_id: str, *about: str | None) -> str:
        with self._lock:
            name = self._names.setdefault(article_id, f"a{len(self._names) + 1}")
        return " ".join(as_data(" — ".join(filter(None, (name, *about)))).split())


_CALLS: dict[str, Callable[[Notebook, Given], str]] = {
    "search_articles": Notebook._search,
    "read_article": Notebook._read,
    "list_articles": Notebook._list,
    "count_articles": Notebook._count,
    "timeline": Notebook._timeline,
}


def _words(given: Given, name: str) -> str:
    return _short(str(given.get(name) or ""))


def _short(words: str) -> str:
    return " ".join(whole_letters(words).split())[: _CALL_LIMITS.argument_chars]


def _narrowing(given: Given) -> Narrowing:
    days = _day(given, "from"), _day(given, "to")
    return Narrowing(*days, _words(given, "outlet") or None, _words(given, "section") or None)


def _day(given: Given, name: str) -> date | None:
    words = _words(given, name)
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        raise ToolError(f"day “{name}” (YYYY-MM-DD)", words) from None


def _quoted(source: Source) -> Passage:
    about = (source.article_id, source.title, source.published, source.outlet, source.url)
    return Passage(0, 1.0, *about, source.start, source.end, "", source.quote)
