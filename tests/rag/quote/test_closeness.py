"""Which of a sentence's values is the one asked for: what stands in its clause tells, not what is merely nearer."""

import pytest

from language.content import content_terms
from language.normal_form import fold
from rag.question.expected_answer import expected_answer
from rag.quote.closeness import Closeness
from rag.quote.fitting.fitting import fitting

ROW = "Páo nâng 189 kg giành giải vàng, Khương nâng 187 kg giành giải bạc, còn Mẩy nâng 183 kg giành giải đồng."
AGES = "Phim Mưa Đá chỉ chiếu cho người trên 18 tuổi, còn phim Bến Sỏi cho người trên 16 tuổi."


def chosen(question: str, sentence: str) -> str:
    """The value nearest to the question's words, of those that fit as well."""
    weights = dict.fromkeys(content_terms(question), 0.1)
    values = fitting(expected_answer(question), sentence, question)
    closeness = Closeness(fold(sentence), weights)
    best = max(values, key=lambda value: value.fit**2 * closeness.choice(value))
    return sentence[best.start : best.end]


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("Páo nâng bao nhiêu kg?", ROW, "189 kg"),
        ("Khương nâng bao nhiêu kg?", ROW, "187 kg"),
        ("Mẩy nâng bao nhiêu kg?", ROW, "183 kg"),
        ("Người giành giải đồng nâng bao nhiêu kg?", ROW, "183 kg"),
        ("Phim Mưa Đá cấm khán giả dưới mấy tuổi?", AGES, "trên 18 tuổi"),
        ("Phim Bến Sỏi cấm khán giả dưới mấy tuổi?", AGES, "trên 16 tuổi"),
        (
            "Bị cáo có biệt danh gì?",
            "Trong nhóm của Tạ Văn Khương, biệt danh của bị cáo là Gấu Đen, quê Cồn Én.",
            "Gấu Đen",
        ),
    ],
)
def test_the_value_of_its_clause(question: str, sentence: str, value: str) -> None:
    assert chosen(question, sentence) == value


@pytest.mark.parametrize("far", range(0, 40, 5))
def test_the_further_the_less(far: int) -> None:
    near, sentence = "giá vé 5.000 đồng", f"giá vé {'xe ' * far}5.000 đồng"
    value = fitting(expected_answer("Giá vé bao nhiêu tiền?"), sentence, "Giá vé bao nhiêu tiền?")[0]
    close = fitting(expected_answer("Giá vé bao nhiêu tiền?"), near, "Giá vé bao nhiêu tiền?")[0]
    weights = {"gia": 0.5, "ve": 0.5}
    assert Closeness(fold(sentence), weights).share(value) <= Closeness(fold(near), weights).share(close)
