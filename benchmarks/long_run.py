"""`python -m benchmarks.long_run [--minutes N]`: the page and the API of one library, for a long time.

25 sessions on the page and 30 askers of the API, each with questions that only it asks; beside them an ingest every
half minute and a `--watch` on a folder that changes. Counts errors and answers in the wrong session; of each server
prints memory, threads and file descriptors by quarter of the time, which are to stay as they are once all have asked.
"""

import argparse
import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from app.settings import Settings
from app.wiring import open_encoder, open_library, prepare_process
from benchmarks import sessions
from benchmarks.sessions import FIRST, SECOND, Tally, by_protocol
from ingest.pipeline import ingest
from tests.app.browser import served

READERS, ASKERS = 25, 30
INGEST_S, LOOK_S, PATIENCE_S = 30.0, 5.0, 60.0


@dataclass
class Vitals:
    """A process, looked at every few seconds."""

    memory_mb: list[float] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)

    def look(self, process: int) -> None:
        """Once more. Raises: OSError when it is gone."""
        folder = Path("/proc", str(process))
        self.memory_mb.append(int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
        self.threads.append(len(list((folder / "task").iterdir())))
        self.descriptors.append(len(list((folder / "fd").iterdir())))

    def by_quarter(self) -> str:
        """Means of the four quarters."""
        return "; ".join(
            f"{name} {', '.join(f'{mean:.0f}' for mean in quarters(values))}"
            for name, values in (("MB", self.memory_mb), ("threads", self.threads), ("files", self.descriptors))
        )


def quarters(values: list[float] | list[int]) -> Iterator[float]:
    """The mean of each quarter."""
    size = max(len(values) // 4, 1)
    for at in range(4):
        yield statistics.mean(values[at * size : (at + 1) * size] or [0])


def warehouses(folder: Path) -> list[tuple[str, str]]:
    """A library with an article for each question; the questions, and the figure that answers each and no other."""
    asked = []
    with (folder / "kho.jsonl").open("w", encoding="utf-8") as lines:
        for number, (first, second) in enumerate((a, b) for a in FIRST for b in SECOND):
            name, figure = f"{first} {second}", f"{1_203 + 7 * number} tấn"
            text = f"Kho gạo {name} chứa {figure} gạo. Người dân {name} gửi lúa ở kho này quanh năm."
            lines.write(json.dumps({"id": f"kho-{number}", "title": f"Kho gạo {name}", "text": text}) + "\n")
            asked.append((f"Kho gạo {name} chứa bao nhiêu tấn gạo?", figure))
    library = open_library(folder / "library", create=True)
    ingest([folder / "kho.jsonl"], library, open_encoder(Settings()))
    library.close()
    return asked


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of hoibao's, ended with the block."""
    command = [sys.executable, "-m", "app.cli", *arguments, "--library", str(folder / "library")]
    with (folder / f"{arguments[0]}.log").open("a") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


async def by_api(address: str, asked: list[tuple[str, str]], delay_s: float, every_s: float, tally: Tally) -> None:
    """An asker of the API."""
    await asyncio.sleep(delay_s)
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        for question, figure in asked:
            began = time.monotonic()
            try:
                reply = await client.post(f"{address}/api/ask", json={"question": question, "mode": "quote"})
                reply.raise_for_status()
            except httpx.HTTPError as error:
                tally.errors.append(f"API: {type(error).__name__}: {str(error)[:200]}")
            else:
                tally.seen_s.append(time.monotonic() - began)
                text = reply.json()["answer"]
                if set(re.findall(r"\d+ tấn", text)) != {figure}:
                    tally.wrong.append(f"API: {question} {figure}: {text[:200]}")
            await asyncio.sleep(max(0.0, every_s - (time.monotonic() - began)))


async def others(folder: Path, seconds: float, tally: Tally) -> int:
    """An ingest now and then, and a folder that another process watches; how many articles came in."""
    began, number = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        number += 1
        text = f"Bản tin số {number}: chợ phiên họp {number} lần, bán {number} con trâu."
        (folder / "theo-dõi" / f"{number % 5}.txt").write_text(text, encoding="utf-8")
        (folder / f"tin-{number}.txt").write_text(f"Tin riêng.\n\n{text}", encoding="utf-8")
        command = [sys.executable, "-m", "app.cli", "ingest", str(folder / f"tin-{number}.txt")]
        process = await asyncio.create_subprocess_exec(
            *command, "--library", str(folder / "library"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        _, said = await process.communicate()
        if process.returncode:
            tally.errors.append(f"ingest: {process.returncode}: {said.decode()[-200:]}")
        await asyncio.sleep(INGEST_S)
    return number


async def look(processes: dict[str, tuple[int, Vitals]]) -> None:
    """Until cancelled."""
    while True:
        for process, vitals in processes.values():
            vitals.look(process)
        await asyncio.sleep(LOOK_S)


def server_of(port: str) -> int:
    """The process that serves the page there."""
    mine = f"--server.port={port}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (entry / "cmdline").read_bytes().split(b"\0"):
                return int(entry.name)
        except OSError:
            continue
    raise LookupError(port)


async def load(
    folder: Path,
    addresses: tuple[str, str],
    asked: list[tuple[str, str]],
    seconds: float,
    every_s: float,
    vitals: dict[str, tuple[int, Vitals]],
) -> tuple[Tally, int]:
    """All of them at once, at the page and at the API."""
    page, api = addresses
    tally, each = Tally(), int(seconds / every_s)
    questions = iter(asked * (1 + (READERS + ASKERS) * each // len(asked)))
    own = [list(islice(questions, each)) for _ in range(READERS + ASKERS)]
    sessions.EVERY_S, sessions.PATIENCE_S = every_s, PATIENCE_S
    watch = asyncio.create_task(look(vitals))
    beside = asyncio.create_task(others(folder, seconds, tally))
    await asyncio.gather(
        *(by_protocol(page, own[at], at * every_s / READERS, tally) for at in range(READERS)),
        *(by_api(api, own[READERS + at], at * every_s / ASKERS, every_s, tally) for at in range(ASKERS)),
    )
    count = await beside
    watch.cancel()
    return tally, count


def main() -> None:
    """Print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.long_run", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=10.0, metavar="SECONDS", help="between two questions of each")
    arguments = parser.parse_args()
    prepare_process()
    with TemporaryDirectory() as name, socket.socket() as probe:
        folder = Path(name)
        (folder / "theo-dõi").mkdir()
        asked = warehouses(folder)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        watched = str(folder / "theo-dõi")
        with (
            served(folder, HOIBAO_LIBRARY=str(folder / "library")) as page,
            running(folder, "serve", "--port", str(port)) as api,
            running(folder, "ingest", watched, "--watch") as watcher,
        ):
            address, until = f"http://127.0.0.1:{port}", time.monotonic() + 120
            while time.monotonic() < until:
                try:
                    httpx.get(f"{address}/api/ready", timeout=5).raise_for_status()
                    break
                except httpx.HTTPError:
                    time.sleep(0.2)
            vitals = {
                "page": (server_of(page.rsplit(":", 1)[1]), Vitals()),
                "serve": (api.pid, Vitals()),
                "watch": (watcher.pid, Vitals()),
            }
            tally, count = asyncio.run(
                load(folder, (page, address), asked, arguments.minutes * 60, arguments.every, vitals)
            )
        library = open_library(folder / "library")
        faults = library.faults()
        print(f"{library.coverage().articles} articles, {count} ingests beside; load {os.getloadavg()[0]:.1f}")
    for place, times in (("page", tally.sent_s), ("API", tally.seen_s)):
        print(f"{place}: {sessions.told(times)}")
    print(f"errors: {len(tally.errors)}; answers in the wrong session: {len(tally.wrong)}; faults: {len(faults)}")
    for label, (_, seen) in vitals.items():
        print(f"{label}, by quarter: {seen.by_quarter()}")
    for line in [*tally.errors[:8], *tally.wrong[:8], *faults]:
        print("-", line)


if __name__ == "__main__":
    main()
