"""All that one dense search sees: what is stored, what has gone from it, and what came since. Never changed, but
followed by another, so that no search waits for a writer. Knows nothing of files.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import faiss
import numpy as np

from vectorstore.encoders.encoder import Vectors, unit
from vectorstore.local.dense.stored_vectors import EXACT, Mask, StoredVectors, encoder_name
from vectorstore.sql.articles import Keys
from vectorstore.sql.catalogue_reader import CatalogueReader
from vectorstore.sql.database import NO_CHANGE, Change

Pairs = list[tuple[int, float]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """`left` says for each position of `stored` whether its chunk is still there (None: all are).

    `recent` is a FAISS index of whole vectors by key, compared exactly; None before the first.
    """

    stored: StoredVectors | None = None
    left: Mask | None = None
    recent: Any = None
    encoder: str = ""
    last: Change = NO_CHANGE

    def __len__(self) -> int:
        return (len(self.stored) if self.stored else 0) - self.gone + self.came

    @property
    def came(self) -> int:
        """How many chunks came since what is stored."""
        return 0 if self.recent is None else int(self.recent.ntotal)

    @property
    def gone(self) -> int:
        """How many of those stored went."""
        return 0 if self.left is None else len(self.left) - int(np.count_nonzero(self.left))

    @property
    def since(self) -> int:
        """The last change in what is stored; 0 where nothing is."""
        return self.stored.trailer.change if self.stored else 0

    def search(self, query: Vectors, k: int, among: Keys | None) -> Pairs:
        """As `FaissIndex.search`."""
        pairs: Pairs = []
        if self.stored:
            allowed = self.left
            if among is not None:
                allowed = np.zeros(len(self.stored), dtype=np.bool_)
                allowed[self.stored.positions(among)] = True
                allowed &= True if self.left is None else self.left
                among = among[among > self.stored.keys[-1]]
            pairs += _pairs(*self.stored.search(query, k, allowed))
        if self.came and (among is None or len(among)):
            parameters = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))
            scores, keys = self.recent.search(query.reshape(1, -1), min(k, self.came), params=parameters)
            pairs += _pairs(keys[keys >= 0], scores[keys >= 0])
        return _best_first(pairs)[:k]

    def similarities(self, query: Vectors, keys: Sequence[int]) -> Pairs:
        """As `FaissIndex.similarities`."""
        pairs: Pairs = []
        if self.stored and len(keys):
            positions = self.stored.positions(np.array(keys, dtype=np.int64))
            positions = positions if self.left is None else positions[self.left[positions]]
            pairs += _pairs(self.stored.keys[positions], self.stored.vectors(positions) @ query)
        for key in keys if self.came else ():
            with suppress(RuntimeError):  # gone, or stored
                pairs.append((key, float(self.recent.reconstruct(key) @ query)))
        return _best_first(pairs)

    def advanced(self, catalogue: CatalogueReader) -> "IndexState":
        """This one with what the catalogue has gained and lost since."""
        with catalogue.snapshot():
            fingerprint = catalogue.encoder()
            name = encoder_name(fingerprint)
            own = name == self.encoder and catalogue.holds(self.last)
            if name == self.encoder and not own:
                log.warning(
                    "What is held of %s is not the catalogue's past, or too long ago.", catalogue.database.place
                )
            state = self if own else IndexState(encoder=name)
            if fingerprint is None:
                return state
            deleted = catalogue.deleted_since(state.last.number)
            if state.recent is None:
                exact = faiss.index_factory(fingerprint.dim, EXACT, faiss.METRIC_INNER_PRODUCT)
                recent = faiss.IndexIDMap2(exact)
            else:  # FAISS indexes may not change while they are read
                recent = faiss.clone_index(state.recent)
                recent.remove_ids(deleted)
            for keys, vectors in catalogue.vectors_since(state.last.number):
                recent.add_with_ids(unit(vectors), keys)
            return replace(state._without(deleted), recent=recent, last=catalogue.last_change())

    def fits(self, catalogue: CatalogueReader) -> bool:
        """Whether it holds as many chunks as the catalogue, if that hasn't changed since."""
        with catalogue.snapshot():
            return catalogue.last_change() != self.last or catalogue.coverage().chunks == len(self)

    def _without(self, deleted: Keys) -> "IndexState":
        if not self.stored or not len(gone := self.stored.positions(deleted)):
            return self
        left = np.ones(len(self.stored), dtype=np.bool_) if self.left is None else self.left.copy()
        left[gone] = False
        return replace(self, left=left)


def following(stored: StoredVectors) -> IndexState:
    """Just what is stored; to be advanced."""
    trailer = stored.trailer
    return IndexState(stored, encoder=trailer.encoder, last=Change(trailer.change, trailer.token))


def _pairs(keys: Keys, scores: Vectors) -> Pairs:
    return list(zip(keys.tolist(), scores.tolist(), strict=True))


def _best_first(pairs: Pairs) -> Pairs:
    return sorted(pairs, key=lambda hit: -hit[1])
