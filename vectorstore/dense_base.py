"""The approximate part of the dense index: a sketch of two bits a dimension (RaBitQ) is scanned for candidates, which
are compared exactly. Read-only and mapped from its file; what came or went since is the business of its user.

Chosen by measurement among IVF, scalar quantizers and sketches: docs/performance.md.
"""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from vectorstore import derived_file
from vectorstore.derived_file import Trailer
from vectorstore.encoder import Vectors

FILE = "dense.base"
KIND = "RaBitQfs2,Refine(SQfp16)"
# At least so many candidates, and so many for each wanted, are compared exactly: recall@10 is .997 or better on real
# embeddings; 100 give .997 and 50 .985 on questions that the library doesn't answer.
CANDIDATES, FACTOR = 200, 4
# Where fewer than this share of the chunks is allowed, all of them are compared.
SELECTIVE = 0.1
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]
Found = tuple[NDArray[np.int64], Vectors]


class Base:
    """Vectors at positions 0…n-1 in the order of their keys, which rise."""

    def __init__(self, index: Any, keys: NDArray[np.int64], trailer: Trailer) -> None:
        if not index.ntotal == len(keys) == trailer.chunks:
            raise ValueError("it does not hold as many vectors as keys")
        self._index = index
        self._exact = faiss.downcast_index(index.refine_index)
        self.keys = keys
        self.trailer = trailer

    def __len__(self) -> int:
        return len(self.keys)

    def positions(self, keys: NDArray[np.int64]) -> Positions:
        """Where those of `keys` stand that are here."""
        at = np.searchsorted(self.keys, keys)
        inside = at < len(self)
        return np.asarray(at[inside][self.keys[at[inside]] == keys[inside]], dtype=np.int64)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> Found:
        """Up to `k` (keys, cosines), best first; `allowed` says for each position whether it may be found."""
        holding = len(self) if allowed is None else int(np.count_nonzero(allowed))
        wanted = k * len(self) // max(holding, 1)  # the sketch can leave nothing out: what isn't allowed is dropped
        while holding > SELECTIVE * len(self) and FACTOR * wanted < len(self):
            candidates = min(max(FACTOR * wanted, CANDIDATES), len(self))
            parameters = faiss.IndexRefineSearchParameters(k_factor=candidates / wanted)
            (cosines,), (positions,) = self._index.search(query.reshape(1, -1), wanted, params=parameters)
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


def opened(folder: Path) -> Base:
    """Raises one of UNUSABLE."""
    return Base(*derived_file.mapped(folder / FILE))
