"""Folders as they shouldn't be: read-only, moved, oddly named, full of links and devices, changing, very large."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.wiring import open_library
from benchmarks.breakage.trial import ARTICLES, Trial, faults_of, missing, text_of, write
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from vectorstore.errors import LibraryError

NAMES = (
    "thư viện của tôi",
    'O\'Brien "báo"',
    "100% & $HOME;`x`",
    "-rf",
    "a?b=c#d",
    "Thu\u031b vie\u0323\u0302n",
    "新聞",
    "dòng\nhai",
    "x" * 200,
)
MANY, PATIENCE_S = 100_000, 60.0
LISTING = """
import resource, sys, time
from pathlib import Path
from ingest.readers import find
began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in find(Path({folder!r})))
print(count, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def trials() -> Iterator[Trial]:
    """Each in a folder of its own."""
    for work in (_odd_names, _moved, _changing, _links_and_devices, _many):
        with TemporaryDirectory() as name:
            yield work(Path(name))


def read_only() -> Trial:
    """On a file system that was made read-only, which root can't write to either; in a mount namespace."""
    trial = Trial("library on a read-only medium")
    with TemporaryDirectory() as name:
        place = Path(name)
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", name], check=True)
        write(place / "a.jsonl")
        library = open_library(place / "library", create=True)
        ingest([place / "a.jsonl"], library, NoEncoder())
        library.close()
        subprocess.run(["/bin/mount", "-o", "remount,ro", name], check=True)
        reader = open_library(place / "library")
        faults = [] if reader.keyword_search("tin bản", 5) else ["nothing is found"]
        lost = missing(reader, [text_of(number) for number in range(ARTICLES)])
        try:
            reader.conversations.keep("c", {}, "x")
            faults.append("written to a read-only medium")
        except LibraryError as error:
            trial.add(faults, lost, error.detail)
        reader.close()
        subprocess.run(["/bin/umount", "-l", name], check=False)
    return trial


def _odd_names(place: Path) -> Trial:
    trial = Trial("paths with spaces, quotes, signs and Vietnamese letters")
    for name in NAMES:
        folder = place / name
        folder.mkdir()
        write(folder / f"{name[:60]}.jsonl")
        library = open_library(folder / "library", create=True)
        report = ingest([folder], library, NoEncoder(), sync=True)
        again = ingest([folder], library, NoEncoder(), sync=True)
        faults = [] if (report.added, again.unchanged) == (ARTICLES, ARTICLES) else [f"{name!r}: {report}, {again}"]
        trial.add([*faults, *faults_of(library)], missing(library, map(text_of, range(ARTICLES))))
        library.close()
    return trial


def _moved(place: Path) -> Trial:
    """The library's folder is moved while a reader holds it open, and opened where it is now."""
    trial = Trial("library moved while it is open")
    write(place / "a.jsonl")
    ingest([place / "a.jsonl"], open_library(place / "library-0", create=True), NoEncoder())
    for number in range(5):
        reader = open_library(place / f"library-{number}")
        reader.keyword_search("tin", 3)
        (place / f"library-{number}").rename(place / f"library-{number + 1}")
        faults, told = [], ""
        try:
            reader.conversations.keep("c", {"question": "Ai?"}, "Ai?")
            reader.keyword_search("bản", 3)
        except LibraryError as error:
            told = error.detail or "said"
        except Exception as error:  # noqa: BLE001
            faults.append(f"{type(error).__name__}: {error}")
        moved = open_library(place / f"library-{number + 1}")
        trial.add([*faults, *faults_of(moved)], missing(moved, map(text_of, range(ARTICLES))), told)
        moved.close()
    return trial


def _changing(place: Path) -> Trial:
    """A file is written anew, over and over, while it is read; once it rests, the next run has its last version."""
    trial = Trial("file changing while it is read")
    file, done = place / "a.jsonl", threading.Event()
    for number in range(6):
        library = open_library(place / f"library-{number}", create=True)
        done.clear()

        def change() -> None:
            version = 0
            while not done.is_set():
                version += 1
                write(file, version)

        write(file)
        writer = threading.Thread(target=change)
        writer.start()
        for _ in range(4):
            ingest([file], library, NoEncoder(), sync=True)
        done.set()
        writer.join()
        write(file, 99)
        ingest([file], library, NoEncoder(), sync=True)
        trial.add(faults_of(library), missing(library, (text_of(n, 99) for n in range(ARTICLES))))
        library.close()
    return trial


def _links_and_devices(place: Path) -> Trial:
    """Links out of the folder, in circles and to nothing, FIFOs, devices and sockets: the run ends, the rest is in."""
    trial = Trial("links, circles, FIFOs and devices in a folder")
    secret = place / "outside"
    secret.mkdir()
    (secret / "mật.txt").write_text("Bí mật ở ngoài thư mục.", encoding="utf-8")
    folder = place / "bài"
    folder.mkdir()
    write(folder / "a.jsonl")
    (folder / "ra").symlink_to(secret)
    (folder / "vòng").symlink_to(folder)
    (folder / "vòng.txt").symlink_to("vòng.txt")
    (folder / "không.txt").symlink_to(place / "nothing")
    (folder / "vô-tận.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "ống.txt")
    began = time.monotonic()
    library = open_library(place / "library", create=True)
    report = ingest([folder], library, NoEncoder())
    faults = [f"took {time.monotonic() - began:.0f} s"] if time.monotonic() - began > PATIENCE_S else []
    faults += ["a linked folder was read"] if any("Bí mật" in article.text for article, _ in library.articles()) else []
    told = ", ".join(sorted({rejection.code for rejection in report.rejected}))
    trial.add([*faults, *faults_of(library)], missing(library, map(text_of, range(ARTICLES))), told)
    library.close()
    return trial


def _many(place: Path) -> Trial:
    trial = Trial(f"{MANY:,} files in a folder")
    folder = place / "nhiều"
    folder.mkdir()
    for number in range(MANY):
        os.close(os.open(folder / f"{number}.txt", os.O_CREAT | os.O_WRONLY))
    script = LISTING.format(folder=str(folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    count, seconds, kb = done.stdout.split()
    faults = [] if int(count) == MANY else [f"{count} were listed"]
    trial.add(faults, 0, f"listed in {float(seconds):.1f} s, {int(kb) / 1024:.0f} MB")
    shutil.rmtree(folder)
    return trial
