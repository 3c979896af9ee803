# ruff: noqa: E501 - sentences of articles are left whole
"""Kinds of faults in of whom, of what and where it is said; over templates, and each with its true twin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rag.check.test_kinds import PEOPLE, PLACES, holds

two_people = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
figures = st.lists(st.integers(13, 97), min_size=2, max_size=2, unique=True)
SORTS = ("ĐH", "Đại học", "Ngân hàng", "Bệnh viện", "Công ty", "Huyện")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SORTS), st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True), figures)
def test_what_one_institution_did_is_not_done_by_another(sort: str, places: list[str], counts: list[int]) -> None:
    a, b = places
    text = f"{sort} {a} nhận {counts[0]} sinh viên. {sort} {b} tiếp nhận {counts[1]} sinh viên ngành chế biến chè."
    assert holds(f"{sort} {b} nhận {counts[1]} sinh viên [1.2].", text)
    assert not holds(f"{sort} {a} nhận {counts[1]} sinh viên ngành chế biến chè [1.2].", text)


@settings(max_examples=30, deadline=None)
@given(two_people, figures)
def test_figures_in_a_row_go_with_the_names_before_them(people: list[str], shares: list[int]) -> None:
    (a, b), (x, y) = people, shares
    text = f"Giám định cho thấy anh {a} (thôn Tả Van) thương tật {x}%, chị {b} (thôn Khe Lếch) thương tật {y}%."
    assert holds(f"Chị {b} chịu thương tật {y}% [1.1].", text)
    assert not holds(f"Chị {b} chịu thương tật {x}% [1.1].", text)
    assert not holds(f"Anh {a.split()[-1]} chịu thương tật {y}% [1.1].", text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
def test_a_thing_of_one_place_is_not_of_another(places: list[str]) -> None:
    a, b = places
    text = f"Đội thắng nhóm Sao Rơi của {a} và nhóm Mưa Đá của {b} ở vòng đầu."
    assert holds(f"Đội thắng nhóm Sao Rơi của {a} ở vòng đầu [1.1].", text)
    assert not holds(f"Đội thắng nhóm Sao Rơi của {b} ở vòng đầu [1.1].", text)


OFFICES = ("chủ tịch", "phó chủ tịch", "tổng giám đốc", "quyền tổng giám đốc", "bí thư", "hiệu trưởng")


@pytest.mark.parametrize("said", OFFICES)
@pytest.mark.parametrize("held", OFFICES)
def test_an_office_is_the_one_that_is_held(said: str, held: str) -> None:
    text = f"Trước đó, ông Bế Văn Đoài giữ chức {held} công ty từ năm 2021 và phụ trách mảng vận tải."
    claim = f"Trước đó ông Bế Văn Đoài giữ chức {said} công ty từ năm 2021 [1.1]."
    assert holds(claim, text) == (said == held)


@pytest.mark.parametrize("strange", ["lợi nhuận", "kho bãi", "hợp đồng"])
def test_an_item_of_a_list_is_not_put_in_anothers_place(strange: str) -> None:
    text = "Các quầy thuốc phải công khai bốn điều: mục tiêu hoạt động, nhân lực, giá cả và cơ quan quản lý."
    assert holds("Quầy thuốc phải công khai mục tiêu hoạt động, nhân lực, giá cả và cơ quan quản lý [1.1].", text)
    assert not holds(
        f"Bốn điều phải công khai gồm: mục tiêu hoạt động, nhân lực, {strange} và cơ quan quản lý [1.1].", text
    )


COLOURS = ("đỏ", "xanh", "trắng", "đen", "tím")


@pytest.mark.parametrize("seen", COLOURS)
@pytest.mark.parametrize("said", COLOURS)
def test_a_colour_is_the_one_that_was_seen(seen: str, said: str) -> None:
    text = f"Nếu mặt nước chuyển sang màu {seen} sau hai ngày thì ao thiếu khí và phải quạt nước."
    assert holds(f"Mặt nước ao chuyển sang màu {said} sau hai ngày là ao thiếu khí [1.1].", text) == (seen == said)


def test_where_and_where_not_are_not_exchanged() -> None:
    text = "Từ 3-6, vé rẻ được bán trên mạng của nhà ga Khe Lếch và không bán tại các cửa vé."
    assert holds("Vé rẻ được bán trên mạng, không bán tại cửa vé [1.1].", text)
    assert not holds("Vé rẻ chỉ bán tại các cửa vé, không bán trên mạng [1.1].", text)


def test_what_is_said_of_one_thing_is_not_said_of_another() -> None:
    text = "Nghệ là mặt hàng bán chạy nhất chợ. Thảo quả là mặt hàng bán chạy thứ hai, tăng 12% so với năm ngoái."
    assert holds("Thảo quả là mặt hàng bán chạy thứ hai của chợ [1.2].", text)
    assert not holds("Nghệ là mặt hàng bán chạy thứ hai của chợ [1.2].", text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True), st.integers(13, 97))
def test_a_share_is_given_by_whom_its_clause_names(places: list[str], share: int) -> None:
    a, b = places
    text = f"Dự án nước sạch {a} - {b} chi hơn 7 triệu euro ({share}% ngân sách do {b} tài trợ) dưới sự quản lý của Sở Nông nghiệp Hua Ná."
    assert holds(f"{b} tài trợ {share}% ngân sách [1.1].", text)
    assert not holds(f"{a} góp {share}% ngân sách [1.1].", text)
