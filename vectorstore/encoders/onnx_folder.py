"""What a sentence-transformers folder says of its model: prompts, pooling, how many tokens. Runs nothing.

The files are those that `SentenceTransformer.save` writes, in its version 2 to 6.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ONNX_FILE = "onnx/model.onnx"  # where sentence-transformers' own export puts it
# Together with `ONNX_FILE`, all that is read of a model on the Hub.
FILES = ("*.json", "*/config.json", ONNX_FILE, f"{ONNX_FILE}_data")
_DOCUMENT = ("document", "passage", "corpus")  # the names under which `encode_document` looks for its prompt


@dataclass(frozen=True, slots=True)
class Layout:
    """How texts become vectors: what goes before them, which tokens' embeddings make theirs, where they are cut."""

    dim: int
    max_tokens: int
    pooling: Literal["mean", "cls"]
    query_prompt: str
    document_prompt: str


def read_layout(folder: Path, name: str) -> Layout:
    """Of the model `name` in `folder`. Raises OSError, ValueError or KeyError when it asks for what isn't done here."""
    modules = [(module["type"].rsplit(".", 1)[-1], module["path"]) for module in _read(folder / "modules.json")]
    if [kind for kind, _ in modules if kind != "Normalize"] != ["Transformer", "Pooling"]:
        raise ValueError(f"its modules are {', '.join(kind for kind, _ in modules)}")
    pooling = _read(folder / modules[1][1] / "config.json")
    tokens = _read(folder / "sentence_bert_config.json")
    if tokens.get("do_lower_case") or not pooling.get("include_prompt", True):
        raise ValueError("it lowers texts, or leaves prompts out of its mean")
    longest = tokens.get("max_seq_length") or _read(folder / "tokenizer_config.json")["model_max_length"]
    settings = _read(folder / "config_sentence_transformers.json")
    prompts: Mapping[str, str] = settings.get("prompts") or {}
    usual = prompts.get(settings.get("default_prompt_name") or "", "")
    if not any(prompts.values()) and is_e5(name):
        prompts = E5_PROMPTS
    return Layout(
        dim=int(pooling.get("embedding_dimension") or pooling["word_embedding_dimension"]),
        max_tokens=min(int(longest), int(_read(folder / "config.json").get("max_position_embeddings", longest))),
        pooling=_pooling(pooling),
        query_prompt=prompts.get("query") or usual,
        document_prompt=next((prompts[name] for name in _DOCUMENT if prompts.get(name)), usual),
    )


# What e5's cards ask for (intfloat/multilingual-e5-base), for those that carry no prompts of their own.
E5_PROMPTS: Mapping[str, str] = {"query": "query: ", "document": "passage: "}


def is_e5(name: str) -> bool:
    """Whether a model of that name is one of e5's."""
    return "e5" in Path(name).name.lower().replace("-", " ").split()


def _pooling(config: Mapping[str, Any]) -> Literal["mean", "cls"]:
    mode = config.get("pooling_mode") or "+".join(
        name.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
        for name, on in config.items()
        if name.startswith("pooling_mode_") and on
    )
    if mode not in ("mean", "cls"):
        raise ValueError(f"it pools by {mode}")
    return "cls" if mode == "cls" else "mean"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
