"""The API over a small library of invented articles: in this process, or on a port of its own."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from starlette.types import ASGIApp

from app.api.application import application
from app.api.limits import ServerLimits
from app.api.metrics import ServerMetrics
from app.api.server import listening, server
from app.api.service import ApiService
from app.incoming.jobs import Jobs
from app.keys import KeyFile
from app.settings import Settings
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary

ARTICLES = {
    "cau": "Cầu Bến Sỏi thông xe\n\nCầu Bến Sỏi dài 420 m, rộng 12 m. Vốn đầu tư 96 tỷ đồng.",
    "lu": "Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày. Hơn 300 hộ dân Cồn Én vẫn ngập sâu.",
}
QUESTION = "Cầu Bến Sỏi dài bao nhiêu mét?"
QUOTE = "Cầu Bến Sỏi dài 420 m, rộng 12 m."
HERE = "http://127.0.0.1"


def filled(folder: Path) -> LocalLibrary:
    """A library of these articles."""
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    library = LocalLibrary(folder / "library", create=True)
    ingest([folder / "articles"], library, FakeEncoder())
    return library


def service(
    library: Library, script: Script | None = None, limits: ServerLimits = ServerLimits(), **settings: object
) -> ApiService:
    """Who answers from it, by quotes, or worded by a scripted LLM."""
    metrics = ServerMetrics()
    llm = generator(script) if script else None
    assistant = Assistant(library, Retriever(library, FakeEncoder()), llm)
    given = Settings(library=library.folder, llm="tiny" if script else None, **settings)  # type: ignore[arg-type]
    jobs = Jobs(library, given.timezone, ended=metrics.reported)
    return ApiService(given, library, assistant, jobs, metrics, 1_714_608_000, limits)


@contextlib.contextmanager
def running(app: ASGIApp, limits: ServerLimits = ServerLimits()) -> Iterator[int]:
    """The port of a real server of this application."""
    bound = listening("127.0.0.1", 0)
    made = server(app, limits)
    thread = threading.Thread(target=made.run, args=([bound],))
    thread.start()
    try:
        until = time.monotonic() + 20
        while not made.started and time.monotonic() < until:
            time.sleep(0.01)
        yield bound.getsockname()[1]
    finally:
        made.should_exit = True
        thread.join(20)


@contextlib.contextmanager
def serving(made: ApiService, *, exposed: bool = False) -> Iterator[int]:
    """The port of a real server of the whole API."""
    with running(application(made, KeyFile(made.settings.keys_file), exposed=exposed), made.limits) as port:
        yield port
