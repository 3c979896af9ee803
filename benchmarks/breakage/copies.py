"""A library's folder copied file by file while a process writes to it, as `cp` and rsync do, in any order and slowly.

The writer puts version n of article n modulo HELD in its n-th change, so that a copy of one moment holds the last HELD
versions and no other. A copy that isn't of one moment must be refused.
"""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.wiring import open_library
from benchmarks.breakage.trial import Trial
from vectorstore.errors import LibraryError
from vectorstore.local.library import LocalLibrary

HELD, WARM_S = 300, 10.0
FILES = ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm")
WRITER = """
from itertools import count
from pathlib import Path
from random import Random
from benchmarks.ingest import NoEncoder
from ingest.prepare import entry, parts_of
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article
library, encoder = LocalLibrary(Path({folder!r}), create=True), NoEncoder()
for n in count():
    words = " ".join(f"từ{{Random(n).randrange(900)}}" for _ in range(1500))
    article = Article(str(n % {held}), f"bản {{n}}. {{words}}.", source=str(n % {held}))
    parts = parts_of(article, 0)
    library.put([entry(article, parts, encoder.encode_documents(parts.texts), 0)], encoder.fingerprint)
"""


def trial(copies: int) -> Trial:
    """Told is how many were refused."""
    found, refused, slow = Trial("folder copied by hand while it is written"), 0, random.Random(3)
    with TemporaryDirectory() as name:
        folder = Path(name, "library")
        writer = subprocess.Popen([sys.executable, "-c", WRITER.format(folder=str(folder), held=HELD)])
        try:
            time.sleep(WARM_S)
            for number in range(copies):
                copy = Path(name, f"copy-{number}")
                copy.mkdir()
                for file in (FILES, (*FILES[1:], FILES[0]), FILES[:1])[number % 3]:
                    if (folder / file).exists():
                        shutil.copyfile(folder / file, copy / file)
                    time.sleep(slow.uniform(0.0, 1.0))
                try:
                    found.add(_wrong(LocalLibrary(copy)))
                except LibraryError:
                    refused += 1
                    found.add([])
                shutil.rmtree(copy)
        finally:
            writer.kill()
            writer.wait()
        open_library(folder).close()
    found.told.add(f"{refused} were refused")
    return found


def _wrong(library: LocalLibrary) -> list[str]:
    """What a copy that opened has, and no moment had. Raises: LibraryError."""
    versions = {int(article.text.split(".")[0].split()[1]) for article, _ in library.articles()}
    last = max(versions, default=-1)
    library.close()
    return [] if versions == set(range(max(0, last - HELD + 1), last + 1)) else [f"versions up to {last} are mixed"]
