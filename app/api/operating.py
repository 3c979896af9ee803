"""`/api/health`, `/api/ready` and `/metrics`: for who keeps the server running."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from app.api.documents import HealthDocument, ReadyDocument, answers
from app.api.service import ApiService


def hoibao_version() -> str:
    """The installed version; empty where the packages are imported from a folder."""
    try:
        return version("hoibao")
    except PackageNotFoundError:
        return ""


def router(service: ApiService) -> APIRouter:
    """The addresses of the server itself."""
    made = APIRouter(tags=["server"])
    told = hoibao_version()

    @made.get("/api/health", responses=answers(HealthDocument))
    async def health() -> JSONResponse:
        """Whether the server lives; it looks at nothing else."""
        return JSONResponse({"ok": True, "version": told})

    @made.get("/api/ready", responses=answers(ReadyDocument))
    def ready() -> JSONResponse:
        """Whether questions can be asked: the library opens, and was embedded by the model of the settings."""
        service.library.check_encoder(service.assistant.encoder.fingerprint)
        coverage = service.library.coverage()
        return JSONResponse({"ready": True, "articles": coverage.articles, "chunks": coverage.chunks})

    @made.get(
        "/metrics",
        response_class=Response,
        responses={
            200: {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": {"type": "string"}}}},
            **answers(None),
        },
    )
    def metrics() -> Response:
        """Counts and times, for Prometheus."""
        text = service.metrics.text(service.library, len(service.jobs.running()))
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return made
