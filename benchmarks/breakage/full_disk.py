"""A disk that is full at one moment of the work, and has room again afterwards: a small file system in memory.

Needs Linux and the right to mount in a namespace of its own (`unshare`): runs as `python -m benchmarks.breakage disk`.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from app.messages import say_error
from app.wiring import open_library
from benchmarks.breakage.trial import ARTICLES, Trial, faults_of, missing, text_of, write
from benchmarks.ingest import NoEncoder
from ingest.pipeline import ingest
from vectorstore.encoders.encoder import BUNDLED
from vectorstore.encoders.load import load_encoder
from vectorstore.errors import BackupError, LibraryError
from vectorstore.library import Library
from vectorstore.sql.backup import back_up

SIZE_MB = 48
# What is left of the disk when the work begins.
LEFT_KB = (0, 16, 64, 256, 512, 1_024, 2_048, 4_096)
FILLER = "filler"


def trials() -> list[Trial]:
    """Each kind of writing, on a disk that is nearly full."""
    with TemporaryDirectory() as name:
        place = Path(name)
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", name], check=True)
        try:
            kinds: dict[str, Callable[[Library, Path], object]] = {
                "ingesting": _ingest_more,
                "keeping a conversation": _keep,
                "writing FAISS": lambda library, _: library.dense.rebuild(),  # type: ignore[attr-defined]
                "merging keywords": lambda library, _: library.lexical.rebuild(),  # type: ignore[attr-defined]
                "backing up": _back_up,
            }
            found = [_of_library(name, work, place) for name, work in kinds.items()]
            return [*found, _of_cache(place)]
        finally:
            subprocess.run(["/bin/umount", name], check=False)


def _ingest_more(library: Library, place: Path) -> None:
    ingest([place / "more.jsonl"], library, NoEncoder())


def _keep(library: Library, place: Path) -> None:
    for number in range(200):
        library.conversations.keep(f"c{number}", {"question": "Có gì?", "answer": "x" * 20_000}, "Có gì?", name="Tin")


def _back_up(library: Library, place: Path) -> None:
    back_up(library.catalogue.database, place / "a.backup")  # type: ignore[attr-defined]


def _fill(place: Path, left_kb: int) -> None:
    free = shutil.disk_usage(place).free - left_kb * 1_024
    with (place / FILLER).open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, max(free, 1))


def _of_library(name: str, work: Callable[[Library, Path], object], place: Path) -> Trial:
    trial = Trial(f"disk full while {name}")
    for left_kb in LEFT_KB:
        file, folder = place / "articles.jsonl", place / "library"
        write(file)
        write(place / "more.jsonl", 1, 3 * ARTICLES)
        library = open_library(folder, create=True)
        ingest([file], library, NoEncoder())
        library.conversations.keep("first", {"question": "Ai?", "answer": "An."}, "Ai?", name="Một")
        _fill(place, left_kb)
        told = ""
        faults = []
        try:
            work(library, place)
        except (LibraryError, BackupError) as error:
            told = say_error(error, "en").partition(" (")[2].partition(")")[0] or "said"
        except Exception as error:  # noqa: BLE001 - that is the finding
            faults.append(f"{left_kb} KB left: {type(error).__name__}: {error}")
        (place / FILLER).unlink()
        library.close()
        again = open_library(folder)
        try:
            work(again, place)
        except BackupError as error:  # the first was written after all
            faults += [] if error.problem == "taken" else [str(error)]
        held = [text_of(number) for number in range(ARTICLES)] if name != "ingesting" else []
        wanted = [text_of(number, 1) for number in range(3 * ARTICLES)] if name == "ingesting" else held
        lost = missing(again, wanted) + (not again.conversations.turns("first"))
        trial.add([*faults, *faults_of(again)], lost, told)
        again.close()
        shutil.rmtree(folder)
        (place / "a.backup").unlink(missing_ok=True)
    return trial


def _of_cache(place: Path) -> Trial:
    """The bundled model's folder takes 340 MB: on this disk it never has room. The slower engine embeds instead."""
    trial = Trial("disk full while writing the encoder's cache")
    for left_kb in (LEFT_KB[0], LEFT_KB[-1]):
        _fill(place, left_kb)
        encoder = load_encoder(BUNDLED, place / "cache")
        faults = [] if encoder.encode_query("Bến Vàm có phà mới.").any() else ["nothing is embedded"]
        (place / FILLER).unlink()
        left = [path.name for path in (place / "cache").glob("*/") if not path.name.startswith(".")]
        trial.add([*faults, *(f"{name} is left" for name in left)], 0, f"embedding with {encoder.engine}")
        shutil.rmtree(place / "cache", ignore_errors=True)
    return trial
