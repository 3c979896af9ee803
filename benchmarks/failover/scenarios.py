"""The faults, each under two writers and two readers. A scenario returns one paragraph, and whether it went well."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from app.settings import Settings
from app.wiring import open_library
from benchmarks.failover.account import account_of
from benchmarks.failover.clients import Clients, Journal, clients_at_work
from benchmarks.failover.disk import small_disk
from benchmarks.failover.proxy import Proxy
from benchmarks.indexes import differences, fresh_of
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from tests.postgres import Server, installed, made
from tests.vectorstore.test_library import SENTENCES
from vectorstore.local.library import IndexedLibrary

SETTINGS = "shared_buffers=64MB"
NAME = "failover"
LEFT_MB = 4.0  # on a disk that is about to be full


@dataclass(frozen=True)
class Outcome:
    """Of one scenario."""

    text: str
    well: bool


def killed(folder: Path, for_s: float, times: int = 10) -> Outcome:
    """One server, killed with kill -9 and started again, `times` times."""
    server = _made(folder, 5500)
    server.start()

    def fault(clients: Clients, library: IndexedLibrary) -> None:
        for _ in range(times):
            time.sleep(for_s)
            server.kill()
            server.start()

    try:
        return _under_clients(f"killed {times} times", f"{server.address}#{NAME}", folder, for_s, fault)
    finally:
        server.stop()


def synchronous(folder: Path, for_s: float) -> Outcome:
    """The primary killed, a replica promoted that has all that was acknowledged."""
    return _promoted(folder, for_s, lagging=False)


def asynchronous(folder: Path, for_s: float) -> Outcome:
    """The primary killed, a replica promoted that lacks the last `for_s` / 2 seconds; articles ingested again."""
    return _promoted(folder, for_s, lagging=True)


def cut(folder: Path, for_s: float) -> Outcome:
    """A network that passes nothing for a while: first every connection outlasts it, then none does."""
    server = _made(folder, 5500)
    server.start()
    network = Proxy(folder / ".s.PGSQL.5500")

    def fault(clients: Clients, library: IndexedLibrary) -> None:
        for dropped in (False, True):
            network.stall()
            time.sleep(for_s)
            if dropped:
                network.drop()
            network.resume()
            time.sleep(for_s)

    store = f"postgresql://hoibao@127.0.0.1:{network.port}/postgres#{NAME}"
    try:
        return _under_clients(f"network cut twice for {for_s:.0f} s", store, folder, for_s, fault)
    finally:
        network.close()
        server.stop()


def full(folder: Path, for_s: float) -> Outcome:
    """The server's disk filled up, and given room again; a server that ended is started again."""
    with small_disk(folder / "data-5500") as disk:
        server = _made(folder, 5500, f"{SETTINGS} max_wal_size=64MB min_wal_size=32MB")
        server.start()
        ended = list[bool]()

        def fault(clients: Clients, library: IndexedLibrary) -> None:
            disk.fill(LEFT_MB)
            before = len(clients.journal().errors)
            deadline = time.monotonic() + 10 * for_s
            while len(clients.journal().errors) == before and time.monotonic() < deadline:
                time.sleep(0.2)
            time.sleep(for_s)
            disk.make_room()
            ended.append(not server.running)
            if not server.running:
                server.start()

        try:
            outcome = _under_clients("disk full", f"{server.address}#{NAME}", folder, for_s, fault)
            return Outcome(f"{outcome.text}; the server ended by itself: {ended[0]}", outcome.well)
        finally:
            server.stop()


def _promoted(folder: Path, for_s: float, *, lagging: bool) -> Outcome:
    waits = "" if lagging else "synchronous_standby_names=replica"
    primary = _made(folder, 5500, f"{SETTINGS} {waits} synchronous_commit=local")
    primary.start()
    network = Proxy(folder / ".s.PGSQL.5500")
    replica = Server(primary.programs, folder, 5501, SETTINGS)
    source = f"host=127.0.0.1 port={network.port} user=hoibao application_name=replica"
    primary.run("pg_basebackup", "-R", "-c", "fast", "-D", replica.data, "-d", source)
    replica.start()
    if not lagging:
        alter = "ALTER ROLE hoibao SET synchronous_commit = remote_apply"
        primary.run("psql", "-h", folder, "-p", primary.port, "-U", "hoibao", "postgres", "-c", alter)

    def fault(clients: Clients, library: IndexedLibrary) -> None:
        if lagging:
            network.stall()
            time.sleep(for_s / 2)
            _search(library)  # this machine's indexes have what is about to be lost
        primary.kill()
        network.close()
        replica.run("pg_ctl", "promote", "-D", replica.data)

    store = f"postgresql://hoibao@/postgres?host={folder},{folder}&port=5500,5501#{NAME}"
    title = f"{'asynchronous' if lagging else 'synchronous'} replica promoted"
    try:
        return _under_clients(title, store, folder, for_s, fault, losing=lagging)
    finally:
        replica.stop()


def _under_clients(
    title: str,
    store: str,
    folder: Path,
    for_s: float,
    fault: Callable[[Clients, IndexedLibrary], None],
    *,
    losing: bool = False,
) -> Outcome:
    """The fault between `for_s` seconds of work and as many more; then what is there, and the indexes."""
    library = open_library(Settings(store=store), create=True)
    assert isinstance(library, IndexedLibrary)
    try:
        with clients_at_work(store, folder) as clients:
            time.sleep(for_s)
            _search(library)
            fault(clients, library)
            time.sleep(for_s)
        journal = clients.journal()
        account = account_of(library, journal)
        well = not account.half and (losing or not account.losses)
        text = f"{title}: {account}; {_pauses(journal)}; "
        if losing:
            healed = ingest([clients.articles], library, FakeEncoder(), sync=True)
            left = len(account_of(library, journal).lost["articles"])
            text += f"ingested again: {healed.added} articles added, {left} batches still lost; "
            well = well and not left and account.losses > 0
        faults, different = library.faults(), _differences(library, store)
        text += f"faults: {faults or 'none'}; indexes as fresh ones: {different or 'the same, key by key'}"
        return Outcome(text, well and not faults and not different)
    finally:
        shutil.rmtree(library.folder)
        library.close()


def _search(library: IndexedLibrary) -> None:
    query = FakeEncoder().encode_query(SENTENCES[0])
    library.sentence_similarities(query, [key for key, _ in library.dense_search(query, 5)])
    library.keyword_search(SENTENCES[0], 5)


def _differences(library: IndexedLibrary, store: str) -> list[str]:
    folder = Path(mkdtemp())
    library.prepare()
    fresh = fresh_of(library, folder, store)
    try:
        return differences(library, fresh)
    finally:
        fresh.close()
        shutil.rmtree(folder)


def _pauses(journal: Journal) -> str:
    errors = ", ".join(f"{count} {problem}" for problem, count in sorted(journal.errors.items()))
    writers, readers = (journal.longest_pause_s(client) for client in ("writer", "reader"))
    return f"longest pause of a writer {writers:.1f} s, of a reader {readers:.1f} s; errors told: {errors or 'none'}"


def _made(folder: Path, port: int, settings: str = SETTINGS) -> Server:
    server = made(folder, port=port, settings=settings)
    if server is None:
        raise SystemExit(f"no PostgreSQL server that runs is installed (looked in {len(installed())} places)")
    return server
