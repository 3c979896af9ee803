"""A web site on this machine, page by page, and a clock that only waiting moves."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """`body` None: the connection breaks off before an answer; `busy`: so many times 503 before it."""

    body: bytes | None = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    busy: int = 0


@dataclass
class Site:
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    address: str = ""

    def add(self, path: str, body: str | bytes, type: str = "text/html; charset=utf-8", **more: object) -> str:
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, type, **more)  # type: ignore[arg-type]
        return self.address + path

    @property
    def read(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


class Quiet(ThreadingHTTPServer):
    """Says nothing of visitors that hang up: that is what some tests are about, and a thread must not write at exit."""

    def handle_error(self, request: object, client_address: object) -> None: ...


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            page = site.pages.get(self.path, Page(b"no", status=404))
            if page.body is None:
                return
            status = page.status
            if page.busy:
                page.busy -= 1
                status = 503
            self.send_response(status)
            for name, value in {
                "Content-Type": page.type,
                "Content-Length": str(len(page.body)),
                **page.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *values: object) -> None: ...

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Clock:
    """Stands still except for what is waited."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited.append(seconds)

    @property
    def total(self) -> float:
        return round(sum(self.waited), 1)


def article(title: str, extra: str = "") -> str:
    said = "Sáng nay, hàng trăm hộ nuôi hàu ở đầm Ô Sen thu hoạch vụ đầu tiên sau bão. Giá bán tại bến là 28.000 đồng."
    body = "".join(f"<p>{said} Đoạn {n} kể chuyện của một gia đình khác trong xóm chài.</p>" for n in range(6))
    head = f"<head><title>{title}</title>{extra}</head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


Resolve = Callable[..., list[tuple[object, object, object, str, tuple[str, int]]]]


def names(**addresses: list[str]) -> Resolve:
    """A resolver: of each name its answers, one look-up after the other, the last for ever; a name's dots are “_”."""
    left = {name.replace("_", "."): list(found) for name, found in addresses.items()}

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, object, object, str, tuple[str, int]]]:
        found = left[host]
        address = found.pop(0) if len(found) > 1 else found[0]
        return [(None, None, None, "", (each, port)) for each in address.split()]

    return resolve
