"""What one server lets its clients take: sizes, times, numbers. Judged, not fitted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """`body_bytes` of a request, `upload_bytes` of one with files; `head_s`, `body_s`: until its head and its body are
    there; `send_s`: how long one piece of an answer waits for its reader; `requests`: at work at once; `connections`:
    open at once; `threads`: that answer; `jobs`: runs of ingest under way or waiting; `finish_s`: for answers at work
    when the server is told to stop.
    """

    body_bytes: int = 4_000_000
    upload_bytes: int = 220_000_000
    head_s: float = 15.0
    body_s: float = 30.0
    upload_s: float = 600.0
    send_s: float = 60.0
    requests: int = 128
    connections: int = 512
    threads: int = 96
    jobs: int = 4
    finish_s: int = 120
