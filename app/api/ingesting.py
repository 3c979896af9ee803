"""`/api/ingest`: runs that read uploaded files or web addresses. Never a path of this server, nor a private address."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, File, UploadFile
from fastapi.responses import JSONResponse

from app.api.bodies import AddressesBody
from app.api.documents import JobDocument, JobsDocument, answers
from app.api.failures import ApiError
from app.api.service import ApiService
from app.incoming.jobs import Job
from app.messages import FORESEEN, say, say_error
from app.report import say_on_page
from ingest.pipeline import IngestReport

_COUNTS = ("added", "updated", "unchanged", "duplicates", "removed", "articles", "chunks")
MAX_FILES = 50


@dataclass
class _Sent:
    """An uploaded file as `app.incoming.uploads` takes one."""

    name: str
    file: BinaryIO

    def seek(self, offset: int, /) -> int:
        return self.file.seek(offset)

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(size)


def router(service: ApiService) -> APIRouter:
    """The addresses of runs of ingest."""
    made = APIRouter(prefix="/api", tags=["ingest"])
    jobs, language = service.jobs, service.settings.language

    @made.post("/ingest/addresses", status_code=202, responses=answers(JobDocument, 415, status=202))
    def read_addresses(body: AddressesBody) -> JSONResponse:
        """Read pages, feeds and sitemaps of the web."""
        _room(service)
        job = jobs.begin(service.assistant.encoder, addresses=body.addresses, names=body.addresses)
        return JSONResponse(_document(job, language), status_code=202)

    @made.post("/ingest", status_code=202, responses=answers(JobDocument, 415, status=202))
    def read_files(
        files: Annotated[list[UploadFile], File(description="files of articles, of any kind")],
    ) -> JSONResponse:
        """Read uploaded files. A file's source is its name alone: the next of that name takes its place."""
        _room(service)
        sent = [_Sent(_name(file), file.file) for file in files[:MAX_FILES] if _name(file)]
        if not sent or len(files) > MAX_FILES:
            raise ApiError(400, "no_files", "files", str(MAX_FILES))
        job = jobs.begin(service.assistant.encoder, files=sent, names=[file.name for file in sent])
        return JSONResponse(_document(job, language), status_code=202)

    @made.get("/ingest", responses=answers(JobsDocument))
    def listed() -> JSONResponse:
        """The runs under way, and the last that have ended."""
        return JSONResponse({"jobs": [_document(job, language) for job in jobs.shown()]})

    @made.get("/ingest/{job_id}", responses=answers(JobDocument, 404))
    def job(job_id: str) -> JSONResponse:
        """How far a run is, or what came of it."""
        return JSONResponse(_document(_job(service, job_id), language))

    @made.delete("/ingest/{job_id}", status_code=202, responses=answers(JobDocument, 404, status=202))
    def cancel(job_id: str) -> JSONResponse:
        """Stop a run: what has been read is stored, and it ends. One that has ended is forgotten."""
        found = _job(service, job_id)
        found.stop()
        jobs.dismiss(found)
        return JSONResponse(_document(found, language), status_code=202)

    return made


def _name(file: UploadFile) -> str:
    return PurePosixPath((file.filename or "").replace("\\", "/").replace("\0", "")).name


def _room(service: ApiService) -> None:
    most = service.limits.jobs
    if len(service.jobs.running()) >= most:
        raise ApiError(429, "jobs", detail=str(most), retry_s=10)


def _job(service: ApiService, job_id: str) -> Job:
    for job in service.jobs.shown():
        if job.id == job_id:
            return job
    raise ApiError(404, "no_job")


def _state(job: Job) -> str:
    if job.running:
        return "stopping" if job.stopping else "running" if job.begun else "waiting"
    if job.error:
        return "failed"
    return "done" if job.report and not job.report.interrupted else "stopped"


def _document(job: Job, language: str) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": _state(job),
        "names": list(job.names),
        "bytes_total": job.total,
        "bytes_done": job.done,
        "read": job.read,
        "stored": job.stored,
        "report": _report(job.report, language) if job.report else None,
        "error": _error(job.error, language) if job.error else None,
    }


def _report(report: IngestReport, language: str) -> dict[str, Any]:
    """As `hoibao ingest --json`."""
    return {
        **{name: getattr(report, name) for name in _COUNTS},
        "rejected": [{"source": each.source, "reason": say_on_page(each, language)} for each in report.rejected],
        "notices": [{"source": each.source, "notice": say_on_page(each, language)} for each in report.notices],
        "seconds": round(report.seconds, 2),
    }


def _error(error: Exception, language: str) -> str:
    if isinstance(error, FORESEEN) and not isinstance(error, OSError):
        return say_error(error, language)
    return say("api_unusable", language)
