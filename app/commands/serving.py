"""`hoibao serve` and `hoibao mcp`: the HTTP API and the MCP server, for as long as nobody stops them."""

import logging
import signal
import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING

from app.commands.library import DONE, tell
from app.errors import UsageError
from app.incoming.jobs import Jobs
from app.keys import KeyFile
from app.messages import say
from app.settings import Settings
from app.wiring import open_assistant, open_library, reading_budget, settle
from rag.assistant import Assistant
from vectorstore.library import Library

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LAST_PORT = 65_535


def serve(arguments: Namespace, settings: Settings) -> int:
    """Serves until it is told to stop, and finishes the answers at work. Raises: UsageError; as `open_assistant`."""
    from app.api.application import application
    from app.api.metrics import ServerMetrics
    from app.api.service import ApiService

    keys, exposed = _admission(arguments.host, settings)
    library, assistant = _opened(settings)
    metrics = ServerMetrics()
    budget = reading_budget(settings)
    jobs = Jobs(library, settings.timezone, budget, ended=metrics.reported)
    service = ApiService(settings, library, assistant, jobs, metrics, int(time.time()))
    _run(application(service, keys, exposed=exposed), arguments, settings, "serving")
    for job in jobs.running():
        job.stop()
    jobs.wait(service.limits.finish_s)
    return DONE


def mcp(arguments: Namespace, settings: Settings) -> int:
    """Serves one agent by stdin and stdout, or any number by HTTP. Raises: as `serve`."""
    from app.mcp.server import ArticleServer

    if not arguments.http:
        ArticleServer(*_opened(settings), settings).run("stdio")
        return DONE
    from mcp.server.transport_security import TransportSecuritySettings

    from app.api.gate import MCP_PATH, Gate
    from app.api.limits import ServerLimits

    keys, exposed = _admission(arguments.host, settings)
    gated = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # the gate looks at hosts and origins
    app = ArticleServer(*_opened(settings), settings).streamable_http_app(
        streamable_http_path=MCP_PATH, stateless_http=True, transport_security=gated
    )
    limits, rate = ServerLimits(), settings.requests_per_minute
    gate = Gate(app, keys=keys, exposed=exposed, per_minute=rate, limits=limits, language=settings.language)
    _run(gate, arguments, settings, "serving_mcp")
    return DONE


def _admission(host: str, settings: Settings) -> tuple[KeyFile, bool]:
    """Who may pass, and whether other machines reach `host`. Raises: UsageError where these could pass without key."""
    from app.loopback import is_loopback

    keys, exposed = KeyFile(settings.keys_file), not is_loopback(host)
    if keys.listed():
        return keys, exposed
    if exposed:
        raise UsageError(say("serving_needs_keys", settings.language, host=host, option=settings.option))
    tell(say("serving_here", settings.language, option=settings.option))
    return keys, exposed


def _opened(settings: Settings) -> tuple[Library, Assistant]:
    """The library, and who answers from it, with all loaded that the first question would wait for."""
    library = open_library(settings, create=True)
    assistant = open_assistant(settings, library)
    assistant.search(say("welcome", settings.language), 1)
    settle()
    return library, assistant


def _run(app: "ASGIApp", arguments: Namespace, settings: Settings, code: str) -> None:
    """Serve where the arguments say. Raises: UsageError."""
    from app.api.limits import ServerLimits
    from app.api.server import listening, server

    host, port = arguments.host, arguments.port
    try:
        bound = listening(host, port)
    except (OSError, OverflowError):
        other = port + 1 if port < _LAST_PORT else 8_000
        values = {"host": host, "port": str(port), "other": str(other), "command": arguments.command}
        raise UsageError(say("serve_port_unusable", settings.language, **values)) from None
    _log_requests()
    tell(say(code, settings.language, host=f"[{host}]" if ":" in host else host, port=str(port)))
    for number in (signal.SIGINT, signal.SIGTERM):  # the server raises them once more when it is done
        signal.signal(number, lambda *_: None)
    server(app, ServerLimits()).run([bound])
    tell(say("serve_stopped", settings.language))


def _log_requests() -> None:
    """One JSON document a request, on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    requests = logging.getLogger("hoibao.requests")
    requests.handlers, requests.propagate = [handler], False
    requests.setLevel(logging.INFO)
