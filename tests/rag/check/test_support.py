# ruff: noqa: E501 - sentences of articles are left whole
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Code
from rag.check.support import Verdict, check
from vectorstore.records import Passage

TEXT = (
    "Sáng 5-3, tỉnh Hải Lâm khánh thành cầu Bến Sỏi bắc qua sông Điềm. Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng. "
    "Ông Lê Văn Thảo, Giám đốc Sở Giao thông vận tải, cho biết công trình hoàn thành sớm 40 ngày và không đội vốn. "
    "Bà Trần Thị Mận, Chủ tịch UBND xã An Thạch, mong bến phà cũ được giữ lại. "
    "Phà từng chở 3.200 khách mỗi ngày, chưa để xảy ra tai nạn nào. "
    "Lễ khánh thành gồm ba phần: cắt băng; trồng cây; rước đèn qua cầu. "
    "Tai nạn trên quốc lộ giảm 12% ở Kim Đường, tăng 5% ở Vân Trạch."
)


def passage(text: str = TEXT, title: str = "Khánh thành cầu Bến Sỏi", published: str | None = "2024-03-06") -> Passage:
    return Passage(1, 1.0, "cau", title, published, None, None, 100, 100 + len(text), "", text)


def judge(sentence: str) -> Verdict:
    verdict = check(sentence, passage())
    assert 0 <= verdict.score <= 1
    assert TEXT[verdict.start - 100 : verdict.end - 100]
    return verdict


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng.", "Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng."),
        ("Cầu Bến Sỏi có chiều dài 0,42 km.", "Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng."),
        ("Tổng vốn của cây cầu là 96.000 triệu đồng.", "Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng."),
        (
            "Ngày 5/3/2024, cầu Bến Sỏi được thông xe.",
            "Sáng 5-3, tỉnh Hải Lâm khánh thành cầu Bến Sỏi bắc qua sông Điềm.",
        ),
        (
            "Theo Giám đốc Sở GTVT Lê Văn Thảo, cầu xong trước hạn 40 ngày.",
            "Ông Lê Văn Thảo, Giám đốc Sở Giao thông vận tải, cho biết công trình hoàn thành sớm 40 ngày và không đội vốn.",
        ),
        (
            "Chủ tịch Ủy ban nhân dân xã An Thạch Trần Thị Mận muốn giữ bến phà cũ.",
            "Bà Trần Thị Mận, Chủ tịch UBND xã An Thạch, mong bến phà cũ được giữ lại.",
        ),
        (
            "Mỗi ngày phà phục vụ 3,2 nghìn lượt khách.",
            "Phà từng chở 3.200 khách mỗi ngày, chưa để xảy ra tai nạn nào.",
        ),
        ("Chưa có tai nạn nào xảy ra trên phà.", "Phà từng chở 3.200 khách mỗi ngày, chưa để xảy ra tai nạn nào."),
        ("The bridge is 420 metres long and cost 96 billion dong.", "Cầu dài 420 m, rộng 12 m, vốn đầu tư 96 tỷ đồng."),
    ],
)
def test_what_the_passage_says_is_supported_by_the_sentence_that_says_it(sentence: str, quote: str) -> None:
    verdict = judge(sentence)
    assert (verdict.support, verdict.reason) == ("supported", None)
    assert TEXT[verdict.start - 100 : verdict.end - 100] == quote


