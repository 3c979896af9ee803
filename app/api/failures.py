"""Errors as clients get them: OpenAI's form for every address, in words that show nothing of the server."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from app.errors import KeysError
from app.messages import say, say_error
from rag.errors import QuestionError, RerankerError
from vectorstore.errors import CollectionError, EncoderError, LibraryError

log = logging.getLogger(__name__)

# The `type` of an error by its status, as OpenAI's clients know them.
_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
_COLLECTION_STATUS = {"missing": 404, "taken": 409, "unnamed": 400}
# Statuses that the framework gives by itself, by the code of their words.
_CODES = {400: "bad_json", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media"}


@dataclass
class ApiError(Exception):
    """An answer of status `status`; `code` names its words (`api_{code}`), `param` the field at fault."""

    status: int
    code: str
    param: str | None = None
    detail: str = ""
    retry_s: int | None = None

    def __str__(self) -> str:
        return f"{self.status} {self.code} {self.detail}".strip()


def error_document(status: int, message: str, code: str, param: str | None = None) -> dict[str, Any]:
    """The body of an error."""
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def failure(error: Exception, language: str) -> JSONResponse:
    """The answer to a request that met `error`; what is not foreseen is logged and told as no more than that."""
    if isinstance(error, ApiError):
        said = say(f"api_{error.code}", language, detail=error.detail)
        headers = {"Retry-After": str(error.retry_s)} if error.retry_s else {}
        if error.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(
            error_document(error.status, said, error.code, error.param), status_code=error.status, headers=headers
        )
    if isinstance(error, QuestionError):
        said = say_error(error, language)
        return JSONResponse(error_document(400, said, f"question_{error.problem}", "question"), status_code=400)
    if isinstance(error, CollectionError):
        status = _COLLECTION_STATUS[error.problem]
        document = error_document(status, say_error(error, language), f"collection_{error.problem}", "collection")
        return JSONResponse(document, status_code=status)
    if isinstance(error, LibraryError | EncoderError | RerankerError | KeysError):
        log.error("%s", error)
        return failure(ApiError(503, "unusable", retry_s=10), language)
    log.exception("A request failed.", exc_info=error)
    return failure(ApiError(500, "failed"), language)


def _methods(routers: Sequence[APIRouter], request: Request) -> set[str]:
    """What the address takes, on whichever route."""
    routes = (route for router in routers for route in router.routes if isinstance(route, Route))
    matching = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in matching for method in route.methods or ()}


def install(app: FastAPI, routers: Sequence[APIRouter], language: str) -> None:
    """Have every error leave `app`, which consists of `routers`, in this form."""

    async def foreseen(request: Request, error: Exception) -> JSONResponse:
        return failure(error, language)

    async def by_framework(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for these alone
        code = _CODES.get(error.status_code, "failed" if error.status_code >= 500 else "bad_request")
        answer = failure(ApiError(error.status_code, code), language)
        answer.headers.update(error.headers or {})
        if error.status_code == 405:
            answer.headers["Allow"] = ", ".join(sorted(_methods(routers, request)))
        return answer

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these alone
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return failure(ApiError(400, "bad_json"), language)
        where = ".".join(str(part) for part in first["loc"][1:])
        return failure(ApiError(400, "bad_field", where or None, f"{where}: {first['msg']}".lstrip(": ")), language)

    for kind in (ApiError, QuestionError, CollectionError, LibraryError, EncoderError, RerankerError, KeysError):
        app.add_exception_handler(kind, foreseen)
    app.add_exception_handler(HTTPException, by_framework)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, foreseen)
