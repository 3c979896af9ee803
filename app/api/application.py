"""All addresses, one application, its OpenAPI document, and what it does when it begins and ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.types import ASGIApp

from app.api import alerts, articles, asking, collecting, failures, ingesting, openai_chat, openai_responses, operating
from app.api.gate import Gate, scopes_of
from app.api.service import ApiService
from app.keys import KeyFile


def application(service: ApiService, keys: KeyFile, *, exposed: bool) -> ASGIApp:
    """The whole server behind its gate; `exposed`: whether other machines reach it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = service.limits.threads
        yield

    app = FastAPI(
        title="Hỏi Báo",
        version=operating.hoibao_version() or "0",
        description="Questions to a collection of news articles, and answers that name their sources.",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        telemetry={"tracing": False},
    )
    parts = (asking, openai_chat, openai_responses, articles, ingesting, operating)
    routers = [part.router(service) for part in parts]
    routers += [collecting.collections(service), collecting.conversations(service)]
    routers += [alerts.alerts(service), alerts.feeds(service)]
    for router in routers:
        app.include_router(router)
    failures.install(app, routers, service.settings.language)
    _document(app)
    return Gate(
        app,
        keys=keys,
        exposed=exposed,
        per_minute=service.settings.requests_per_minute,
        limits=service.limits,
        language=service.settings.language,
    )


def _document(app: FastAPI) -> None:
    """Say in the OpenAPI document what the gate asks for; leave out answers that are never given."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
            for path, operations in schema["paths"].items():
                for method, operation in operations.items():
                    operation["responses"].pop("422", None)
                    if wanted := scopes_of(method.upper(), path):
                        operation["security"] = [{"key": list(wanted)}, {}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]
