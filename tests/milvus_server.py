"""A Milvus server for tests: milvus-lite as a process of its own, on a free port of the loopback."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

WAIT_S = 60.0
# Asked for in another process, for in this one sockets are off.
_FREE_PORT = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"
MISSING = "milvus-lite or pymilvus isn't installed, so nothing is tested on Milvus: pip install --group dev"


def installed() -> bool:
    """Whether there is a server to start and a client to ask it."""
    return all(find_spec(name) for name in ("milvus_lite", "pymilvus"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server over `folder`; gives its address. Without --host milvus-lite would listen to everybody."""
    port = subprocess.run([sys.executable, "-c", _FREE_PORT], capture_output=True, text=True, check=True).stdout.strip()
    start = "from milvus_lite.cmdline import main; main()"
    command = [sys.executable, "-c", start, "server", "--data-dir", str(folder), "--host", "127.0.0.1", "--port", port]
    with (folder.parent / "milvus.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server)
        yield address
    finally:
        server.kill()
        server.wait()


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    from vectorstore.errors import LibraryError
    from vectorstore.milvus.connection import Connection

    until = time.monotonic() + WAIT_S
    while True:
        try:
            Connection(address).has("nothing")
        except LibraryError:
            assert server.poll() is None, "the server has ended"
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return
