"""The re-ranking seam: a question and texts in, one score a text out. Off unless a model is named.

Does not know passages or libraries. torch is imported only when a model is loaded.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from rag.errors import RerankerError
from vectorstore.encoders.encoder import encodable
from vectorstore.encoders.named_model import first_line, on_disk_else_hub, why_not_loaded

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """Reads each text together with the question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers, higher for better, on the model's own scale: for texts of one question only."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers `CrossEncoder`, by Hub name or local folder, on a GPU where torch sees one.

    It reads every text anew at each question: 32 of some 900 characters took 4.5 s with 12 layers of 384 (the size of
    mmarco-mMiniLMv2-L12) and 29 s with 12 of 768 (a base model), on two busy cores.

    Raises: RerankerError when it can't be loaded, or is no model that gives one score a text.
    """

    def __init__(self, model: str, batch_size: int = 8) -> None:
        self._model = _loaded(model)
        self._batch_size = batch_size
        _check(model, self._model)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        from torch.nn import Identity

        pairs = [(encodable(question), encodable(text)) for text in texts]
        # The model's last function may be a sigmoid, which presses all good texts into one score.
        predicted = self._model.predict(
            pairs, batch_size=self._batch_size, activation_fn=Identity(), show_progress_bar=False
        )
        return [float(score) for score in predicted]


def _loaded(model: str) -> "CrossEncoder":
    try:
        from sentence_transformers import CrossEncoder

        loaded: CrossEncoder = on_disk_else_hub(CrossEncoder, model)
    except Exception as error:  # the Hub's client, torch and safetensors each raise kinds of their own
        raise RerankerError(why_not_loaded(error, model), model, first_line(error)) from error
    return loaded


def _check(name: str, model: "CrossEncoder") -> None:
    """An embedding model loads too, with random weights where the score should come from."""
    if model.num_labels != 1:
        raise RerankerError("scores", name, str(model.num_labels))
    architectures = getattr(model.config, "architectures", None) or [""]
    if len(model) == 1 and not architectures[0].endswith("ForSequenceClassification"):
        raise RerankerError("kind", name, architectures[0])
