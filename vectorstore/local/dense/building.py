"""Writing the file of the dense index from the catalogue's embeddings, beside whatever answers meanwhile.

One process at a time does it for a library. Killed at any moment it leaves the file before it as it was.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from vectorstore.encoders.encoder import unit
from vectorstore.local import derived_file
from vectorstore.local.dense.stored_vectors import EXACT, FILE, SKETCHED, StoredVectors, encoder_name, opened
from vectorstore.local.derived_file import UNUSABLE, DerivedTrailer
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue_reader import CatalogueReader

LOCK = ".dense.lock"
log = logging.getLogger(__name__)


def build(
    catalogue: CatalogueReader, after: int, exact_up_to: int, stopping: Callable[[], bool]
) -> StoredVectors | None:
    """The file, written anew and opened, or another process's if it holds more than change `after`.

    None when there is nothing to write, it was stopped, another process is at it or the folder can't be written.
    """
    from filelock import FileLock, Timeout

    path = catalogue.folder / FILE
    try:
        with FileLock(catalogue.folder / LOCK, timeout=0):
            _sweep(catalogue.folder)
            if newer := _newer(catalogue, after):
                return newer
            if (built := _built(catalogue, exact_up_to, stopping)) is None:
                return None
            derived_file.write(path, *built)
            return opened(catalogue)
    except Timeout:
        return None
    except UNUSABLE as error:
        log.warning("%s could not be written (%s); it will be built when next needed.", path, error)
        return None


def _newer(catalogue: CatalogueReader, after: int) -> StoredVectors | None:
    try:
        stored = opened(catalogue)
    except UNUSABLE:
        return None
    current = stored.trailer.encoder == encoder_name(catalogue.encoder()) and stored.trailer.change > after
    return stored if current else None


def _built(
    catalogue: CatalogueReader, exact_up_to: int, stopping: Callable[[], bool]
) -> tuple[Any, Keys, DerivedTrailer] | None:
    faiss.omp_set_num_threads(1)  # in this thread: the other cores answer meanwhile
    index = None
    parts = []
    with catalogue.snapshot():
        chunks = catalogue.coverage().chunks
        encoder, last = encoder_name(catalogue.encoder()), catalogue.last_change()
        for keys, vectors in catalogue.vectors_since(0):
            if stopping():
                return None
            if index is None:
                kind = EXACT if chunks <= exact_up_to else SKETCHED
                index = faiss.index_factory(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
                # It learns no more than a centre, and that of the first chunks serves as well as that of all.
                index.train(unit(vectors))
            index.add(unit(vectors))
            parts.append(keys)
    if index is None:
        return None
    keys = np.concatenate(parts)
    return index, keys, DerivedTrailer(catalogue.identity(), encoder, last.number, last.token, len(keys))


def _sweep(folder: Path) -> None:
    """Remove what a killed process has left; nobody else can be writing one now."""
    for path in folder.glob(f".{FILE}.*.tmp"):
        path.unlink(missing_ok=True)
