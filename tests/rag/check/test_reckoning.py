"""What a reader works out, compares or puts in order himself; each kind with its false twin."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rag.check.citations import settled
from tests.rag.check.test_kinds import PEOPLE, PLACES, holds, passage, supports

two_places = st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True)
figures = st.lists(st.integers(13, 97).filter(lambda n: n % 10), min_size=3, max_size=3, unique=True)
few = settings(max_examples=25, deadline=None)


@few
@given(two_places, figures, st.sampled_from([("cao hơn", "thấp hơn"), ("nhiều hơn", "ít hơn"), ("lớn hơn", "nhỏ hơn")]))
def test_who_has_more_is_seen_by_the_figures(places: list[str], amounts: list[int], words: tuple[str, str]) -> None:
    (a, b), (low, high) = places, sorted(amounts[:2])
    text = f"Xã {a} góp {high} tấn thóc, xã {b} góp {low} tấn thóc. Giá thóc năm nay giảm."
    assert holds(f"Số thóc của xã {a} {words[0]} xã {b} [1.1].", text)
    assert not holds(f"Số thóc của xã {a} {words[1]} xã {b} [1.1].", text)


@few
@given(st.sampled_from(PLACES), figures)
def test_a_sum_set_against_a_third_figure(place: str, amounts: list[int]) -> None:
    x, y, before = amounts
    assume(abs(x + y - before) > 2)
    text = f"Bến {place} đón {x * 10} tàu hàng và {y * 10} tàu khách. Cùng kỳ, bến đón {before * 10} tàu."
    more = "nhiều hơn" if x + y > before else "ít hơn"
    right = f"Bến {place} đón {(x + y) * 10} tàu, {more} cùng kỳ {abs(x + y - before) * 10} tàu [1.1][1.2]."
    assert holds(right, text)
    assert not holds(right.replace(f"{abs(x + y - before) * 10} tàu [", f"{abs(x + y - before) * 10 + 3} tàu ["), text)


@few
@given(st.sampled_from(PEOPLE), st.lists(st.integers(2, 9), min_size=3, max_size=3))
def test_a_claim_may_sum_up_its_own_figures(person: str, counts: list[int]) -> None:
    won, drawn, lost = counts
    text = f"Ông {person} dẫn dắt đội từ tháng 2, thắng {won}, hòa {drawn}, thua {lost} trận."
    claim = "Sau {} trận với {} thắng, {} hòa, {} thua, ông {} rời đội [1.1]."
    text += f" Ông {person} rời đội."
    assert holds(claim.format(won + drawn + lost, won, drawn, lost, person).replace("[1.1]", "[1.1][1.2]"), text)
    assert not holds(claim.format(won + drawn + lost + 1, won, drawn, lost, person), text)


@few
@given(st.integers(1, 27), st.integers(2, 9))
def test_days_between_two_dates(day: int, apart: int) -> None:
    first = date(2024, 5, day)
    then = first + timedelta(apart)
    text = f"Kho cháy ngày {first.day}-{first.month}. Công an khởi tố vụ án ngày {then.day}-{then.month}."
    assert holds(f"{apart} ngày sau khi kho cháy, công an khởi tố vụ án [1.1][1.2].", text)
    assert not holds(f"{apart + 11} ngày sau khi kho cháy, công an khởi tố vụ án [1.1][1.2].", text)


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (
            "Có 320 trong 1.000 hộ dùng nước giếng.",
            "Gần một phần ba số hộ dùng nước giếng",
            "Gần một nửa số hộ dùng nước giếng",
        ),
        (
            "Trại giao tôm sau khi dân ký hợp đồng.",
            "Dân ký hợp đồng trước khi trại giao tôm",
            "Dân ký hợp đồng sau khi trại giao tôm",
        ),
        (
            "Chợ Đá Bạc mở ngày 3-4, có 40 sạp.",
            "Chợ Đá Bạc có 40 sạp",
            "Chợ Đá Bạc là chợ duy nhất có 40 sạp",
        ),
        (
            "Đây là cây cầu thứ ba của xã Kim Đường.",
            "Đây là cây cầu thứ ba của xã Kim Đường",
            "Đây là cây cầu đầu tiên của xã Kim Đường",
        ),
        (
            "Trại lúa giống sẽ mở tại Trà Lam. Xã Phú Lộc góp vốn.",
            "Trại lúa giống sẽ mở tại Trà Lam",
            "Trại lúa giống sẽ mở tại Phú Lộc",
        ),
        (
            "Đội Trà Lam thắng đội Phú Lộc 3-2 trên sân Đá Bạc.",
            "Đội Trà Lam thắng đội Phú Lộc 3-2",
            "Đội Trà Lam thua đội Phú Lộc 3-2",
        ),
        (
            "Bến đóng cửa từ 15h hôm nay đến 12h ngày mai.",
            "Bến đóng cửa từ 15h ngày 23-5 đến 12h ngày 24-5",
            "Bến đóng cửa từ 15h ngày 23-5 đến 12h ngày 25-5",
        ),
        (
            "Tiền gửi 3 tháng được 4,1% một năm, 6 tháng 5,3%, 12 tháng 5,8%.",
            "Tiền gửi 12 tháng được 5,8% một năm",
            "Tiền gửi 12 tháng được 5,9% một năm",
        ),
        (
            "Tàu chạy 90 km/h trên đoạn dài 40 km.",
            "Đoạn tàu chạy dài 40 km",
            "Đoạn tàu chạy dài 90 km",
        ),
        (
            "Công ty Vân Đồn bị phạt 70 triệu đồng vì nộp báo cáo chậm.",
            "Công ty Vân Đồn bị phạt 70 triệu đồng vì nộp báo cáo chậm",
            "Công ty Vân Đồn bị phạt 90 triệu đồng vì nộp báo cáo chậm",
        ),
        (
            "Trên mạng có tin nước giếng nhiễm độc. Sở Y tế khẳng định tin này sai sự thật.",
            "Sở Y tế bác bỏ tin nước giếng nhiễm độc",
            "Sở Y tế xác nhận tin nước giếng nhiễm độc là đúng và không bác bỏ",
        ),
        (
            "Vụ cháy không gây thiệt hại về người. Thiệt hại khoảng 6 tỷ đồng.",
            "Vụ cháy gây thiệt hại khoảng 6 tỷ đồng, không gây thiệt hại về người",
            "Vụ cháy gây thiệt hại về người",
        ),
        (
            "Nhà máy dự kiến chạy thử vào tháng 8. Tiến độ đạt 93%.",
            "Nhà máy dự kiến chạy thử vào tháng 8",
            "Nhà máy đã chạy thử",
        ),
        (
            "Trạm thủy văn dự báo nước sông Trà Lam có thể lên 4,2 m.",
            "Nước sông Trà Lam được dự báo lên 4,2 m",
            "Nước sông Trà Lam đã lên 4,2 m",
        ),
        (
            "Trên mạng lan truyền thông tin đập Đá Bạc nứt. Huyện khẳng định tin này sai sự thật.",
            "Huyện khẳng định tin đập Đá Bạc nứt là sai sự thật",
            "Đập Đá Bạc nứt",
        ),
        (
            "Xã Trà Lam thu phí chợ để sửa đường vào bến.",
            "Xã Trà Lam thu phí chợ để sửa đường vào bến",
            "Xã Trà Lam thu phí chợ để giúp ngư dân",
        ),
        (
            "Kho Trà Lam đóng cửa trong tháng 12, kho Phú Lộc đóng cửa tháng 1.",
            "Kho Phú Lộc đóng cửa tháng 1",
            "Kho Phú Lộc đóng cửa trong tháng 12",
        ),
        (
            "Tiền gửi 3 tháng 4,1%, 6 tháng 5,3%, 12 tháng 5,8%.",
            "Tiền gửi 6 tháng được 5,3%",
            "Tiền gửi 6 tháng được 5,8%",
        ),
        (
            "Phiên chợ có 241 món giảm giá và 76 món tăng giá.",
            "Có 241 món giảm giá và 76 món tăng giá",
            "Có 241 món tăng giá và 76 món giảm giá",
        ),
        (
            "Hội đồng bầu ông Phạm Quốc Huy làm chủ tịch xã. Ông Huy thay ông Lê Văn Thảo nghỉ hưu.",
            "Ông Phạm Quốc Huy được bầu làm chủ tịch xã",
            "Ông Lê Văn Thảo được bầu làm chủ tịch xã",
        ),
        (
            "Công ty Đá Bạc bị phạt 9 triệu đồng. Hợp tác xã Trà Lam nộp báo cáo đúng hạn nên không bị phạt.",
            "Hợp tác xã Trà Lam không bị phạt",
            "Hợp tác xã Trà Lam bị phạt vì nộp báo cáo",
        ),
    ],
)
def test_with_its_false_twin(text: str, true: str, false: str) -> None:
    assert holds(f"{true} [1].", text)
    assert not holds(f"{false} [1].", text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The port will cut 300 of its 900 jobs after US orders fell by a third.",
            "Orders from the United States fell by a third",
        ),
        ("The port will cut 300 jobs. Orders fell by a third.", "Some 300 jobs will be cut by the port"),
        ("The terminal was built by the Danish firm Norhavn.", "Norhavn of Denmark built the terminal"),
        ("The cranes are back after 60 years.", "The cranes are back after six decades"),
    ],
)
def test_english_in_other_words(text: str, claim: str) -> None:
    assert holds(f"{claim} [1].", text)


def test_what_is_due_is_not_there_yet() -> None:
    text = "Trạm lấy tám mẫu nước gửi xét nghiệm. Kết quả dự kiến có trong một tuần."
    assert "contradicted" not in supports("Hiện chưa có kết quả xét nghiệm [1].", text)


def test_a_country_by_its_people_is_no_other_country() -> None:
    told = settled("The firm is from Norway [1].", [passage(1, "The firm is Danish, and builds terminals.")])
    assert {sentence.support for sentence in told.sentences} != {"supported"}
