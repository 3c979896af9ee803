"""Any sentence-transformers model, by Hub name or local folder: by its own ONNX file where it brings one and there is
no GPU, else by torch. Both give the same vectors, so both read one library.
"""

import hashlib
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np

from vectorstore.encoders.encoder import Encoder, Fingerprint, Vectors
from vectorstore.encoders.onnx_folder import E5_PROMPTS, FILES, ONNX_FILE, is_e5
from vectorstore.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Model = TypeVar("Model")
GPUS = ("/dev/nvidia0", "/dev/kfd")
HUB_TIMEOUT_S = 10
log = logging.getLogger(__name__)


def load_named(model: str, threads: int | None = None) -> Encoder:
    """The encoder of that Hub name or folder. Raises: EncoderError when it can't be loaded."""
    folder = None if _has_gpu() else _with_onnx(model)
    if folder is not None:
        from vectorstore.encoders.onnx import OnnxEncoder

        revision = _files(folder) if folder == Path(model) else _commit(folder.name)
        try:
            return OnnxEncoder(folder, ONNX_FILE, model, revision, threads=threads)
        except EncoderError as error:
            log.warning("Embedding %s by torch: %s", model, error)
    return SentenceTransformerEncoder(model)


def _has_gpu() -> bool:
    """Told without torch, whose import takes a second and more."""
    return sys.platform == "darwin" or any(Path(device).exists() for device in GPUS)


def _with_onnx(model: str) -> Path | None:
    """A folder with the model's ONNX file; None where it has none, or the Hub can't be asked: torch will say why."""
    if Path(model).exists():
        return Path(model) if (Path(model) / ONNX_FILE).is_file() else None
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        folder = Path(huggingface_hub.snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError):
        try:
            about = huggingface_hub.model_info(model, timeout=HUB_TIMEOUT_S)
            if ONNX_FILE not in {file.rfilename for file in about.siblings or ()}:
                return None
            folder = Path(huggingface_hub.snapshot_download(model, revision=about.sha, allow_patterns=list(FILES)))
        except (HfHubHTTPError, OSError, ValueError):
            return None
    return folder if (folder / ONNX_FILE).is_file() else None


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
            raise EncoderError("length", model)
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
        raise EncoderError(why_not_loaded(error, model), model, first_line(error)) from error


def on_disk_else_hub(load: Callable[..., Model], model: str) -> Model:
    """A folder or a cached model is loaded without asking the network; offline, the Hub is asked once, not for 80 s."""
    if not Path(model).exists():
        import huggingface_hub

        try:
            return load(model, local_files_only=True)
        except (OSError, ValueError):
            huggingface_hub.model_info(model, timeout=HUB_TIMEOUT_S)
    return load(model)


def why_not_loaded(error: Exception, model: str) -> Literal["package", "folder", "hub"]:
    """Where to look when a sentence-transformers model could not be loaded."""
    if isinstance(error, ImportError):
        return "package"
    return "folder" if Path(model).exists() else "hub"


def first_line(error: Exception) -> str:
    """What an error says, in one line that ends in no full stop; its kind where it says nothing."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _missing_prompts(name: str, model: "SentenceTransformer") -> Mapping[str, str]:
    return E5_PROMPTS if is_e5(name) and not any(model.prompts.values()) else {}


def _revision(name: str, model: "SentenceTransformer") -> str:
    """What changes when the weights do: the Hub commit, else a digest of the local files."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    commit = getattr(config, "_commit_hash", None)
    return _commit(commit) if commit else _files(Path(name))


def _commit(commit: str) -> str:
    return f"commit {commit[:12]}"


def _files(folder: Path) -> str:
    digest = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    for path in files:
        digest.update(f"{path.relative_to(folder)}:{path.stat().st_size}\n".encode())
        with path.open("rb") as stream:  # the ends are enough: training moves every weight
            digest.update(stream.read(1 << 20))
            stream.seek(max(0, path.stat().st_size - (1 << 20)))
            digest.update(stream.read())
    return f"files {digest.hexdigest()[:12]}"
