"""`/api/alerts`: what is followed, each key's own; `/feeds/ID`: what came in for one, for feed readers.

A feed reader sends no key: who knows the address, which can't be guessed, may read the feed.
"""

import hashlib
import threading
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from app.alerts.checking import check
from app.alerts.feed import MIME, atom
from app.alerts.shown import document, feed_address, hit_document, kind_of
from app.api.articles import matches
from app.api.bodies import AlertBody
from app.api.conversing import owner_of
from app.api.documents import AlertDocument, AlertHitsDocument, AlertsDocument, answers
from app.api.failures import ApiError
from app.api.gate import FEEDS
from app.api.service import ApiService
from vectorstore.alerts import Alert

# Entries of a feed; its reader keeps those before.
MOST_ENTRIES = 50
_LOOKING = threading.Lock()
AlertId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


def alerts(service: ApiService) -> APIRouter:
    """The addresses of alerts."""
    made = APIRouter(prefix="/api", tags=["alerts"])
    kept = service.library.alerts

    def own(alert_id: str, request: Request) -> Alert:
        alert = kept.get(alert_id)
        if alert is None or alert.owner != owner_of(request):
            raise ApiError(404, "no_alert")
        return alert

    @made.get("/alerts", responses=answers(AlertsDocument))
    def listed(request: Request) -> JSONResponse:
        """What is followed, the oldest first."""
        shown = [document(alert, service.settings) for alert in kept.listed(owner=owner_of(request))]
        return JSONResponse({"alerts": shown})

    @made.post("/alerts", status_code=201, responses=answers(AlertDocument, 409, 415, status=201))
    def follow(body: AlertBody, request: Request) -> JSONResponse:
        """Follow a topic, a name, or a question, which ends with its mark: articles that come in from now on."""
        alert = kept.follow(kind_of(body.words), body.words, owner=owner_of(request))
        if alert is None:
            raise ApiError(409, "too_many_alerts")
        return JSONResponse(document(alert, service.settings), status_code=201)

    @made.get("/alerts/{alert_id}", responses=answers(AlertHitsDocument, 404))
    def read(
        alert_id: AlertId, request: Request, limit: Annotated[int, Query(ge=1, le=1_000)] = MOST_ENTRIES
    ) -> JSONResponse:
        """What came in for one, the last found first."""
        alert = own(alert_id, request)
        _look(service, alert)
        hits = [hit_document(hit) for hit in kept.hits(alert.id, limit=limit)]
        return JSONResponse({**document(alert, service.settings), "hits": hits})

    @made.delete(
        "/alerts/{alert_id}",
        status_code=204,
        response_class=Response,
        responses={204: {"description": "It is no longer followed."}, **answers(None, 404)},
    )
    def unfollow(alert_id: AlertId, request: Request) -> Response:
        """Follow it no longer."""
        kept.unfollow(own(alert_id, request).id)
        return Response(status_code=204)

    return made


def feeds(service: ApiService) -> APIRouter:
    """The addresses of feeds."""
    made = APIRouter(tags=["alerts"])

    @made.get(
        FEEDS + "{alert_id}",
        response_class=Response,
        responses={200: {"content": {MIME: {}}}, 304: {"description": "Nothing new."}, **answers(None, 404)},
    )
    def feed(alert_id: AlertId, if_none_match: Annotated[str | None, Header()] = None) -> Response:
        """What came in for an alert, as an Atom feed."""
        alert = service.library.alerts.get(alert_id)
        if alert is None:
            raise ApiError(404, "no_alert")
        _look(service, alert)
        settings = service.settings
        content = atom(
            alert,
            service.library.alerts.hits(alert.id, limit=MOST_ENTRIES),
            identity=service.library.identity(),
            address=feed_address(alert, settings),
            page=settings.public_url,
            language=settings.language,
        )
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
        if if_none_match and matches(if_none_match, tag):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=MIME, headers=headers)

    return made


def _look(service: ApiService, alert: Alert) -> None:
    """Look for what came in since the last look, one request at a time."""
    with _LOOKING:
        fresh = service.library.alerts.get(alert.id)
        check(service.library, [fresh] if fresh else [], lambda: service.assistant)
