"""`python -m benchmarks.serving`: many clients on `/api/search` of a server of its own, over loopback.

The library grows from the example articles by altered copies. Hardly two questions are the same. Clients share the
machine with the server, so their own work is in the times.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from app.settings import Settings
from app.wiring import open_encoder, prepare_process
from benchmarks.askers import mixed
from benchmarks.retrieval import grow, grown
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from vectorstore.local.library import LocalLibrary

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
START_S = 120


def library_of(folder: Path, chunks: int) -> list[str]:
    """Make the library; returns what can be asked."""
    prepare_process()
    library, encoder = LocalLibrary(folder, create=True), open_encoder(Settings())
    ingest([EXAMPLES], library, encoder)
    questions = [article.title for article, _ in library.articles() if article.title]
    grow(library, grown(library, random.Random(1)), chunks, Assistant(library, Retriever(library, encoder)))
    library.prepare()
    print(f"{library.coverage().chunks:,} chunks", file=sys.stderr)
    return questions


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The address of a server of its own."""
    command = [sys.executable, "-m", "app.cli", "serve", "--library", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "HOIBAO_LLM": ""})
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + START_S
    try:
        while True:
            try:
                httpx.get(f"{address}/api/ready", timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


async def load(address: str, questions: list[str], clients: int, seconds: float) -> tuple[list[float], Counter[str]]:
    """The time of each search in seconds, and what they ended with."""
    took_s: list[float] = []
    ended: Counter[str] = Counter()
    until = time.perf_counter() + seconds

    async def search(number: int) -> None:
        asked = mixed(questions, random.Random(number))
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            while (since := time.perf_counter()) < until:
                try:
                    response = await client.post("/api/search", json={"query": next(asked), "k": 8})
                    ended[str(response.status_code)] += 1
                except httpx.HTTPError as error:
                    ended[type(error).__name__] += 1
                took_s.append(time.perf_counter() - since)

    await asyncio.gather(*(search(number) for number in range(clients)))
    return took_s, ended


def main() -> None:
    """Print one JSON document."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--chunks", type=int, default=10_000, help="size of the library (default %(default)s)")
    parser.add_argument("--clients", type=int, default=50, help="that search without a pause (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for so long (default %(default)s)")
    parser.add_argument("--port", type=int, default=8765, help="of the server (default %(default)s)")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        questions = library_of(Path(name, "library"), chosen.chunks)
        with served(Path(name, "library"), chosen.port) as address:
            took_s, ended = asyncio.run(load(address, questions, chosen.clients, chosen.seconds))
    p50, p95, most = np.percentile(took_s, [50, 95, 100]) * 1e3
    shown = {
        "clients": chosen.clients,
        "searches_a_second": round(len(took_s) / chosen.seconds, 1),
        "ended": dict(ended),
    }
    print(json.dumps({**shown, "p50_ms": round(p50), "p95_ms": round(p95), "max_ms": round(most)}))


if __name__ == "__main__":
    main()
