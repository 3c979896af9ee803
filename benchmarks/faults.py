"""`python -m benchmarks.faults [--server]`: a library ingested by processes that are killed with kill -9.

That is at random moments. After each, the library must open, be sound and hold whole articles of one version each, and
its indexes must be what fresh ones of the same catalogue are, key by key. In a folder, or on a PostgreSQL server.
Takes about 4 s a kill.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.settings import Settings
from app.wiring import open_library, prepare_process
from benchmarks.indexes import differences, fresh_of
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from tests.postgres import folder_for_servers, made
from vectorstore.local.library import IndexedLibrary

ARTICLES = 400
WRITER = """
import sys
from pathlib import Path
from app.settings import Settings
from app.wiring import open_library
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
print("ready", flush=True)
ingest([{file!r}], open_library(Settings(Path({folder!r}), {store!r}), create=True), NoEncoder(), sync=True)
"""


def text_of(number: int, version: int) -> str:
    """What article `number` says in a version."""
    words = Random(number * 1_000 + version)
    return f"Tin {number}, bản {version}. " + " ".join(f"từ{words.randrange(900)}" for _ in range(250)) + "."


def write(file: Path, version: int) -> None:
    """All articles in a version."""
    lines = [json.dumps({"id": str(n), "text": text_of(n, version)}, ensure_ascii=False) for n in range(ARTICLES)]
    file.write_text("\n".join(lines), encoding="utf-8")


@contextmanager
def place_of(folder: Path, *, server: bool) -> Iterator[Settings]:
    """Where the library is: in the folder, or on a server that runs meanwhile."""
    if not server:
        yield Settings(library=folder / "library")
        return
    with folder_for_servers() as home:
        postgres = made(home, settings="shared_buffers=64MB")
        if postgres is None:
            raise SystemExit("no PostgreSQL server that runs is installed")
        postgres.start()
        try:
            yield Settings(store=f"{postgres.address}#faults")
        finally:
            postgres.stop()


def opened(place: Settings) -> IndexedLibrary:
    """The library as it is now."""
    library = open_library(place, create=True)
    assert isinstance(library, IndexedLibrary)
    return library


def faults_of(place: Settings, version: int) -> list[str]:
    """What is wrong with the library after a kill."""
    library = opened(place)
    faults = library.catalogue.faults()
    listed = library.articles()
    for article, _ in listed:
        if not any(article.text == text_of(int(article.id), v) for v in range(version, -1, -1)):
            faults.append(f"article {article.id} is half there")
    chunks = library.coverage().chunks
    if sum(count for _, count in listed) != chunks or not all(count for _, count in listed):
        faults.append(f"{chunks} chunks, which are not those of the articles")
    library.prepare()
    with TemporaryDirectory() as name:
        fresh = fresh_of(library, Path(name), place.store)
        faults += [f"unlike a fresh index: {difference}" for difference in differences(library, fresh)]
        fresh.close()
    library.close()
    return faults


def main() -> None:
    """Kill, look, and say what is wrong; exit code 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=30, help="how many (default 30)")
    parser.add_argument("--server", action="store_true", help="on a PostgreSQL server that is started for it")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    prepare_process()
    with TemporaryDirectory() as name, place_of(Path(name), server=arguments.server) as place:
        faults, whole = _killed(place, Path(name, "articles.jsonl"), arguments.kills, Random(arguments.seed))
        shutil.rmtree(opened(place).folder)
    where = "on a server" if arguments.server else "in a folder"
    print(f"{where}: {arguments.kills} kills, {whole} of them after the run's end, {len(faults)} faults")
    print("\n".join(faults))
    sys.exit(bool(faults))


def _killed(place: Settings, file: Path, kills: int, moments: Random) -> tuple[list[str], int]:
    """What was wrong after each kill and in the end; how many runs had ended before they were killed."""
    faults, whole = list[str](), 0
    for kill in range(kills):
        write(file, kill)
        script = WRITER.format(file=str(file), folder=str(place.library), store=place.store)
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0.0, 2.0))
        whole += process.poll() is not None
        process.kill()
        process.wait()
        process.stdout.close()
        faults += [f"kill {kill}: {fault}" for fault in faults_of(place, kill)]
    ingest([file], opened(place), NoEncoder())
    faults += faults_of(place, kills - 1)
    if {a.text for a, _ in opened(place).articles()} != {text_of(n, kills - 1) for n in range(ARTICLES)}:
        faults.append("the last version is not all there")
    return faults, whole


if __name__ == "__main__":
    main()
