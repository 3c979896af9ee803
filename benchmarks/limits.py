"""What the machine can do at most: bytes read from memory, int8 products; and how near search and encoder come.

Exact search reads every embedding once, so its limit is memory. An encoder's is arithmetic: for each token, two
operations for each weight of its matrices.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from benchmarks.table import TableRow

ARRAY_BYTES = 1 << 30  # far beyond any cache
# The bundled model's largest matrix, and as many tokens as a chunk has.
TOKENS, WIDE, DEEP = 224, 1536, 384
LAYERS, HIDDEN = 12, 384
WEIGHTS = LAYERS * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * WIDE)
FOR_S = 2.0


def bytes_a_second(cores: int) -> float:
    """Read by `cores` threads at once, which numpy lets run side by side."""
    parts = np.array_split(np.ones(ARRAY_BYTES // 8), cores)
    return ARRAY_BYTES * _rounds(lambda at: parts[at].sum(), cores) / cores


def products_a_second(cores: int) -> float:
    """int8 operations (an addition counts as one, as does a multiplication) by ONNX Runtime, one matrix a thread."""
    import onnxruntime

    weight = np.random.default_rng(1).integers(-127, 127, (DEEP, WIDE), dtype=np.int8)
    product = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
    graph = helper.make_graph(
        [product],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [TOKENS, DEEP])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [TOKENS, WIDE])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    given = np.random.default_rng(2).integers(0, 255, (TOKENS, DEEP), dtype=np.uint8)
    return 2.0 * TOKENS * DEEP * WIDE * _rounds(lambda _: session.run(None, {"x": given}), cores)


def _rounds(work: Callable[[int], object], cores: int) -> float:
    """Calls a second of `cores` threads that call it again and again."""
    until = time.perf_counter() + FOR_S

    def run(at: int) -> float:
        began, count = time.perf_counter(), 0
        while time.perf_counter() < until:
            work(at)
            count += 1
        return count / (time.perf_counter() - began)

    with ThreadPoolExecutor(cores) as pool:
        return sum(pool.map(run, range(cores)))


def rows(cores: int, tokens_a_second: float | None) -> Iterator[TableRow]:
    """The limits, and the encoder's share of its own."""
    read, done = bytes_a_second(cores), products_a_second(cores)
    yield TableRow("limit: memory read, GB/s", f"{read / 1e9:.1f}")
    for chunks in (100_000, 1_000_000):
        least_ms = chunks * HIDDEN * 2 / read * 1e3
        yield TableRow(f"limit: {chunks:,} embeddings in half precision read once, ms", f"{least_ms:.1f}")
    yield TableRow("limit: int8 products, 10⁹ operations/s", f"{done / 1e9:,.0f}")
    if tokens_a_second:
        used = 2 * WEIGHTS * tokens_a_second
        share = f"at {used / done:.0%} of it"
        yield TableRow(
            "embedding's products, 10⁹ operations/s", f"{used / 1e9:,.0f}", "limit", f"{done / 1e9:,.0f}", share
        )
