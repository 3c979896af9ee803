"""A real sentence-transformers model of a few kilobytes, made on the spot: random BERT, mean or first token."""

import warnings
from pathlib import Path

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", "nước", "mặn", "cầu", "dài", "mét"]


def save_tiny_model(folder: Path, pooling: str = "mean") -> Path:
    """The folder that it is saved in."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    bert = folder / "bert"
    bert.mkdir()
    (bert / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(bert / "vocab.txt"), do_lower_case=False, strip_accents=False).save_pretrained(bert)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(bert)
    modules = [Transformer(str(bert)), Pooling(16, pooling)]
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "st"))
    return folder / "st"


def export_onnx(model: Path) -> None:
    """Put the ONNX file beside the weights that many models on the Hub bring."""
    import torch
    from transformers import AutoModel

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = AutoModel.from_pretrained(model, attn_implementation="eager").eval()

        def forward(self, input_ids, attention_mask, token_type_ids):  # type: ignore[no-untyped-def]
            found = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
            return found.last_hidden_state

    (model / "onnx").mkdir()
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    given = tuple(torch.ones(1, 5, dtype=torch.int64) for _ in inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Tokens(),
            given,
            str(model / "onnx" / "model.onnx"),
            dynamo=False,
            input_names=list(inputs),
            output_names=["last_hidden_state"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*inputs, "last_hidden_state")},
        )
