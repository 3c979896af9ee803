"""`/api/articles`: list, read, put, delete. An ETag names an article's version; `If-Match` holds a change to it."""

import threading
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import JSONResponse, Response

from app import shapes
from app.api import examples
from app.api.asking import known
from app.api.bodies import ArticleBody, Day
from app.api.documents import ArticleDocument, ArticlesDocument, StoredDocument, answers
from app.api.failures import ApiError
from app.api.service import ApiService
from app.messages import say_rejection
from ingest.article import MAX_ID_CHARS, RejectedError
from ingest.single import store
from vectorstore.records import Article, Filters

MAX_LISTED, MAX_OFFSET = 1_000, 1_000_000
# Where articles that were put by the API are said to come from.
_PLACE = "api:"
_BYTES = "application/octet-stream"
Id = Annotated[str, Path(min_length=1, max_length=MAX_ID_CHARS, pattern=r"^[^\x00]+$")]
IfMatch = Annotated[str | None, Header(description="Only if the article's version is one of these ETags; * for any.")]
IfNoneMatch = Annotated[str | None, Header(description="Only if the article's version is none of these; * for none.")]


def router(service: ApiService) -> APIRouter:
    """The addresses of articles."""
    made = APIRouter(prefix="/api", tags=["articles"])
    changing = threading.Lock()

    @made.get("/articles", responses=answers(ArticlesDocument, 404, example=examples.ARTICLES))
    def articles(
        published_from: Annotated[Day | None, Query(alias="from")] = None,
        published_to: Annotated[Day | None, Query(alias="to")] = None,
        outlet: Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")] = None,
        collection: Annotated[str | None, Query(max_length=80, pattern=r"^[^\x00]*$")] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_LISTED)] = 50,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> JSONResponse:
        """What is in the library, newest first."""
        filters = known(service, Filters(published_from, published_to, outlet, collection=collection))
        listed = service.library.articles(filters, offset + limit)[offset:]
        total = service.library.coverage(filters).articles
        rows = [shapes.listed_json(article, chunks) for article, chunks in listed]
        return JSONResponse({"total": total, "articles": rows})

    @made.get(
        "/articles/{article_id:path}",
        response_model=None,
        responses={304: {"description": "The client has this version already."}, **answers(ArticleDocument, 404)},
    )
    def article(article_id: Id, if_none_match: IfNoneMatch = None) -> Response:
        """One article as stored; sources' offsets count in its text."""
        found = _stored(service, article_id)
        tag = etag(found)
        if if_none_match and matches(if_none_match, tag):
            return Response(status_code=304, headers={"ETag": tag})
        library = service.library
        document = shapes.article_json(found, library.sources(article_id), library.links(article_id))
        return JSONResponse(document, headers={"ETag": tag})

    @made.get(
        "/originals/{article_id:path}",
        response_class=Response,
        responses={200: {"content": {_BYTES: {}}, "description": "The bytes of the file."}, **answers(None, 404)},
    )
    def original(article_id: Id) -> Response:
        """The uploaded file that an article stands in, as it came."""
        originals = service.library.originals
        kept, content = originals.of(article_id), originals.content(article_id)
        if kept is None or content is None:
            raise ApiError(404, "no_original")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, media_type=_BYTES, headers=headers)

    @made.put(
        "/articles/{article_id:path}",
        responses={
            201: {"model": StoredDocument, "description": "It is new."},
            **answers(StoredDocument, 412, 415),
        },
    )
    def put(
        article_id: Id, body: ArticleBody, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
    ) -> JSONResponse:
        """Add an article under this id, or replace the one that there is."""
        with changing:
            before = service.library.article(article_id)
            check_version(before, if_match, if_none_match)
            fields = {name: value for name, value in body.model_dump().items() if value is not None}
            try:
                stored = store(
                    article_id,
                    fields,
                    service.library,
                    service.assistant.encoder,
                    before=before,
                    place=f"{_PLACE}{article_id}",
                    zone=service.settings.timezone,
                )
            except RejectedError as error:
                why = say_rejection(error.rejection, service.settings.language)
                raise ApiError(400, "rejected", detail=why.rstrip(".")) from error
        service.metrics.ingested.labels(verdict=stored.verdict).inc()
        tag = etag(stored.article)
        document = {"id": article_id, "status": stored.verdict, "etag": tag}
        return JSONResponse(document, status_code=200 if before else 201, headers={"ETag": tag})

    @made.delete(
        "/articles/{article_id:path}",
        status_code=204,
        response_class=Response,
        responses={204: {"description": "It is forgotten."}, **answers(None, 404, 412)},
    )
    def delete(article_id: Id, if_match: IfMatch = None) -> Response:
        """Forget an article."""
        with changing:
            check_version(_stored(service, article_id), if_match, None)
            service.library.remove([article_id])
        service.metrics.ingested.labels(verdict="removed").inc()
        return Response(status_code=204)

    return made


def etag(article: Article) -> str:
    """Names a version of an article: all that a reader or an index can see of it."""
    return f'"{article.digest[:32]}"'


def matches(given: str, tag: str) -> bool:
    """Whether a header of ETags names this one."""
    return given.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in given.split(","))


def check_version(before: Article | None, if_match: str | None, if_none_match: str | None) -> None:
    """Raises: ApiError where the article is not, or is, a version that the request names."""
    if if_match and not (before and matches(if_match, etag(before))):
        raise ApiError(412, "changed")
    if if_none_match and before and matches(if_none_match, etag(before)):
        raise ApiError(412, "changed")


def _stored(service: ApiService, article_id: str) -> Article:
    found = service.library.article(article_id)
    if found is None:
        raise ApiError(404, "no_article")
    return found
