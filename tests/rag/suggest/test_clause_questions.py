"""Questions for what a clause states: they read well, and nothing that needs its neighbours is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.suggest.clause_questions import clause_questions


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Chiều 5/11/2024, tại Cẩm Thượng, ca sĩ Vân Lựu đã ra mắt tập nhạc thứ ba.",
            "Ca sĩ Vân Lựu ra mắt tập nhạc thứ ba khi nào?",
        ),
        (
            "Ngày 12-3-2025, tỉnh Hải Lâm sẽ khởi công đường tránh Bến Vạt.",
            "Khi nào tỉnh Hải Lâm sẽ khởi công đường tránh Bến Vạt?",
        ),
        ("Tuyến phà Bến Sỏi chính thức đóng cửa vào ngày 2/9/2023.", "Tuyến phà Bến Sỏi đóng cửa khi nào?"),
        (
            "Giải đua ghe ngo Cửa Vường được tổ chức tại sông Lịch, đoạn qua Tân Lập.",
            "Giải đua ghe ngo Cửa Vường được tổ chức ở đâu?",
        ),
        (
            "Tỉnh Hải Lâm trồng rừng ở Mường Lân nhằm chặn sạt lở trước mùa mưa.",
            "Tỉnh Hải Lâm trồng rừng ở Mường Lân nhằm mục đích gì?",
        ),
        ("Giá mía Tân Lập tăng mạnh là do nhà máy thiếu hàng.", "Vì sao giá mía Tân Lập tăng mạnh?"),
        ("Vinamai phải dừng dây chuyền thứ hai vì mất điện kéo dài.", "Vì sao Vinamai phải dừng dây chuyền thứ hai?"),
    ],
)
def test_what_a_clause_states_is_asked_in_its_words(sentence: str, question: str) -> None:
    assert [one.question for one in clause_questions(sentence)] == [question]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 4-8-2011, ông được điều động làm Bí thư.",  # who?
        "Ngày 4-8-2011, UBND đã phê duyệt dự án này.",
        "Chiều 5/11, cơ quan CSĐT đã khởi tố vụ án hình sự.",
        "Buổi ra mắt sách diễn ra tại rạp.",
        "Nhà thơ Vân Lựu tại buổi ra mắt ngày 3/11/2024.",  # a caption
        "Nhân dịp kỷ niệm 83 năm Ngày thành lập Hội vào ngày 20/10/2023.",
        "Tỉnh Hải Lâm nhằm vào một bến xe buýt ở phía đông.",
        "Viện Bến Sỏi hoạt động không vì lợi nhuận của ai.",
        "Máy bay do thám của Hải Lâm bị rơi xuống biển.",
        "Giá mía Tân Lập tăng mạnh vì lý do này.",
        "Từ tháng 2/2024, giá mía Tân Lập đã tăng ba lần liền.",  # no day
        "Hội nghị kéo dài đến hết ngày 6/7/2024.",
        "",
    ],
)
def test_nothing_is_asked_that_needs_its_neighbours(sentence: str) -> None:
    assert list(clause_questions(sentence)) == []


@given(st.text(alphabet="Ngày 3/4/2024, tại Bến Sỏi Vân Lựu đã ra mắt vì do nhằm sẽ “”()?.\n", max_size=120))
def test_any_text_is_read_and_a_question_is_one(text: str) -> None:
    for one in clause_questions(text):
        assert one.question.endswith("?")
        assert one.question.count("?") == 1
        assert not set("\n“”()") & set(one.question)
