"""`python -m benchmarks.failover`: servers of a library are killed under two writers and two readers.

A primary and a streaming replica run on this machine, synchronous or (`--asynchronous`) not. Each round kills the
primary with kill -9; the replica is promoted, and clients find it by the list of hosts in their address. What writers
were told is stored must be there afterwards, and a machine's indexes must be what a fresh one builds.
"""

import argparse
import multiprocessing
import shutil
import time
from itertools import pairwise
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import mkdtemp

from app.settings import Settings
from app.wiring import open_library, prepare_process
from tests.conftest import FakeEncoder
from tests.postgres import Server, folder_for_servers, made
from tests.vectorstore.test_library import SENTENCES, entry
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.local.server import ServerLibrary
from vectorstore.sql.postgres import PostgresDatabase

Told = list[tuple[str, float]]


def write(store: str, name: str, stop: Event, told: "multiprocessing.Queue[tuple[str, float]]") -> None:
    """Batches of two articles, each told once the server has said that it is stored; a turn of talk with each."""
    encoder, number = FakeEncoder(), 0
    library = open_library(Settings(store=store))
    while not stop.is_set():
        batch = f"{name}-{number}"
        number += 1
        try:
            library.put([entry(f"{batch}-{n}", SENTENCES[n : n + 3], encoder) for n in range(2)], encoder.fingerprint)
            library.conversations.keep(batch, {"q": batch}, batch, name=batch)
        except LibraryError:
            time.sleep(0.05)
            continue
        told.put((batch, time.time()))


def read(store: str, stop: Event, answered: "multiprocessing.Queue[tuple[str, float]]") -> None:
    """Questions, one after the other."""
    encoder, library = FakeEncoder(), open_library(Settings(store=store))
    while not stop.is_set():
        try:
            hits = library.dense_search(encoder.encode_query(SENTENCES[3]), 5)
            library.passages(hits)
        except LibraryError:
            time.sleep(0.05)
            continue
        answered.put(("", time.time()))


def replica_of(primary: Server, port: int, settings: str) -> Server:
    """One that follows, started."""
    replica = Server(primary.programs, primary.folder, port, settings)
    source = f"host={primary.folder} port={primary.port} user=hoibao application_name=replica"
    primary.run("pg_basebackup", "-R", "-c", "fast", "-D", replica.data, "-d", source)
    replica.start()
    return replica


def drained(queue: "multiprocessing.Queue[tuple[str, float]]") -> Told:
    """What has been put into it."""
    items = Told()
    while not queue.empty():
        items.append(queue.get())
    return items


def gap(times: list[float], killed: float) -> float:
    """The longest pause that begins near the kill, in seconds."""
    near = sorted(at for at in times if killed - 2 < at < killed + 20)
    return max((after - before for before, after in pairwise(near)), default=float("nan"))


def torn(library: Library) -> int:
    """Batches of which one article is there and the other isn't."""
    ids = {article_id.rpartition("-")[0]: 0 for article_id in library.ids()}
    for article_id in library.ids():
        ids[article_id.rpartition("-")[0]] += 1
    return sum(count != 2 for count in ids.values())


def same_as_fresh(store: str, library: Library) -> bool:
    """Whether this machine's indexes, which lived through it, find what those of a fresh one find, key by key."""
    encoder, cache = FakeEncoder(), Path(mkdtemp())
    try:
        fresh = ServerLibrary(PostgresDatabase(store, cache))
        return all(
            sorted(library.keyword_search(text, 10_000)) == sorted(fresh.keyword_search(text, 10_000))
            and sorted(library.dense_search(encoder.encode_query(text), 10_000))
            == sorted(fresh.dense_search(encoder.encode_query(text), 10_000))
            for text in SENTENCES
        )
    finally:
        shutil.rmtree(cache)


def round_of(folder: Path, port: int, *, asynchronous: bool, for_s: float) -> None:
    """One primary, one replica, one kill."""
    following = "" if asynchronous else "synchronous_standby_names=replica"
    primary = made(folder, port=port, settings=f"shared_buffers=64MB {following} synchronous_commit=local")
    if primary is None:
        raise SystemExit("no PostgreSQL server is installed")
    primary.start()
    replica = replica_of(primary, port + 1, "shared_buffers=64MB")
    commit = "local" if asynchronous else "remote_apply"
    primary.run("psql", "-h", folder, "-p", port, "-U", "hoibao", "postgres", "-c", f"ALTER ROLE hoibao SET synchronous_commit = {commit}")  # fmt: skip  # noqa: E501
    store = f"postgresql://hoibao@/postgres?host={folder},{folder}&port={port},{port + 1}#failover"
    library = open_library(Settings(store=store), create=True)
    context = multiprocessing.get_context("spawn")
    stop, told, answered = context.Event(), context.Queue(), context.Queue()
    clients = [context.Process(target=write, args=(store, name, stop, told)) for name in ("a", "b")]
    clients += [context.Process(target=read, args=(store, stop, answered)) for _ in range(2)]
    for client in clients:
        client.start()
    while told.empty() or answered.empty():  # they have to load what they use
        time.sleep(0.1)
    time.sleep(for_s)
    library.dense_search(FakeEncoder().encode_query(SENTENCES[0]), 5)
    killed = time.time()
    primary.kill()
    replica.run("pg_ctl", "promote", "-D", replica.data)
    promoted = time.time()
    time.sleep(for_s)
    stop.set()
    batches, answers = drained(told), drained(answered)
    for client in clients:
        client.join(20)
    batches += drained(told)
    there = {article_id.rpartition("-")[0] for article_id in library.ids()}
    kept = {found.id for found in library.conversations.listed(limit=1_000_000)}
    lost = [batch for batch, _ in batches if batch not in there or batch not in kept]
    print(
        f"{'asynchronous' if asynchronous else 'synchronous'}: {len(batches)} batches told, {len(lost)} lost, "
        f"{torn(library)} torn; promoted in {promoted - killed:.1f} s, writers' gap "
        f"{gap([at for _, at in batches], killed):.1f} s, readers' {gap([at for _, at in answers], killed):.1f} s; "
        f"indexes as a fresh machine's: {same_as_fresh(store, library)}"
    )
    shutil.rmtree(library.folder)
    library.close()
    replica.stop()


def main() -> None:
    """Print one line a round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--asynchronous", action="store_true")
    parser.add_argument("--for-s", type=float, default=5.0)
    arguments = parser.parse_args()
    prepare_process()
    with folder_for_servers() as folder:
        for number in range(arguments.rounds):
            round_of(folder, 5500 + 2 * number, asynchronous=arguments.asynchronous, for_s=arguments.for_s)


if __name__ == "__main__":
    main()
