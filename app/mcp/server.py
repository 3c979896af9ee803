"""The tools of `rag.tools` and the assistant's answers, as an MCP server offers them. Writes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.resources.templates import ResourceSecurity
from mcp.types import Resource, ToolAnnotations
from pydantic import BaseModel, Field

from app.links import article_link, quote_link, source_link, web_address
from app.mcp.results import (
    ArticleHead,
    ArticleHeads,
    CitedAnswer,
    Course,
    DatedQuote,
    NumberedQuote,
    Passages,
    QuotedPassage,
    WholeArticle,
)
from app.messages import FORESEEN, say, say_answer, say_error, say_notes
from app.settings import Settings
from prompts import load
from rag.answer import Source
from rag.asking import MAX_QUESTION_CHARS
from rag.assistant import Assistant
from rag.errors import ToolError as NoSuchError
from rag.tools import MAX_LISTED, MAX_PASSAGES, Narrowing
from vectorstore.library import Library
from vectorstore.records import Article, Filters, Passage

# Articles that are listed as resources, the newest ones; every other can be read by its id.
_LISTED_RESOURCES = 100
_URI = "hoibao://articles/"
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Given = TypeVar("Given")
Words = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION_CHARS)]
From = Annotated[date | None, Field(description="published on or after, YYYY-MM-DD")]
To = Annotated[date | None, Field(description="published on or before, YYYY-MM-DD")]
Outlet = Annotated[str | None, Field(description="only articles of this outlet")]
Section = Annotated[str | None, Field(description="only articles of this section")]


class ArticleServer(MCPServer[None]):
    """An MCP server whose resources are a library's articles."""

    def __init__(self, library: Library, assistant: Assistant, settings: Settings, version: str = "") -> None:
        super().__init__("hoibao", title="Hỏi Báo", instructions=load("tool_ask"), version=version, log_level="ERROR")
        self._library, self._assistant, self._settings = library, assistant, settings
        self._articles = assistant.tools()
        tools: dict[str, Callable[..., BaseModel]] = {
            "search_articles": self._search,
            "read_article": self._read,
            "ask": self._ask,
            "list_articles": self._list,
            "timeline": self._timeline,
        }
        for name, tool in tools.items():
            made = self.tool(name, description=load(f"tool_{name}"), annotations=_READS, structured_output=True)
            made(tool)
        # An id is looked up, never opened.
        anything = ResourceSecurity(reject_path_traversal=False, reject_absolute_paths=False)
        self.resource(f"{_URI}{{+id}}", name="article", mime_type="text/plain", security=anything)(self._text)

    async def list_resources(self) -> list[Resource]:
        """The newest articles."""
        listed = self._library.articles(limit=_LISTED_RESOURCES)
        return [
            Resource(uri=f"{_URI}{article.id}", name=article.id, title=article.title, mime_type="text/plain")
            for article, _ in listed
        ]

    def _text(self, id: str) -> str:
        """An article's text, in which quotes' offsets count."""
        article = self._library.article(id)
        if article is None:
            raise ResourceNotFoundError(f"There is no article {id!r}.")
        return article.text

    def _search(
        self,
        query: Words,
        published_from: From = None,
        published_to: To = None,
        outlet: Outlet = None,
        section: Section = None,
        limit: Annotated[int, Field(ge=1, le=MAX_PASSAGES)] = 8,
    ) -> Passages:
        narrowing = Narrowing(published_from, published_to, outlet, section)
        found = self._told(lambda: self._articles.search_articles(query, narrowing, limit))
        return Passages(passages=[self._passage(n, passage) for n, passage in enumerate(found, 1)])

    def _read(self, id: Annotated[str, Field(max_length=300)]) -> WholeArticle:
        article = self._told(lambda: self._articles.read_article(id))
        return WholeArticle(**self._head(article), text=article.text, url=web_address(article.url))

    def _ask(
        self,
        question: Words,
        collection: Annotated[str | None, Field(description="only articles of this collection")] = None,
        mode: Annotated[
            Literal["auto", "quote"], Field(description="quote: word for word, by no language model")
        ] = "auto",
    ) -> CitedAnswer:
        return self._told(lambda: self._answer(question, collection, mode))

    def _list(
        self,
        about: Annotated[str, Field(max_length=MAX_QUESTION_CHARS, description="what they mention; all if empty")] = "",
        published_from: From = None,
        published_to: To = None,
        outlet: Outlet = None,
        section: Section = None,
        order: Literal["newest", "oldest", "longest", "shortest"] = "newest",
        limit: Annotated[int, Field(ge=1, le=MAX_LISTED)] = 20,
        offset: Annotated[int, Field(ge=0)] = 0,
    ) -> ArticleHeads:
        narrowing = Narrowing(published_from, published_to, outlet, section)
        listing = self._told(
            lambda: self._articles.list_articles(about, narrowing, order=order, limit=limit, offset=offset)
        )
        heads = [ArticleHead(**self._head(article)) for article in listing.articles]
        return ArticleHeads(total=listing.total, articles=heads)

    def _timeline(self, topic: Words, published_from: From = None, published_to: To = None) -> Course:
        narrowing = Narrowing(published_from, published_to)
        course = self._told(lambda: self._articles.timeline(topic, narrowing))
        sources = {source.n: source for source in course.sources}
        events = [
            DatedQuote(**self._quote(sources[point.n]), date=point.day, stated=point.stated) for point in course.points
        ]
        return Course(events=events)

    def _answer(self, question: str, collection: str | None, mode: Literal["auto", "quote"]) -> CitedAnswer:
        named = self._library.collections.named(collection) if collection else None
        answer = self._assistant.ask(
            question, filters=Filters(collection=named), mode="quote" if mode == "quote" else None
        )
        return CitedAnswer(
            answer=say_answer(answer),
            abstained=answer.abstained,
            mode=answer.mode,
            sources=[NumberedQuote(**self._quote(source), n=source.n) for source in answer.sources],
            nearest=[QuotedPassage(**self._quote(one.source)) for one in answer.nearest],
            notes=say_notes(answer),
        )

    def _told(self, call: Callable[[], Given]) -> Given:
        """What a tool gives; what can't be done becomes words that the agent is told. Raises: ToolError."""
        try:
            return call()
        except NoSuchError as error:
            raise ToolError(str(error)) from error
        except FORESEEN as error:
            language = self._settings.language
            said = say("api_unusable", language) if isinstance(error, OSError) else say_error(error, language)
            raise ToolError(said) from error

    def _head(self, article: Article) -> dict[str, Any]:
        return {
            "id": article.id,
            "title": article.title,
            "published": article.published,
            "outlet": article.outlet,
            "section": article.topic,
            "link": article_link(self._settings.public_url, article.id),
        }

    def _passage(self, n: int, passage: Passage) -> NumberedQuote:
        place = (passage.article_id, passage.start, passage.end, passage.text)
        return NumberedQuote(
            n=n,
            article_id=passage.article_id,
            title=passage.title,
            published=passage.published,
            outlet=passage.outlet,
            quote=passage.text,
            start=passage.start,
            end=passage.end,
            link=quote_link(self._settings.public_url, *place),
        )

    def _quote(self, source: Source) -> dict[str, Any]:
        return {
            "article_id": source.article_id,
            "title": source.title,
            "published": source.published,
            "outlet": source.outlet,
            "quote": source.quote,
            "start": source.start,
            "end": source.end,
            "link": source_link(self._settings.public_url, source),
        }
