"""Runs of ingest in the server, each in a thread of its own, so that no rerun and no closed tab ends one.

Knows no page. What a killed server leaves is sound: each batch is stored whole or not at all.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from app.incoming.saved_search import bring_in_step
from app.incoming.uploads import Upload, spooled
from app.messages import FORESEEN
from ingest.article import Rejection
from ingest.budget import Budget
from ingest.document import Document
from ingest.pipeline import IngestReport, ingest
from ingest.web import visitor
from vectorstore.encoders.encoder import Encoder
from vectorstore.library import Library
from vectorstore.priority import stand_back

log = logging.getLogger(__name__)
# Ended runs of which the reports are kept until somebody dismisses them.
SHOWN = 5


@dataclass(eq=False)
class Job:
    """One run, as those see it who look on; an `ingest.pipeline.Progress`.

    `names`: what it reads. `waits`: for which process, where another run has the library; `begun`: whether it has been
    its turn. `total` and `done` are bytes, `read` and `stored` articles. At its end there is a `report`, an `error`, or
    neither, where it was stopped before its turn.
    """

    names: tuple[str, ...]
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    waits: str = ""
    begun: bool = False
    running: bool = True
    total: int = 0
    done: int = 0
    read: int = 0
    stored: int = 0
    report: IngestReport | None = None
    error: Exception | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Ask it to store what waits and end."""
        self._stopped.set()

    def start(self, total: int) -> None:
        self.waits, self.begun, self.total = "", True, total

    def advance(self, size: int) -> None:
        self.done += size

    def count(self, read: int, stored: int) -> None:
        self.read, self.stored = read, stored


class Jobs:
    """The runs into one library that this server has under way. They go one after the other: the library's lock.

    `ended` hears the report of each.
    """

    def __init__(
        self,
        library: Library,
        zone: str,
        budget: Budget = Budget(),
        ended: Callable[[IngestReport], None] = lambda report: None,
    ) -> None:
        self._library, self._zone, self._budget, self._ended = library, zone, budget, ended
        self._jobs: list[Job] = []

    def running(self) -> list[Job]:
        """Those under way or waiting for their turn, the oldest first."""
        return [job for job in self._jobs if job.running]

    def shown(self) -> list[Job]:
        """Those and the ended ones that nobody has dismissed."""
        return list(self._jobs)

    def wait(self, seconds: float) -> None:
        """Until none is under way, but no longer."""
        until = time.monotonic() + seconds
        while self.running() and time.monotonic() < until:
            time.sleep(0.05)

    def dismiss(self, job: Job) -> None:
        """Show an ended one no more."""
        self._jobs = [other for other in self._jobs if other is not job or other.running]

    def begin(
        self,
        encoder: Encoder,
        *,
        files: Sequence[Upload] = (),
        addresses: Sequence[str] = (),
        folders: Sequence[Path] = (),
        names: Sequence[str] = (),
    ) -> Job:
        """Read uploaded files, addresses and folders, shown by these `names`.

        Whoever opens the page writes `addresses`: one that is none of the web is rejected, never taken for a path.
        """
        job = Job(tuple(names))
        kept = TemporaryDirectory(prefix="hoibao-")
        sources = [*spooled(files, Path(kept.name)), *map(_of_the_web, addresses), *folders]
        self._jobs = [*self._jobs, job][-SHOWN:]
        threading.Thread(target=self._run, args=(job, sources, encoder, kept), name="ingest", daemon=True).start()
        return job

    def _run(
        self,
        job: Job,
        sources: Sequence[str | Path | Document | Rejection],
        encoder: Encoder,
        kept: "TemporaryDirectory[str]",
    ) -> None:
        def wait(holder: str) -> None:
            job.waits = holder

        def stopping() -> bool:
            return job.stopping

        stand_back()  # questions come first
        with self._ending(job), kept:
            job.report = ingest(
                sources,
                self._library,
                encoder,
                job,
                stopping=stopping,
                waiting=wait,
                visit=visitor(stopping=stopping),
                zone=self._zone,
                budget=self._budget,
            )
            bring_in_step(self._library)
            self._ended(job.report)

    @contextmanager
    def _ending(self, job: Job) -> Iterator[None]:
        """Whatever happens inside is told by the job, for nobody else would hear of it."""
        try:
            yield
        except KeyboardInterrupt:  # stopped while it waited for its turn
            pass
        except FORESEEN as error:
            job.error = error.with_traceback(None)
        except Exception as error:
            log.exception("A run of ingest failed.")
            job.error = error.with_traceback(None)
        finally:
            self._library.close()
            job.running = False


def _of_the_web(address: str) -> str | Rejection:
    return address if address.casefold().startswith(("http://", "https://")) else Rejection(address, "no_web_address")