def test_two_neighbours_bear_out_what_neither_does_alone() -> None:
    verdict = judge("Cầu Bến Sỏi bắc qua sông Điềm được khánh thành sáng 5-3, dài 420 m, vốn đầu tư 96 tỷ đồng.")
    assert verdict.support == "supported"
    assert TEXT[verdict.start - 100 : verdict.end - 100].count(".") == 2


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("Cầu dài 402 m, rộng 12 m.", "figure", "402 m"),
        ("Cầu dài 420 km, rộng 12 m.", "figure", "420 km"),
        ("Vốn đầu tư của cầu là 96 triệu đồng.", "figure", "96 triệu đồng"),
        ("Cầu Bến Sỏi khánh thành ngày 15-3.", "date", "15-3"),
        ("Cầu Bến Sỏi khánh thành ngày 5-3-2023.", "date", "5-3-2023"),
        ("Tỉnh Sơn Lam khánh thành cầu Bến Sỏi bắc qua sông Điềm.", "name", "Tỉnh Sơn Lam"),
        (
            "Ông Lê Văn Thắng, Giám đốc Sở Giao thông vận tải, nói công trình hoàn thành sớm 40 ngày.",
            "name",
            "Lê Văn Thắng",
        ),
        ("Bà Trần Thị Mận cho biết công trình hoàn thành sớm 40 ngày.", "role", "Trần Thị Mận"),
        ("Ông Lê Văn Thảo cho biết công trình hoàn thành muộn 40 ngày.", "opposite", "muộn"),
        ("Phà đã để xảy ra tai nạn, từng chở 3.200 khách mỗi ngày.", "negation", "chưa"),
        ("Công trình không hoàn thành sớm 40 ngày.", "negation", "không"),
        ("Tai nạn trên quốc lộ tăng 12% ở Kim Đường.", "opposite", "tăng"),
        ("Đội bóng của xã vô địch giải mùa thu.", "words", None),
    ],
)
def test_what_the_passage_does_not_say_is_unsupported_and_says_why(
    sentence: str, code: Code, words: str | None
) -> None:
    verdict = judge(sentence)
    assert verdict.support in ("unsupported", "contradicted")
    assert verdict.reason is not None
    assert verdict.reason.code == code
    if words is not None:
        assert verdict.reason.words.endswith(words)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Thép Bắc Giang đánh bại Hóa chất Việt Trì ở chung kết.",
            "Hóa chất Việt Trì đánh bại Thép Bắc Giang ở chung kết.",
        ),
        ("Lúa tăng giá 5%, còn ngô tăng giá 9%.", "Ngô tăng giá 5%, còn lúa tăng giá 9%."),
        (
            "Anh Khôi ghi bàn mở tỷ số ở phút 27, sau đó anh Okoro gỡ hòa ở phút 81.",
            "Okoro ghi bàn mở tỷ số ở phút 27.",
        ),
    ],
)
def test_roles_exchanged_between_clauses_or_around_one_verb_are_seen(text: str, sentence: str) -> None:
    verdict = check(sentence, passage(text, title=""))
    assert verdict.support == "contradicted"
    assert verdict.reason is not None
    assert verdict.reason.code == "role"


def test_the_passive_voice_is_no_exchange() -> None:
    verdict = check(
        "Hóa chất Việt Trì bị Thép Bắc Giang đánh bại ở chung kết.",
        passage("Thép Bắc Giang đánh bại Hóa chất Việt Trì ở chung kết.", title=""),
    )
    assert verdict.support == "supported"


def test_a_list_is_quoted_with_what_announces_it() -> None:
    text = "Hội nghị bàn các nội dung:\n- chuyển đổi số ở cơ sở;\n- cải tạo chung cư cũ;\n- sắp xếp trường học.\nHội nghị bế mạc."
    verdict = check(
        "Hội nghị bàn ba việc: chuyển đổi số, cải tạo chung cư cũ và sắp xếp trường học.", passage(text, title="")
    )
    assert verdict.support == "supported"  # the claim counts what it names
    verdict = check(
        "Hội nghị bàn bốn việc: chuyển đổi số, cải tạo chung cư cũ và sắp xếp trường học.", passage(text, title="")
    )
    assert verdict.support != "supported"
    verdict = check(
        "Hội nghị bàn về chuyển đổi số, cải tạo chung cư cũ và sắp xếp trường học.", passage(text, title="")
    )
    assert verdict.support == "supported"
    assert text[verdict.start - 100 : verdict.end - 100] == text[: text.index("\nHội nghị bế mạc")]


def test_an_undated_passage_gives_no_year() -> None:
    assert check("Cầu Bến Sỏi khánh thành ngày 5-3-2024.", passage(published=None)).support == "unsupported"
    assert check("Cầu Bến Sỏi khánh thành ngày 5-3.", passage(published=None)).support == "supported"


def test_an_english_sentence_without_a_value_cannot_be_more_than_partly_supported() -> None:
    assert judge("The bridge crosses the river and is very long.").support != "supported"


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_checked(sentence: str, text: str) -> None:
    verdict = check(sentence, passage(text))
    assert 100 <= verdict.start <= verdict.end <= 100 + len(text)


def test_a_sentence_that_opens_with_and_names_nothing() -> None:
    both = "Và như thế, cầu Bến Sỏi dài 420 m."
    assert check(both, passage(f"{both} Và cầu rộng 12 m.")).support == "supported"
