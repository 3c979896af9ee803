"""What can befall a library while it is written or after: nothing stored is lost, nothing is half there."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from app.commands.doctor import examine
from app.settings import Settings
from app.wiring import open_library
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.local.library import LocalLibrary

ROOT = Path(__file__).parents[2]
STORIES = 150
INGEST = """
import sys
from pathlib import PosixPath
sys.path.insert(0, {root!r})
from app.settings import Settings
from app.wiring import open_library
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
print("ready", flush=True)
report = ingest([{file!r}], open_library({library!r}, create=True), FakeEncoder(), sync=True)
print(report.added, report.updated)
"""


def story(n: int, version: int = 0) -> str:
    chosen = Random(1000 * version + n)
    words = "sông đê cầu chợ lúa tôm mưa lũ xã tỉnh người dân hộ nhà ghe gặt trồng nước phà đường".split()
    return f"Tin số {n}, bản {version}. " + " ".join(chosen.choice(words) for _ in range(300)) + "."


def write(file: Path, version: int = 0, count: int = STORIES) -> None:
    lines = [json.dumps({"id": str(n), "text": story(n, version)}, ensure_ascii=False) for n in range(count)]
    file.write_text("\n".join(lines), encoding="utf-8")


def command(file: Path, library: Path | Settings) -> list[str]:
    return [sys.executable, "-c", INGEST.format(root=str(ROOT), file=str(file), library=library)]


def held(library: Library) -> dict[str, str]:
    return {article.id: article.text for article, _ in library.articles()}


def assert_whole(library: Library) -> None:
    library.flush()
    assert library.faults() == []
    encoder = FakeEncoder()
    chunks = library.coverage().chunks
    assert len(library.dense_search(encoder.encode_query("sông"), 10_000)) == chunks
    assert len(library.keyword_search("tin số bản", 10_000)) == library.coverage().articles


@pytest.mark.stores("local", "postgres")
def test_killed_at_any_moment_and_begun_again(tmp_path: Path, place: Settings) -> None:
    file = tmp_path / "bao.jsonl"
    moments = Random(5)
    for version in range(8):
        write(file, version)
        process = subprocess.Popen(command(file, place), stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0.0, 0.8))
        process.kill()
        process.wait()
        process.stdout.close()
        library = open_library(place, create=True)
        for article_id, text in held(library).items():
            assert text in (story(int(article_id), v) for v in range(version + 1))
        assert_whole(library)
        library.close()
    ingest([file], library, FakeEncoder())
    assert held(library) == {str(n): story(n, 7) for n in range(STORIES)}
    assert_whole(library)


def test_no_room_on_the_disk_is_said_and_costs_nothing_stored(tmp_path: Path) -> None:
    """A limit on the size of a file, which every system has, is what a full disk looks like."""
    file, folder = tmp_path / "bao.jsonl", tmp_path / "library"
    write(file, count=40)
    library = LocalLibrary(folder, create=True)
    ingest([file], library, FakeEncoder())
    library.catalogue.close()
    write(file, version=1)
    limit = 400_000

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(command(file, folder), preexec_fn=small_disk, capture_output=True, text=True)
    assert "vectorstore.errors.LibraryError" in done.stderr, done.stderr
    library = LocalLibrary(folder)
    texts = held(library)
    assert len(texts) >= 40
    assert all(text in (story(int(name)), story(int(name), 1)) for name, text in texts.items())
    assert_whole(library)
    ingest([file], library, FakeEncoder())
    assert held(library) == {str(n): story(n, 1) for n in range(STORIES)}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mounting, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_and_then_one_that_can_only_be_read(small_disk: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "bao.jsonl", small_disk / "library"
    write(file, count=30)
    subprocess.run(command(file, folder), check=True, capture_output=True)  # whatever it holds open goes with it
    write(file, version=1, count=3_000)
    done = subprocess.run(command(file, folder), capture_output=True, text=True)
    assert "vectorstore.errors.LibraryError" in done.stderr, done.stderr
    assert "full" in done.stderr
    library = LocalLibrary(folder)
    before = held(library)
    assert len(before) >= 30
    assert library.catalogue.faults() == []
    library.catalogue.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    library = LocalLibrary(folder)
    assert held(library) == before
    assert library.keyword_search("tin số", 5)
    assert library.dense_search(FakeEncoder().encode_query("sông"), 5)
    write(file, version=2, count=30)
    with pytest.raises(LibraryError):
        ingest([file], library, FakeEncoder())
    assert held(library) == before
    library.catalogue.close()


def flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    write(tmp_path / "bao.jsonl", count=40)
    library = LocalLibrary(tmp_path / "library", create=True)
    ingest([tmp_path / "bao.jsonl"], library, FakeEncoder())
    library.catalogue.close()
    return library.folder


def faults(folder: Path) -> list[str]:
    try:
        return LocalLibrary(folder).faults()
    except LibraryError as error:
        return [str(error)]


@pytest.mark.parametrize("harm", [lambda b: flip(b, len(b) // 3), lambda b: b[: len(b) // 2], lambda b: b""])
def test_a_spoilt_index_is_named_and_reindex_mends_it(stored: Path, harm: Callable[[bytes], bytes]) -> None:
    for suffix in (".faiss", ".term", ".idx", ".store"):
        path = next(stored.rglob(f"*{suffix}"))
        spoilt = path.with_name("spoilt")  # a file that is mapped, cut where it stands, ends the process
        spoilt.write_bytes(harm(path.read_bytes()))
        spoilt.replace(path)
        assert len(faults(stored)) == 1, path
        LocalLibrary(stored).rebuild()
        assert faults(stored) == [], path
    assert_whole(LocalLibrary(stored))


def test_doctor_says_what_is_wrong_and_what_mends_it(stored: Path) -> None:
    path = next(stored.rglob("*.term"))
    path.write_bytes(flip(path.read_bytes(), 100))
    (check, *_) = [check for check in examine(Settings(library=stored, language="en")) if check.name == "library"]
    assert not check.ok
    assert "checksum" in check.detail
    assert f"hoibao reindex --library {stored}" in check.detail


def test_no_changed_byte_of_an_article_goes_unnoticed(stored: Path) -> None:
    file = stored / "catalogue.sqlite"
    content = file.read_bytes()
    texts = {str(n): story(n) for n in range(40)}
    places = Random(3)
    noticed = 0
    for _ in range(40):
        file.write_bytes(flip(content, places.randrange(len(content))))
        if faults(stored):
            noticed += 1
            continue
        library = LocalLibrary(stored)
        assert held(library) == texts
        library.catalogue.close()
    assert noticed > 5
    file.write_bytes(content)
    assert faults(stored) == []


def test_reindex_mends_what_sqlite_derives(stored: Path) -> None:
    file = stored / "catalogue.sqlite"
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_by_text'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (digest,) = connection.execute("SELECT text_digest FROM articles WHERE id = '7'").fetchone()
    connection.close()
    content = file.read_bytes()
    at = content.index(digest.encode(), (page - 1) * size)
    file.write_bytes(flip(content, at))
    assert any("articles_by_text" in fault for fault in faults(stored))
    LocalLibrary(stored).rebuild()
    assert faults(stored) == []
