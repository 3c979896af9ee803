"""A sentence-transformers folder that brings an ONNX file, run by ONNX Runtime: no torch, no padding.

What the folder says of tokens, prompts and pooling is `onnx_folder`'s; who wrote it is nobody's business here.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.encoders.cores import usable_cores
from vectorstore.encoders.encoder import Encoder, Fingerprint, Vectors, encodable
from vectorstore.encoders.onnx_folder import read_layout
from vectorstore.errors import EncoderError
from vectorstore.priority import stand_back, stands_back

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# How many threads share a question's layers; more were not measured.
QUICK_THREADS = 2


class OnnxEncoder(Encoder):
    """The model `name` in `folder`, by its ONNX `file`. Long texts are cut off, or `windowed`: embedded piece by piece.

    What a thread that stands back embeds gives way to questions as well.

    Raises: EncoderError when the folder can't be read, or asks for more than a model and its mean or first token.
    """

    def __init__(
        self, folder: Path, file: str, name: str, revision: str, *, windowed: bool = False, threads: int | None = None
    ) -> None:
        from tokenizers import Tokenizer

        self.engine = "ONNX Runtime, int8" if "int8" in file else "ONNX Runtime"
        threads = threads or usable_cores()
        try:
            self._layout = read_layout(folder, name)
            self.fingerprint = Fingerprint(name, self._layout.dim, revision)
            # One text a thread: no padding, and no thread waits for another inside a layer.
            self._session = _session(folder / file, 1)
            # A question alone has the cores for itself: 4.1 ms, not 5.4.
            self._quick = _session(folder / file, QUICK_THREADS) if threads >= QUICK_THREADS else None
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime and tokenizers each raise kinds of their own
            raise EncoderError("unrunnable", name, f"{file}: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        if not windowed:
            self._tokenizer.enable_truncation(self._layout.max_tokens)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="embed")
        self._behind = ThreadPoolExecutor(threads, thread_name_prefix="embed-behind", initializer=stand_back)
        self._alone = threading.Lock()

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        prefixed = [f"{self._layout.document_prompt}{encodable(text)}" for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(prefixed, add_special_tokens=True)]
        # The longest first: no thread is left alone with a long text at the end.
        order = sorted(range(len(tokens)), key=lambda at: -len(tokens[at]))
        vectors = np.empty((len(tokens), self.fingerprint.dim), np.float32)
        pool = self._behind if stands_back() else self._pool
        for at, vector in zip(order, pool.map(lambda at: self._vector(tokens[at]), order), strict=True):
            vectors[at] = vector
        return vectors

    def encode_query(self, text: str) -> Vectors:
        tokens = self._tokens(text)
        if self._quick is None or not self._alone.acquire(blocking=False):
            return self._vector(tokens)
        try:
            return self._vector(tokens, self._quick)
        finally:
            self._alone.release()

    def encode_query_beside(self, text: str) -> Vectors:
        """By one thread: two cost half as much processor time again, waiting for each other between layers."""
        return self._vector(self._tokens(text))

    def _tokens(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(f"{self._layout.query_prompt}{encodable(text)}").ids
        return ids

    def _vector(self, tokens: Sequence[int], session: "InferenceSession | None" = None) -> Vectors:
        """Windows of what fits between the two special tokens, their means weighted by length."""
        first, *content, last = tokens
        size = self._layout.max_tokens - 2
        windows = [content[at : at + size] for at in range(0, len(content), size)] or [[]]
        pooled = [self._pooled(session or self._session, [first, *window, last]) for window in windows]
        total = np.sum([vector * max(len(window), 1) for vector, window in zip(pooled, windows, strict=True)], axis=0)
        vector: Vectors = total / np.linalg.norm(total)
        return vector

    def _pooled(self, session: "InferenceSession", tokens: list[int]) -> Vectors:
        ids = np.array([tokens], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output: Any = session.run(None, {given.name: inputs[given.name] for given in session.get_inputs()})[0][0]
        if output.ndim == 2:  # an embedding for each token
            output = output[0] if self._layout.pooling == "cls" else output.mean(axis=0)
        vector: Vectors = output
        return vector


def _session(model: Path, threads: int) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    # Threads spin between layers, which is twice as fast as sleeping, but not once a text is done.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
