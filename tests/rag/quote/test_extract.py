"""Which sentences are quoted, with the scores of a stand-in for the encoder."""

from collections.abc import Sequence

import pytest

from language.detect import language_of
from rag.question.understand import Question
from rag.quote.extract import Quoted, quote
from rag.quote.outcome import lacks
from rag.quote.runs import LIMITS
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

    asked = Question(question, question, language_of(question), "full")
    found = quote(asked, passages, {p.article_id: p.text for p in passages}, alike, {})
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
    long = "Cầu Bến Sỏi " + "rất dài, " * (LIMITS.max_chars // 8) + "xong. Công trình này do ông Thảo giám sát."
    found = quoted("Ai giám sát công trình?", passage(1, long), near="giám sát")
    assert [s.quote for s in found.sources] == ["Công trình này do ông Thảo giám sát."]


def test_nothing_found_gives_no_signs_of_an_answer() -> None:
    found = quoted("Ai giám sát công trình?")
    assert found.sources == ()
    assert (found.signs.words, found.signs.fit) == (0.0, 0.0)


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
    answers_at = found.sources[0].answers_at
    assert answers_at
    assert text[slice(*answers_at)] == agenda


FIRE = (
    "Kho thóc của bản Nậm Pa cháy đêm 3-4, mất 20 tấn thóc. Chủ kho là ông Hù Văn Páo. "
    "Công an xác định nguyên nhân là chập điện."
)


@pytest.mark.parametrize(
    ("question", "value"),
    [("Kho thóc Nậm Pa của ai?", "Hù Văn Páo"), ("Vì sao kho thóc Nậm Pa cháy?", "chập điện")],
)
def test_the_answer_in_a_later_sentence_goes_first_and_its_subject_after_it(question: str, value: str) -> None:
    found = quoted(question, passage(1, FIRE))
    source = found.sources[0]
    assert source.value_at
    assert FIRE[slice(*source.value_at)] == value
    assert source.answers_at
    assert value in FIRE[slice(*source.answers_at)]
    assert source.start <= source.answers_at[0]


LIST = "Hội nghị xã Nậm Pa chọn bốn việc:\n- Làm đường;\n- Xây trường;\n- Cấp bồn nước;\n- Kéo điện."


@pytest.mark.parametrize(
    "ask",
    [
        "Liệt kê bốn việc của xã Nậm Pa",
        "Kể tên các việc xã Nậm Pa chọn",
        "Nêu những việc xã Nậm Pa chọn",
        "Xã Nậm Pa chọn những việc gì?",
    ],
)
def test_a_list_is_quoted_whole_however_asked(ask: str) -> None:
    assert [s.quote for s in quoted(ask, passage(1, LIST)).sources] == [LIST]


@pytest.mark.parametrize("verb", ["Nêu", "Kể", "Điểm", "Chỉ ra", "Cho biết"])
@pytest.mark.parametrize("favour", ["", " giúp mình", " ra giúp em", " lại cho tôi", " rõ"])
@pytest.mark.parametrize("number", ["các", "những", "tất cả các", "toàn bộ"])
def test_a_list_is_asked_for_politely(verb: str, favour: str, number: str) -> None:
    ask = f"{verb}{favour} {number} việc mà hội nghị xã Nậm Pa chọn"
    assert [s.quote for s in quoted(ask, passage(1, LIST)).sources] == [LIST]


def test_who_did_not_is_not_answered_with_who_did() -> None:
    fined = "Quán Hoa Ban và quán Suối Mơ bị phạt 6 triệu đồng vì dùng dầu cũ."
    assert lacks(quoted("Quán nào không bị phạt?", passage(1, fined)))
    assert not lacks(quoted("Quán nào bị phạt?", passage(1, fined)))


@pytest.mark.parametrize("question", ["Vì sao Cầu Bến Sỏi sập?", "Ai thiết kế Cầu Bến Sỏi?", "giá vàng Bến Sỏi"])
def test_the_right_name_alone_answers_nothing(question: str) -> None:
    assert lacks(quoted(question, passage(1, BRIDGE)))


def test_an_office_is_held_by_somebody_named() -> None:
    meeting = (
        "Họp có chủ tịch các xã. Bí thư Tạ Văn Khương chủ trì. Phó chủ tịch Hù Văn Páo đọc báo cáo. "
        "Bà Tạ Thị Mẩy, chánh văn phòng huyện, ghi biên bản."
    )
    assert lacks(quoted("Chủ tịch hội nông dân là ai?", passage(1, meeting)))
    assert not lacks(quoted("Phó chủ tịch của hội là ai?", passage(1, meeting)))
    assert not lacks(quoted("Bí thư là ai?", passage(1, meeting)))
    assert not lacks(quoted("Chánh văn phòng huyện là ai?", passage(1, meeting)))


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        ("Giám đốc Sở Y tế Cồn Én là ai?", "Giám đốc Sở Y tế Cồn Én Hù Văn Páo cho biết dịch đã lui."),
        ("Chủ Tịch UBND Huyện Nậm Pa Là Ai?", "Chủ tịch UBND huyện Nậm Pa Tạ Minh Khương đi thăm dân."),
        ("Trưởng ban quản lý chợ Cồn Én là ai?", "Chợ Cồn Én giảm giá. Trưởng Ban quản lý chợ Đinh Công Páo nói vậy."),
        ("Thuyền trưởng tàu NP 0417 là ai?", "Tàu NP 0417 chìm hôm qua. Thuyền trưởng là anh Hù Văn Páo, 38 tuổi."),
        ("Hiệu trưởng trường Nậm Pa là ai?", "Trường Nậm Pa có 9 lớp. Cô Tạ Thị Mẩy, hiệu trưởng, nhận hoa."),
    ],
)
def test_an_office_is_said_in_short_or_right_before_a_name(ask: str, text: str) -> None:
    found = quoted(ask, passage(1, text))
    assert not lacks(found)
    (source,) = found.sources
    assert source.value_at
    assert text[slice(*source.value_at)] in ("Hù Văn Páo", "Tạ Minh Khương", "Đinh Công Páo", "Cô Tạ Thị Mẩy")


