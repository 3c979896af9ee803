"""`hoibao serve`: the HTTP API, for as long as nobody stops it."""

import logging
import sys
import time
from argparse import Namespace

from app.commands.library import DONE, tell
from app.errors import UsageError
from app.keys import KeyFile
from app.messages import say
from app.page.jobs import Jobs
from app.settings import Settings
from app.wiring import open_assistant, open_library, settle
from ingest.budget import Budget


def serve(arguments: Namespace, settings: Settings) -> int:
    """Serves until it is told to stop, and finishes the answers at work. Raises: UsageError; as `open_assistant`."""
    from app.api.application import application
    from app.api.gate import is_loopback
    from app.api.metrics import ServerMetrics
    from app.api.server import listening, server
    from app.api.service import ApiService

    host, port, language = arguments.host, arguments.port, settings.language
    keys, exposed = KeyFile(settings.keys_file), not is_loopback(arguments.host)
    without = not keys.listed()
    if exposed and without:
        raise UsageError(say("serving_needs_keys", language, host=host, option=settings.option))
    library = open_library(settings, create=True)
    assistant = open_assistant(settings, library)
    assistant.search(say("welcome", language), 1)  # loads what the first question would wait for
    settle()
    metrics = ServerMetrics()
    budget = Budget(settings.read_seconds, memory_mb=settings.read_memory_mb)
    jobs = Jobs(library, settings.timezone, budget, ended=metrics.reported)
    service = ApiService(settings, library, assistant, jobs, metrics, int(time.time()))
    try:
        bound = listening(host, port)
    except (OSError, OverflowError):
        other = port + 1 if port < 65_535 else 8_000
        raise UsageError(say("serve_port_unusable", language, host=host, port=port, other=other)) from None
    _log_requests()
    if without:
        tell(say("serving_here", language, option=settings.option))
    tell(say("serving", language, host=f"[{host}]" if ":" in host else host, port=port))
    server(application(service, keys, exposed=exposed), service.limits).run([bound])
    for job in jobs.running():
        job.stop()
    jobs.wait(service.limits.finish_s)
    tell(say("serve_stopped", language))
    return DONE


def _log_requests() -> None:
    """One JSON document a request, on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    requests = logging.getLogger("hoibao.requests")
    requests.handlers, requests.propagate = [handler], False
    requests.setLevel(logging.INFO)
