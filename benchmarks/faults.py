"""`python -m benchmarks.faults`: a library ingested by processes that are killed (kill -9) at random moments.

After each, the library must open, be sound, and hold whole articles of one version each. Takes about 2 s a kill.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.wiring import prepare_process
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from vectorstore.local.library import LocalLibrary

ARTICLES = 400
WRITER = """
import sys
from pathlib import Path
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from vectorstore.local.library import LocalLibrary
print("ready", flush=True)
ingest([{file!r}], LocalLibrary(Path({library!r}), create=True), NoEncoder(), sync=True)
"""


def text_of(number: int, version: int) -> str:
    """What article `number` says in a version."""
    words = Random(number * 1_000 + version)
    return f"Tin {number}, bản {version}. " + " ".join(f"từ{words.randrange(900)}" for _ in range(250)) + "."


def write(file: Path, version: int) -> None:
    """All articles in a version."""
    lines = [json.dumps({"id": str(n), "text": text_of(n, version)}, ensure_ascii=False) for n in range(ARTICLES)]
    file.write_text("\n".join(lines), encoding="utf-8")


def faults_of(folder: Path, version: int) -> list[str]:
    """What is wrong with the library after a kill."""
    library = LocalLibrary(folder, create=True)
    found = library.catalogue.faults()
    listed = library.articles()
    for article, _ in listed:
        if not any(article.text == text_of(int(article.id), v) for v in range(version, -1, -1)):
            found.append(f"article {article.id} is half there")
    chunks = library.coverage().chunks
    dense = len(library.dense_search(NoEncoder().encode_query("tin"), chunks + 1)) if chunks else 0
    keywords = len(library.keyword_search("tin bản", chunks + 1)) if chunks else 0
    if dense != chunks or keywords < len(listed):
        found.append(f"{chunks} chunks, but {dense} by meaning and {keywords} by keywords of {len(listed)} articles")
    library.catalogue.close()
    return found


def main() -> None:
    """Kill, look, and say what was found; exit code 1 if anything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many (default 100)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    prepare_process()
    moments = Random(arguments.seed)
    found: list[str] = []
    with TemporaryDirectory() as name:
        file, folder = Path(name, "articles.jsonl"), Path(name, "library")
        for kill in range(arguments.kills):
            write(file, kill)
            script = WRITER.format(file=str(file), library=str(folder))
            process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0.0, 2.0))
            process.kill()
            process.wait()
            process.stdout.close()
            found += [f"kill {kill}: {fault}" for fault in faults_of(folder, kill)]
        ingest([file], LocalLibrary(folder), NoEncoder())
        found += faults_of(folder, arguments.kills - 1)
        held = {a.text for a, _ in LocalLibrary(folder).articles()}
        if held != {text_of(n, arguments.kills - 1) for n in range(ARTICLES)}:
            found.append("the last version is not all there")
    print(f"{arguments.kills} kills, {len(found)} faults")
    print("\n".join(found))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
