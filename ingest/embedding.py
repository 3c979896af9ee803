"""Texts become embeddings a portion at a time: a long article shows how far it is, and hears that it should stop.

Does not know articles or libraries.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from vectorstore.encoders.encoder import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class PortionLimits:
    """How much is embedded between two looks at what a run is to do: half a second's work on two cores.

    What is left when it is to stop is finished if that takes no longer than this, as it went so far; else given up.
    """

    portion_chars: int = 15_000
    stopping_seconds: float = 3.0


PORTIONS = PortionLimits()


def embedded(
    texts: Sequence[str],
    encoder: Encoder,
    size: int,
    advance: Callable[[int], None],
    stopping: Callable[[], bool],
) -> Vectors:
    """(n, dim) float32, one a text; by length, so that little is padded.

    `advance` hears of `size` bytes in all, share by share. Raises: KeyboardInterrupt when `stopping` says so and much
    is left.
    """
    order = np.argsort([len(text) for text in texts], kind="stable")
    vectors = np.empty((len(texts), encoder.fingerprint.dim), dtype=np.float32)
    ends = np.cumsum([len(texts[at]) for at in order], dtype=np.int64)
    done, told, began = 0, 0, time.monotonic()
    for portion in np.split(order, np.flatnonzero(np.diff(ends // PORTIONS.portion_chars)) + 1) if len(texts) else ():
        if done and stopping():
            done_chars = max(int(ends[done - 1]), 1)
            if (time.monotonic() - began) * (int(ends[-1]) - done_chars) / done_chars > PORTIONS.stopping_seconds:
                raise KeyboardInterrupt
        vectors[portion] = encoder.encode_documents([texts[at] for at in portion])
        done += len(portion)
        reached = size * int(ends[done - 1]) // max(int(ends[-1]), 1)
        advance(reached - told)
        told = reached
    if told < size:
        advance(size - told)
    return vectors
