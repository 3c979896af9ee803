import re

import pytest

from rag.answer import Reason
from rag.check.citations import Settled, settled
from vectorstore.records import Passage

TEXTS = [
    "Cầu Bến Sỏi khởi công năm 2021. Cầu dài 420 m, rộng 12 m. Ông Lê Văn Thảo làm giám đốc dự án.",
    "Vốn đầu tư của cầu là 96 tỷ đồng. Cầu thông xe ngày 5-3-2024.",
]
PASSAGES = [
    Passage(n, 1.0, f"bai-{n}", f"Bài {n}", None, None, None, 100, 100 + len(text), "", text)
    for n, text in enumerate(TEXTS)
]


def settle(raw: str) -> Settled:
    """The answer checked; whatever it is, text, sentences and sources agree and every quote is its source's own."""
    answer = settled(raw, PASSAGES)
    assert "".join(answer.text.split()) == "".join("".join(s.text.split()) for s in answer.sentences)
    assert [source.n for source in answer.sources] == list(range(1, len(answer.sources) + 1))
    shown = [n for sentence in answer.sentences for n in sentence.citations]
    assert list(dict.fromkeys(shown)) == [source.n for source in answer.sources]
    for source in answer.sources:
        passage = PASSAGES[int(source.article_id[-1])]
        assert passage.text[source.start - 100 : source.end - 100] == source.quote
    for sentence in answer.sentences:
        assert [int(n) for n in re.findall(r"\[(\d+)\]", sentence.text)] == list(sentence.citations)
    return answer


def test_sources_are_numbered_by_quote_in_order_of_appearance() -> None:
    answer = settle("Vốn là 96 tỷ đồng [2]. Cầu dài 420 m [1]. Thông xe ngày 5-3-2024 [2].")
    assert answer.text == "Vốn là 96 tỷ đồng [1]. Cầu dài 420 m [2]. Thông xe ngày 5-3-2024 [3]."
    assert [source.quote for source in answer.sources] == [
        "Vốn đầu tư của cầu là 96 tỷ đồng.",
        "Cầu dài 420 m, rộng 12 m.",
        "Cầu thông xe ngày 5-3-2024.",
    ]
    assert (answer.claims, answer.borne_out) == (3, 1.0)


@pytest.mark.parametrize(
    ("raw", "text", "articles"),
    [
        ("Cầu dài 420 m [2].", "Cầu dài 420 m [1].", ["bai-0"]),  # the wrong passage
        ("Cầu dài 420 m [2][1].", "Cầu dài 420 m [1].", ["bai-0"]),  # one of two is wrong
        ("Cầu dài 420 m [1][2]. Vốn 96 tỷ đồng.", "Cầu dài 420 m [1]. Vốn 96 tỷ đồng [2].", ["bai-0", "bai-1"]),
        ("Cầu dài 420 m.", "Cầu dài 420 m [1].", ["bai-0"]),
        ("**Cầu dài 420 m**", "**Cầu dài 420 m [1]**", ["bai-0"]),
        ("Cầu dài 420 m. [2]\n\n- Vốn 96 tỷ đồng", "Cầu dài 420 m. [1]\n\n- Vốn 96 tỷ đồng [2]", ["bai-0", "bai-1"]),
        ("Cầu dài 420 m [9].", "Cầu dài 420 m [1].", ["bai-0"]),
    ],
)
def test_a_marker_goes_to_the_passage_that_bears_the_sentence_out(raw: str, text: str, articles: list[str]) -> None:
    answer = settle(raw)
    assert answer.text == text
    assert [source.article_id for source in answer.sources] == articles
    assert {sentence.support for sentence in answer.sentences} == {"supported"}


def test_what_no_passage_says_keeps_what_the_model_named() -> None:
    answer = settle("Cầu dài 420 m. [1] Vốn đầu tư của cầu là 69 tỷ đồng [2]. Cầu rất đẹp [1]. Cầu rất xấu.")
    assert answer.text == "Cầu dài 420 m. [1] Vốn đầu tư của cầu là 69 tỷ đồng [2]. Cầu rất đẹp [3]. Cầu rất xấu."
    first, second, third, fourth = answer.sentences
    assert (first.citations, first.support, first.reason) == ((1,), "supported", None)
    assert (second.citations, second.support) == ((2,), "contradicted")
    assert second.reason == Reason("figure", "69 tỷ đồng", "96 tỷ đồng")
    assert answer.sources[1].quote == "Vốn đầu tư của cầu là 96 tỷ đồng."
    assert (third.support, third.reason) == ("unsupported", Reason("words", "đẹp"))
    assert (fourth.support, fourth.citations) == ("unsupported", ())
    assert answer.borne_out == pytest.approx(1 / 4)


@pytest.mark.parametrize(
    ("raw", "quotes"),
    [
        ("Cầu thông xe ngày 5-3-2024 [2.2].", ["Cầu thông xe ngày 5-3-2024."]),
        ("Ông Thảo làm giám đốc dự án [1.3].", ["Ông Lê Văn Thảo làm giám đốc dự án."]),
        ("Vốn 96 tỷ đồng [2.2].", ["Vốn đầu tư của cầu là 96 tỷ đồng."]),  # the sentence beside the one named
        ("Vốn 96 tỷ đồng [2.9].", ["Vốn đầu tư của cầu là 96 tỷ đồng."]),  # a sentence that there isn't
        ("Vốn 69 tỷ đồng [2.2].", ["Cầu thông xe ngày 5-3-2024."]),  # borne out by nothing
    ],
)
def test_a_model_may_name_the_sentence_itself(raw: str, quotes: list[str]) -> None:
    assert [source.quote for source in settle(raw).sources] == quotes


def test_a_sentence_may_rest_on_two_places_of_one_article() -> None:
    answer = settle("Cầu khởi công năm 2021 và do ông Lê Văn Thảo làm giám đốc dự án [1].")
    assert [source.quote for source in answer.sources] == [
        "Cầu Bến Sỏi khởi công năm 2021.",
        "Ông Lê Văn Thảo làm giám đốc dự án.",
    ]
    assert answer.sentences[0].citations == (1, 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo các bài báo:",
        "Dưới đây là câu trả lời:",
        "Based on the provided excerpts:",
        "**Tóm lại:**",
        "---",
        "Các đoạn trích không nêu giá vé.",
        "Bạn muốn biết thêm điều gì không?",
    ],
)
def test_what_claims_nothing_is_not_called_unsupported(sentence: str) -> None:
    answer = settle(f"{sentence}\n\nCầu dài 420 m [1].")
    assert (answer.sentences[0].support, answer.sentences[0].citations) == ("supported", ())
    assert (answer.claims, answer.borne_out) == (1, 1.0)


@pytest.mark.parametrize("sign", [":", " –", ","])
@pytest.mark.parametrize(("figure", "support"), [("42 m", "supported"), ("52 m", "contradicted")])
def test_an_outlet_that_heads_what_its_article_says(sign: str, figure: str, support: str) -> None:
    text = "Sáng nay nước hồ Sôi lên 42 m. Hồ Sôi chứa được 3 triệu m3 nước."
    passage = Passage(
        1, 1.0, "ho", "Nước hồ Sôi lên nhanh", "2024-01-05", "Báo Đồng Bưng", None, 0, len(text), "", text
    )
    (sentence,) = settled(f"Báo Đồng Bưng{sign} nước hồ Sôi lên {figure} [1].", [passage]).sentences
    assert sentence.support == support