@pytest.mark.parametrize(
    "text",
    [
        "Trường Nậm Pa có 9 lớp. Phó hiệu trưởng là cô Tạ Thị Mẩy.",
        "Trường Nậm Pa có 9 lớp. Giám đốc Sở Xây dựng Hù Văn Páo đến thăm.",
    ],
)
def test_another_office_is_none(text: str) -> None:
    assert lacks(quoted("Hiệu trưởng trường Nậm Pa là ai?", passage(1, text)))


def test_what_is_said_in_other_words_is_said() -> None:
    fire = "Chợ Gò Mây cháy đêm qua, 4 người thiệt mạng, nguyên nhân là chập điện."
    assert not lacks(quoted("Vì sao chợ Gò Mây cháy?", passage(1, fire)))
    assert not lacks(quoted("Chợ Gò Mây có bao nhiêu người chết?", passage(1, fire)))


def test_a_line_of_tags_is_not_quoted() -> None:
    text = "Bản Hua Ná mua chung ba máy cày mini.\nMáy cày mini,Hua Ná,Cày bừa,Vụ mùa,Nông cụ\nBáo Nậm Pa"
    assert [s.quote for s in quoted("Máy cày mini, nông cụ", passage(1, text)).sources] == [text.split("\n")[0]]


@pytest.mark.parametrize("words", ["Lũ Cồn Én", "nước lũ, hộ dân", "cầu Bến Sỏi khởi công"])
def test_words_to_search_for_ask_nothing(words: str) -> None:
    assert quoted(words, passage(1, FLOOD), passage(2, BRIDGE)).signs.keywords


@pytest.mark.parametrize("words", ["Lũ Cồn Én?", "lũ ở Cồn Én rút mấy cm", "Cồn Én có lũ không", "is Cồn Én flooded"])
def test_a_question_is_no_words_to_search_for(words: str) -> None:
    assert not quoted(words, passage(1, FLOOD), passage(2, BRIDGE)).signs.keywords


@pytest.mark.parametrize("ask", ["mở mấy giờ", "mở cửa lúc mấy giờ", "họp từ mấy giờ"])
def test_an_hour_that_is_asked_for_comes_from_a_sentence_with_one_in_whatever_language(ask: str) -> None:
    mended = passage(1, "Chợ Khe Tù đóng cửa năm ngày để lợp lại mái.", "Chợ Khe Tù sửa mái")
    opened = passage(
        2, "Khe Tu town has a new night market. It runs from 5 p.m. to 10 p.m.", "A night market for Khe Tu"
    )
    assert "5 p.m." in quoted(f"Chợ đêm Khe Tù {ask}?", mended, opened, near="lợp").sources[0].quote


@pytest.mark.parametrize(
    ("ask", "anothers"),
    [
        ("Hù Văn Páo sinh năm nào?", "Tạ Thị Mẩy sinh năm 1990 ở Cồn Én. Hù Văn Páo hát cùng chị."),
        ("Hù Văn Páo được thưởng bao nhiêu tiền?", "Tạ Thị Mẩy về nhất, Hù Văn Páo về nhì. Mẩy nhận 20 triệu đồng."),
        ("Xã Cồn Én sơ tán bao nhiêu người?", "Bão vào xã Cồn Én. Xã Bến Sỏi sơ tán 400 người."),
        ("Công ty Bến Sỏi lãi bao nhiêu?", "Công ty Bến Sỏi có họp. Công ty Cồn Én lãi 4 tỷ đồng."),
    ],
)
def test_what_is_told_of_another_answers_nothing(ask: str, anothers: str) -> None:
    assert lacks(quoted(ask, passage(1, anothers)))


