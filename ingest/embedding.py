"""Texts become embeddings a portion at a time: a long article shows how far it is, and hears that it should stop.

Does not know articles or libraries.
"""

import time
from collections.abc import Callable, Sequence

import numpy as np

from vectorstore.encoders.encoder import Encoder, Vectors

# So much takes about half a second.
PORTION_CHARS = 15_000
# What is left when a run is to stop is finished if it takes no longer than this; else it is given up.
STOPPING_S = 3.0


def embedded(
    texts: Sequence[str],
    encoder: Encoder,
    size: int,
    advance: Callable[[int], None],
    stopping: Callable[[], bool],
) -> Vectors:
    """(n, dim) float32, one a text; by length, so that little is padded.

    `advance` hears of `size` bytes in all, share by share. Raises: KeyboardInterrupt a moment after `stopping` says so,
    where much is left.
    """
    order = np.argsort([len(text) for text in texts], kind="stable")
    vectors = np.empty((len(texts), encoder.fingerprint.dim), dtype=np.float32)
    ends = np.cumsum([len(texts[at]) for at in order], dtype=np.int64)
    done, told, stop_at = 0, 0, None
    for portion in np.split(order, np.flatnonzero(np.diff(ends // PORTION_CHARS)) + 1) if len(texts) else ():
        if stopping():
            stop_at = stop_at or time.monotonic() + STOPPING_S
            if time.monotonic() > stop_at:
                raise KeyboardInterrupt
        vectors[portion] = encoder.encode_documents([texts[at] for at in portion])
        done += len(portion)
        reached = size * int(ends[done - 1]) // max(int(ends[-1]), 1)
        advance(reached - told)
        told = reached
    if told < size:
        advance(size - told)
    return vectors
