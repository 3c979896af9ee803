"""A real CrossEncoder of a few kilobytes, and what the retriever makes of a re-ranker's scores."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rag.errors import RerankerError
from rag.question.understand import Question, understand
from rag.retrieve.rerank import CrossEncoderReranker
from rag.retrieve.retriever import RETRIEVAL, Retriever
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "nước", "mặn", "cầu", "dài", "mét", "lúa", "giá"]


def saved_bert(folder: Path, *, labels: int | None = 1) -> str:
    """A random BERT that gives `labels` scores a text; None: one without a place for scores."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False, strip_accents=False).save_pretrained(folder)
    torch.manual_seed(3)  # of some random weights one score is hardly told from another
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(WORDS), num_labels=labels or 1, initializer_range=1.0, **size)
    (BertForSequenceClassification(config) if labels else BertModel(config)).save_pretrained(folder)
    return str(folder)


def test_a_cross_encoder_scores_each_text_by_itself(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker(saved_bert(tmp_path / "ce"))
    texts = ["nước mặn", "cầu dài", "giá lúa", "mét \ud800\x00"]
    scores = reranker.scores("cầu dài", texts)
    assert len(set(scores)) == 4
    assert reranker.scores("cầu dài", texts[::-1]) == pytest.approx(scores[::-1], abs=1e-4)
    assert reranker.scores("nước mặn", texts) != pytest.approx(scores, abs=1e-4)
    assert reranker.scores("cầu dài", []) == []
    # not pressed into 0…1, where all that is good would be equal
    assert any(not 0 <= score <= 1 for score in scores)


def test_models_that_give_no_single_score_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RerankerError, match=r"\(scores\): 3"):
        CrossEncoderReranker(saved_bert(tmp_path / "three", labels=3))
    with pytest.raises(RerankerError, match="BertModel"):
        CrossEncoderReranker(saved_bert(tmp_path / "none", labels=None))


@pytest.mark.parametrize("name", ["no-such-org/no-such-model", "./no-such-folder"])
def test_a_model_that_is_not_there_is_a_clear_error(name: str) -> None:
    with pytest.raises(RerankerError) as error:
        CrossEncoderReranker(name)
    assert error.value.model == name
    assert error.value.problem in ("hub", "folder")


class Backwards:
    """The last found is the best; the scores are those of no scale in particular."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.read = list(texts)
        return [7.0 * number - 90 for number in range(len(texts))]


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder) -> LocalLibrary:
    words = "lúa ngô mía dừa cam xoài nhãn vải bưởi chè tiêu điều sắn lạc vừng đậu cà su sen súng".split()
    texts = [f"Giá {word} ở chợ {other} tăng." for word in words for other in words[:2]]
    entries = [
        Entry(Article(f"a{n}", text, published="2024-05-02" if n % 2 else None), [Chunk(0, len(text))], vector[None])
        for n, (text, vector) in enumerate(zip(texts, encoder.encode_documents(texts), strict=True))
    ]
    library.put(entries, encoder.fingerprint)
    return library


def question(library: LocalLibrary, text: str = "Giá lúa ở chợ ngô tăng không?") -> Question:
    return understand(text, vocabulary=library, today=date(2024, 6, 1))


def test_the_first_passages_are_read_again_and_put_in_order(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    reranker = Backwards()
    plain, reread = Retriever(filled, encoder), Retriever(filled, encoder, reranker)
    found = [passage.text for passage in plain.ranked(question(filled))[: RETRIEVAL.reread_passages]]
    passages = reread.passages(question(filled), 5)
    assert reranker.read == found
    assert [passage.text for passage in passages] == found[: -5 - 1 : -1]
    assert passages[0].score == 1
    assert all(0 <= passage.score <= 1 for passage in passages)
    assert plain.passages(question(filled), 5)[0].text == found[0]


def test_as_many_are_read_as_are_asked_for(filled: LocalLibrary, encoder: FakeEncoder) -> None:
    assert len(Retriever(filled, encoder, Backwards()).passages(question(filled), 40)) == 40


def test_nothing_found_needs_no_reading(library: LocalLibrary, encoder: FakeEncoder) -> None:
    assert Retriever(library, encoder, Backwards()).passages(question(library), 5) == []