@pytest.mark.parametrize(
    "tells",
    ["Hù Văn Páo sinh năm 1990 ở Cồn Én.", "Páo sinh năm 1990.", "Anh sinh năm 1990.", "Ca sĩ này sinh năm 1990."],
)
def test_what_is_told_of_the_one_who_is_asked_of_answers(tells: str) -> None:
    assert not lacks(quoted("Hù Văn Páo sinh năm nào?", passage(1, f"Tạ Thị Mẩy mời Hù Văn Páo hát. {tells}")))


@pytest.mark.parametrize(
    "left_out",
    ["Bản Nậm Pa giữ nguyên 11 hộ.", "Bản Nậm Pa vẫn còn đủ hộ.", "Bản Nậm Pa không giảm.", "Trừ bản Nậm Pa."],
)
def test_who_did_not_goes_first(left_out: str) -> None:
    told = quoted("Bản nào không giảm số hộ?", passage(1, f"Bản Cồn Én giảm số hộ nhiều nhất, còn 12. {left_out}"))
    assert told.best[0].text == left_out


@pytest.mark.parametrize(
    ("ask", "text", "other"),
    [
        (
            "Quán Bà Mẩy bị đóng cửa bao nhiêu ngày?",
            "Quán Ông Páo bán quá giờ. Quán bị đóng cửa 30 ngày. Quán Bà Mẩy ở cùng phố bị nhắc nhở.",
            "",
        ),
        (
            "Bà Tạ Thị Mẩy vay ngân hàng bao nhiêu tiền?",
            "“Tôi vay ngân hàng 2 tỷ đồng để nuôi tôm”, ông Páo nói. Ao của bà Tạ Thị Mẩy mất 18 tấn.",
            "",
        ),
        (
            "Hù Văn Páo bị phạt bao nhiêu năm tù?",
            "Tòa phạt bị cáo Tạ Văn Khương 4 năm tù.",
            "Công an tạm giữ Hù Văn Páo.",
        ),
        (
            "Xây Bệnh viện Nhi Cồn Én hết bao nhiêu tiền?",
            "Đội bóng Cồn Én thuê sân, mỗi buổi 2 triệu đồng.",
            "Hội đồng đồng ý xây Bệnh viện Nhi Cồn Én.",
        ),
        (
            "Trường mầm non số 5 có bao nhiêu phòng học?",
            "Ngành giáo dục xóa 36 phòng học tạm.",
            "Trường mầm non số 5 được giao đất.",
        ),
    ],
)
def test_before_somebody_is_named_nothing_is_told_of_him(ask: str, text: str, other: str) -> None:
    found = [passage(1, text), Passage(2, 1.0, "khac", "Tin", None, None, None, 0, len(other), "", other)]
    assert lacks(quoted(ask, *found[: 2 if other else 1]))


def test_a_country_is_asked_for_and_no_other_place() -> None:
    assert lacks(
        quoted("Ông Hù Văn Páo là người nước nào?", passage(1, "Ông Hù Văn Páo, đại diện Hội Cồn Én, nhận xét."))
    )


@pytest.mark.parametrize(
    ("ask", "stated"),
    [
        ("Vì sao ông Hù Văn Páo từ chức?", False),
        ("Vì sao ông Hù Văn Páo bán trâu?", False),
        ("Vì sao ông Hù Văn Páo bị phạt?", True),
        ("Vì sao ông Hù Văn Páo bị xử phạt?", True),
    ],
)
def test_the_reason_of_what_no_article_says_is_not_stated(ask: str, stated: bool) -> None:
    text = "Ông Hù Văn Páo, chủ tịch xã Nậm Pa, bị phạt 9 triệu đồng vì đổ đất xuống suối. Ông Páo sinh năm 1970."
    assert lacks(quoted(ask, passage(1, text))) is not stated


def test_a_title_is_held_by_who_has_it() -> None:
    text = "Tổng thống Hù Văn Páo gửi lời chia buồn. Phim về bão dài 90 phút."
    assert lacks(quoted("Ai là đạo diễn phim về bão?", passage(1, text)))
    assert not lacks(
        quoted("Ai là đạo diễn phim về bão?", passage(1, f"{text} Đạo diễn Tạ Thị Mẩy quay phim ở Cồn Én."))
    )


def test_endings_of_english_words_do_not_count() -> None:
    told = quoted(
        "Which players did Porthaven release?", passage(1, "Porthaven have released Lee Bascombe and Jan Malec.")
    )
    assert told.signs.told > 0


def test_who_did_it_stands_in_the_next_sentence() -> None:
    text = "Đội kiểm lâm huyện Bến Sỏi giữ xe tải chở gỗ. Tài xế Hù Văn Páo bị phạt 34 triệu đồng."
    assert "Hù Văn Páo" in quoted("Ai điều khiển xe tải chở gỗ?", passage(1, text)).best[0].text
