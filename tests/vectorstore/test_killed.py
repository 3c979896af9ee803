"""Writers that are killed with SIGKILL in mid-write, on both stores: what is there is whole, and the next goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, found

pytestmark = pytest.mark.stores("local", "postgres")
KILLS = 4
# Batches of three new articles, each followed by one that rewrites two of them and one that removes a third of all.
WRITER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path, PosixPath
from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry
encoder = FakeEncoder()
library = open_library(Settings(Path({folder!r}), {store!r}), create=True)
print("ready", flush=True)
for n in range({first}, {first} + 1000):
    names = [f"bai-{{n}}-{{i}}" for i in range(3)]
    library.put([entry(name, SENTENCES, encoder) for name in names], encoder.fingerprint)
    again = [entry(name, [f"Viết lại lần {{n}}.", *SENTENCES[1:]], encoder) for name in names]
    library.put(again, encoder.fingerprint)
    library.remove(names) if n % 3 == 0 else library.flush()
"""


def test_kill_9_leaves_whole_batches_only(place: Settings, encoder: FakeEncoder) -> None:
    root, moments = str(Path(__file__).parents[2]), Random(11)
    for kill in range(KILLS):
        script = WRITER.format(root=root, folder=str(place.library), store=place.store, first=kill * 1000)
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.4))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        library = open_library(place, create=True)
        listed = library.articles()
        assert all(chunks == len(SENTENCES) for _, chunks in listed)
        assert len(listed) % 3 == 0
        batches: dict[str, set[str]] = {}
        for article, _ in listed:
            batches.setdefault(article.id.rpartition("-")[0], set()).add(article.text)
        assert all(len(texts) == 1 for texts in batches.values())
        assert library.coverage().articles == len(listed)
        hits = library.keyword_search("trồng mía", 100_000)
        assert len(library.passages(hits)) == sum(article.text.count("trồng mía") for article, _ in listed)
        library.flush()
        assert library.faults() == []
        library.close()
    assert listed
    library = open_library(place)
    library.put([entry("xong", ["Việc đã xong."], encoder)], encoder.fingerprint)
    assert found(library, encoder, "Việc đã xong.")[0] == "Việc đã xong."
