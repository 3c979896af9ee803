"""Which sentences are quoted, with the scores of a stand-in for the encoder."""

from collections.abc import Sequence

from rag.question.understand import Question
from rag.quote.extract import MAX_CHARS, Quoted, quote
from vectorstore.records import Passage

BRIDGE = (
    "Cầu Bến Sỏi được khởi công năm 2021. Công trình này do ông Lê Văn Thảo giám sát. "
    "Mỗi ngày có 3.200 lượt khách qua bến phà cũ. Trời hôm ấy nhiều mây."
)
FLOOD = "Nước lũ ở Cồn Én rút 20 cm mỗi ngày. Hơn 300 hộ dân vẫn ngập sâu."


def passage(key: int, text: str, title: str = "") -> Passage:
    return Passage(key, 1.0, f"bai-{key}", title, None, None, None, 0, len(text), "", text)


def quoted(question: str, *passages: Passage, near: str = "") -> Quoted:
    """`near`: what a sentence must hold for the encoder to find it as near as can be."""

    def alike(texts: Sequence[str]) -> list[float]:
        return [0.9 if near and near in text else 0.7 for text in texts]

    asked = Question(question, question, "vi", "full")
    found = quote(asked, passages, {p.article_id: p.text for p in passages}, alike)
    for source in found.sources:
        text = next(p.text for p in passages if p.article_id == source.article_id)
        assert text[source.start : source.end] == source.quote
    return found


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it() -> None:
    found = quoted("Ai giám sát công trình?", passage(1, BRIDGE), near="giám sát")
    assert [s.quote for s in found.sources] == [
        "Cầu Bến Sỏi được khởi công năm 2021. Công trình này do ông Lê Văn Thảo giám sát."
    ]


def test_a_sentence_that_says_it_all_is_quoted_alone() -> None:
    found = quoted("Bến phà cũ mỗi ngày có bao nhiêu lượt khách?", passage(1, BRIDGE), near="3.200")
    assert [s.quote for s in found.sources] == ["Mỗi ngày có 3.200 lượt khách qua bến phà cũ."]


def test_two_things_asked_are_quoted_from_two_articles() -> None:
    question = "Cầu Bến Sỏi khởi công năm nào, và lũ ở Cồn Én rút bao nhiêu mỗi ngày?"
    found = quoted(question, passage(1, BRIDGE), passage(2, FLOOD))
    assert {s.article_id for s in found.sources} == {"bai-1", "bai-2"}


def test_a_long_neighbour_is_left_out() -> None:
    long = "Cầu Bến Sỏi " + "rất dài, " * (MAX_CHARS // 8) + "xong. Công trình này do ông Thảo giám sát."
    found = quoted("Ai giám sát công trình?", passage(1, long), near="giám sát")
    assert [s.quote for s in found.sources] == ["Công trình này do ông Thảo giám sát."]


def test_nothing_found_gives_no_signs_of_an_answer() -> None:
    found = quoted("Ai giám sát công trình?")
    assert found.sources == ()
    assert (found.signs.words, found.signs.unmet) == (0.0, True)


def test_what_no_quoted_passage_names_is_told() -> None:
    assert quoted("Ai giám sát cầu An Thạch?", passage(1, BRIDGE)).unmet == "An Thạch"
    assert quoted("Ai giám sát cầu Bến Sỏi?", passage(1, BRIDGE)).unmet == ""


def test_an_agenda_goes_before_the_sentence_that_opens_the_article() -> None:
    agenda = (
        "Theo chương trình, hội nghị thảo luận, cho ý kiến về hai nội dung:\n\n- Quy hoạch bến cá;\n\n- Thuế đất ở."
    )
    opening = "Ngày 5/3, Ban Chấp hành Đảng bộ huyện Sa Bình tổ chức hội nghị lần thứ tư."
    text = f"{opening}\n\nÔng Tạ Văn Khương đến dự.\n\n{agenda}"
    found = quoted("Hội nghị Huyện ủy Sa Bình bàn những vấn đề gì?", passage(1, text, "Huyện ủy Sa Bình họp"))
    assert agenda in [s.quote for s in found.sources]
