"""The part of the dense index that is a file: read-only and mapped, so that opening it costs little and the processes
of one machine share its memory. What came or went since it was written is the business of its user.

A large one begins with a sketch of two bits a dimension (RaBitQ), scanned for candidates that are compared exactly.
Chosen by measurement among graphs, inverted lists, scalar quantizers and sketches: docs/measurements/performance.md.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from vectorstore.encoders.encoder import Fingerprint, Vectors
from vectorstore.local import derived_file
from vectorstore.local.derived_file import DerivedTrailer
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue_reader import CatalogueReader
from vectorstore.sql.database import Change

FILE = "dense.faiss"
# Half precision is what the catalogue stores, so nothing is lost, and ten times as fast as FAISS's flat index for one
# query: 3 ms, not 29, over 100,000 vectors of 384 on two cores.
EXACT = "SQfp16"
SKETCHED = f"RaBitQfs2,Refine({EXACT})"


@dataclass(frozen=True, slots=True)
class SketchLimits:
    """How many of a sketch's candidates are compared exactly."""

    # At least so many candidates of the sketch, and so many for each that is wanted, are compared exactly: over a
    # million real embeddings recall@10 is .998 with 100 already, recall@50 .959 with 100, .992 with 200, .999 with 400.
    least_candidates: int = 200
    candidates_a_hit: int = 4
    # Where fewer than this share of the chunks is allowed, all of them are compared.
    selective_share: float = 0.1
    # At most six bytes each in the trailer.
    encoder_name_chars: int = 128


SKETCH = SketchLimits()
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


class StoredVectors:
    """Vectors at positions 0…n-1 in the order of their keys, which rise."""

    def __init__(self, index: Any, keys: Keys, trailer: DerivedTrailer) -> None:
        if not index.ntotal == len(keys) == trailer.chunks:
            raise ValueError("it does not hold as many vectors as keys")
        self._sketch = index if isinstance(index, faiss.IndexRefine) else None
        self._exact = faiss.downcast_index(index.refine_index) if self._sketch is not None else index
        self._index = index  # owns both
        self.keys = keys
        self.trailer = trailer

    def __len__(self) -> int:
        return len(self.keys)

    def positions(self, keys: Keys) -> Positions:
        """Where those of `keys` stand that are here."""
        at = np.searchsorted(self.keys, keys)
        inside = at < len(self)
        return np.asarray(at[inside][self.keys[at[inside]] == keys[inside]], dtype=np.int64)

    def search(self, query: Vectors, k: int, allowed: Mask | None) -> tuple[Keys, Vectors]:
        """Up to `k` (keys, cosines), best first; `allowed` says for each position whether it may be found."""
        # In this thread: one query is one thread's work, whatever OpenMP would wake for it.
        faiss.omp_set_num_threads(1)
        holding = len(self) if allowed is None else int(np.count_nonzero(allowed))
        # The sketch can leave nothing out, so what isn't allowed is dropped from what it finds.
        wanted = k * len(self) // max(holding, 1)
        while (
            self._sketch is not None
            and holding > SKETCH.selective_share * len(self)
            and SKETCH.candidates_a_hit * wanted < len(self)
        ):
            candidates = min(max(SKETCH.candidates_a_hit * wanted, SKETCH.least_candidates), len(self))
            parameters = faiss.IndexRefineSearchParameters(k_factor=candidates / wanted)
            (cosines,), (positions,) = self._sketch.search(query.reshape(1, -1), wanted, params=parameters)
            may = positions >= 0 if allowed is None else (positions >= 0) & allowed[positions]
            if may.sum() >= min(k, holding):
                return self.keys[positions[may][:k]], cosines[may][:k]
            wanted *= 4
        selector = None if allowed is None else faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        parameters = faiss.SearchParameters(sel=selector)
        (cosines,), (positions,) = self._exact.search(query.reshape(1, -1), min(k, len(self)), params=parameters)
        return self.keys[positions[positions >= 0]], cosines[positions >= 0]

    def vectors(self, positions: Positions) -> Vectors:
        """(n, dim) as stored."""
        return np.asarray(self._exact.reconstruct_batch(positions), dtype=np.float32)


def encoder_name(fingerprint: Fingerprint | None) -> str:
    """The encoder as a trailer has it, whose room is limited: in words, or, of a long path, a digest; "" for none."""
    name = str(fingerprint) if fingerprint else ""
    return name if len(name) <= SKETCH.encoder_name_chars else hashlib.sha256(name.encode()).hexdigest()


def opened(catalogue: CatalogueReader) -> StoredVectors:
    """The file of this catalogue; one up to 256 MB is checked whole. Raises one of UNUSABLE."""
    index, keys, trailer = derived_file.mapped(catalogue.folder / FILE)
    _check(trailer, catalogue)
    return StoredVectors(index, keys, trailer)


def check(catalogue: CatalogueReader) -> None:
    """Read all of the file. Raises one of UNUSABLE."""
    _check(derived_file.check(catalogue.folder / FILE), catalogue)


def _check(trailer: DerivedTrailer, catalogue: CatalogueReader) -> None:
    if trailer.catalogue != catalogue.identity():
        raise ValueError("it belongs to another catalogue")
    if not catalogue.holds(Change(trailer.change, trailer.token)):
        raise ValueError("what it holds is not the catalogue's past, or too long ago")
