"""Building the approximate part of the dense index from the catalogue, beside whatever answers meanwhile.

One process at a time builds for a library. Killed at any moment it leaves the file before it as it was.
"""

import logging
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np

from vectorstore import dense_base, derived_file
from vectorstore.catalogue import Catalogue
from vectorstore.dense_base import FILE, Base
from vectorstore.dense_state import unit
from vectorstore.derived_file import UNUSABLE, Trailer

LOCK = ".dense.lock"
log = logging.getLogger(__name__)


def build(catalogue: Catalogue, after: int, stopping: Callable[[], bool]) -> Base | None:
    """A base of everything in the catalogue, written and opened, or another process's if it is newer than `after`.

    None when it was stopped, another process is at it or the folder can't be written. A million chunks take about
    half a minute of one core and 0.9 GB while it lasts.
    """
    from filelock import FileLock, Timeout

    folder = catalogue.folder
    try:
        with FileLock(folder / LOCK, timeout=0):
            _sweep(folder)
            if (base := _newer(catalogue, after)) or not _write(catalogue, stopping):
                return base
            return dense_base.opened(folder)
    except Timeout:
        return None
    except OSError as error:
        log.warning("%s could not be written (%s); every chunk is compared instead.", folder / FILE, error)
        return None


def check(trailer: Trailer, catalogue: Catalogue) -> None:
    """Raises ValueError where a file isn't one of this catalogue's."""
    if trailer.catalogue != catalogue.identity():
        raise ValueError("it belongs to another catalogue")
    if trailer.sequence > catalogue.sequence():
        raise ValueError("it is newer than the catalogue")


def _newer(catalogue: Catalogue, after: int) -> Base | None:
    try:
        base = dense_base.opened(catalogue.folder)
        check(base.trailer, catalogue)
    except UNUSABLE:
        return None
    return base if base.trailer.encoder == str(catalogue.encoder()) and base.trailer.sequence > after else None


def _write(catalogue: Catalogue, stopping: Callable[[], bool]) -> bool:
    faiss.omp_set_num_threads(1)  # in this thread: the other cores answer meanwhile
    index = None
    parts = []
    with catalogue.snapshot():
        trailer = Trailer(catalogue.identity(), str(catalogue.encoder()), catalogue.sequence(), 0)
        for keys, vectors in catalogue.vectors_since(0):
            if stopping():
                return False
            if index is None:
                index = faiss.index_factory(vectors.shape[1], dense_base.KIND, faiss.METRIC_INNER_PRODUCT)
                # It learns no more than a centre: one of the first 2,000 chunks serves as well as one of them all.
                index.train(unit(vectors))
            index.add(unit(vectors))
            parts.append(keys)
    if index is None:
        return False
    keys = np.concatenate(parts)
    trailer = Trailer(trailer.catalogue, trailer.encoder, trailer.sequence, len(keys))
    derived_file.write(catalogue.folder / FILE, index, trailer, keys)
    return True


def _sweep(folder: Path) -> None:
    """Remove what a killed process has left; nobody else can be writing one now."""
    for path in folder.glob(f".{FILE}.*.tmp"):
        path.unlink(missing_ok=True)
