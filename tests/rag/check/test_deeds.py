# ruff: noqa: E501 - sentences of articles are left whole
"""Kinds of faults in what is done: decided, caused, planned, owned, denied; over templates, and each with its true twin."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.rag.check.test_kinds import PEOPLE, PLACES, check, holds, supports

places = st.sampled_from(PLACES)
two_people = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
two_figures = st.lists(st.integers(13, 97).filter(lambda n: n % 10), min_size=2, max_size=2, unique=True)


@settings(max_examples=25, deadline=None)
@given(two_people, two_figures)
def test_a_figure_is_not_given_to_who_comes_after_it(people: list[str], figures: list[int]) -> None:
    (a, b), (x, y) = people, figures
    text = f"{a} trồng {x} ha dừa, còn {b} trồng {y} ha cam."
    assert holds(f"{a} trồng {x} ha dừa [1.1].", text)
    assert not holds(f"{b} trồng {x} ha dừa [1.1].", text)


@settings(max_examples=25, deadline=None)
@given(places, two_figures, st.sampled_from(["triệu đồng", "tấn", "ha"]))
def test_what_is_left_and_what_both_make_is_worked_out(place: str, figures: list[int], unit: str) -> None:
    low, high = sorted(figures)
    text = f"Xã {place} xin {low + high} {unit}, mới được {high} {unit}."
    assert holds(f"Xã {place} xin {low + high} {unit}, còn thiếu {low} {unit} [1.1].", text)
    assert not holds(f"Xã {place} xin {low + high} {unit}, còn thiếu {low + 1} {unit} [1.1].", text)


VERBS = ("ký hợp đồng", "trả tiền công", "nhận bàn giao", "sửa đường ống", "mở cửa kho")
UNITS = ("ha", "tấn", "triệu đồng", "km", "%")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PEOPLE), st.sampled_from(VERBS), st.sampled_from(["chưa", "không"]))
def test_a_not_put_in_or_left_out_is_seen(person: str, verb: str, denial: str) -> None:
    plain, denied = f"{person} đã {verb} với xã.", f"{person} {denial} {verb} với xã."
    for text in (plain, denied):
        assert holds(f"{text[:-1]} [1.1].", text)
    assert not holds(f"{denied[:-1]} [1.1].", plain)
    assert not holds(f"{plain[:-1]} [1.1].", denied)


@settings(max_examples=40, deadline=None)
@given(places, two_figures, st.sampled_from(UNITS))
def test_a_change_goes_from_one_figure_to_the_other(place: str, figures: list[int], unit: str) -> None:
    low, high = sorted(figures)
    text = f"Sản lượng của xã {place} giảm từ {high} {unit} xuống còn {low} {unit}."
    assert holds(f"Sản lượng của xã {place} giảm từ {high} {unit} còn {low} {unit} [1.1].", text)
    assert not holds(f"Sản lượng của xã {place} đi từ {low} {unit} lên {high} {unit} [1.1].", text)


@settings(max_examples=40, deadline=None)
@given(places, two_figures, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_a_figure_keeps_its_unit(place: str, figures: list[int], unit: str, other: str) -> None:
    text = f"Xã {place} được cấp {figures[0]} {unit} cho vụ này."
    assert holds(f"Xã {place} được cấp {figures[0]} {unit} [1.1].", text)
    assert holds(f"Xã {place} được cấp {figures[0]} {other} [1.1].", text) == (unit == other)
    assert not holds(f"Xã {place} được cấp {figures[1]} {unit} [1.1].", text)


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        # decided otherwise, or not at all
        (
            "Đối tác chỉ nhận một nửa lô chè, phần còn lại xin lùi.",
            "Đối tác mới nhận một nửa lô chè [1.1].",
            "Đối tác đã hủy một nửa lô chè [1.1].",
        ),
        (
            "Hợp tác xã mới đạt hai phần ba chỉ tiêu thu mua.",
            "Hợp tác xã mới đạt hai phần ba chỉ tiêu [1.1].",
            "Hợp tác xã đã vượt chỉ tiêu thu mua [1.1].",
        ),
        # a cause that isn't given, or is ruled out
        (
            "Ông Thảo thôi làm trưởng thôn vì tuổi cao.",
            "Ông Thảo thôi làm trưởng thôn vì tuổi cao [1.1].",
            "Ông Thảo thôi làm trưởng thôn vì xích mích với hàng xóm [1.1].",
        ),
        (
            "Chuồng trại cháy do rơm khô gặp lửa, không phải do chập điện.",
            "Chuồng trại cháy do rơm khô gặp lửa [1.1].",
            "Chuồng trại cháy do chập điện [1.1].",
        ),
        # asked for, planned, feared, denied
        (
            "Bà con đòi 3 triệu đồng một sào, huyện áp giá 2 triệu đồng.",
            "Bà con đòi 3 triệu đồng một sào [1.1].",
            "Huyện trả 3 triệu đồng một sào [1.1].",
        ),
        (
            "Bà Mận đã tỉnh, dự kiến ra viện tuần sau.",
            "Bà Mận dự kiến ra viện tuần sau [1.1].",
            "Bà Mận đã ra viện [1.1].",
        ),
        ("Chủ tịch xã bác tin xã bán chợ cũ.", "Chủ tịch xã bác tin xã bán chợ cũ [1.1].", "Xã bán chợ cũ [1.1]."),
        (
            "Công an không có căn cứ xác định ông Huy được chia tiền.",
            "Chưa có căn cứ xác định ông Huy được chia tiền [1.1].",
            "Ông Huy được chia tiền [1.1].",
        ),
        # all for some, done for not yet, from one figure to another the other way
        (
            "Ca một bơm lúa xong hôm qua, ca hai dự kiến xong hôm nay.",
            "Ca một bơm lúa xong hôm qua [1.1].",
            "Mọi ca bơm lúa xong hôm qua [1.1].",
        ),
        (
            "Biển báo ở dốc Đá Bạc bị gỡ để sơn, chưa lắp trả.",
            "Biển báo ở dốc Đá Bạc chưa lắp trả [1.1].",
            "Biển báo ở dốc Đá Bạc đã được lắp lại [1.1].",
        ),
        (
            "Giá dừa rơi từ 90.000 đồng xuống còn 60.000 đồng một chục.",
            "Giá dừa từ 90.000 đồng còn 60.000 đồng một chục [1.1].",
            "Giá dừa từ 60.000 đồng lên 90.000 đồng một chục [1.1].",
        ),
        # who is what, who pays, and whose half of a sentence it is
        (
            "Ông Lê Văn Thảo, giám đốc nông trường, cho biết đại lý chưa trả tiền chè.",
            "Ông Lê Văn Thảo là giám đốc nông trường [1.1].",
            "Ông Lê Văn Thảo là chủ đại lý chè [1.1].",
        ),
        (
            "Tiền thuốc của các em do Hội Chữ thập đỏ chi trả.",
            "Hội Chữ thập đỏ chi trả tiền thuốc của các em [1.1].",
            "Gia đình chi trả tiền thuốc của các em [1.1].",
        ),
        (
            "Xe đạp được qua phà miễn phí; xe khách phải vòng qua đường đê, xa thêm 9 km.",
            "Xe khách phải vòng qua đường đê, xa thêm 9 km [1.1].",
            "Xe khách được qua phà miễn phí [1.1].",
        ),
        # a “not” put in
        (
            "Trong xã có 40 ha chè đã đến tuổi hái.",
            "Trong xã có 40 ha chè đã đến tuổi hái [1.1].",
            "Trong xã có 40 ha chè chưa đến tuổi hái [1.1].",
        ),
    ],
)
def test_what_is_done_is_told_as_the_sentence_named_tells_it(text: str, true: str, false: str) -> None:
    assert holds(true, text)
    assert not holds(false, text)


def test_a_number_that_bounds_is_no_denial() -> None:
    assert holds("Chợ có chưa đến 20 sạp [1].", "Chợ có chưa đến 20 sạp, bán từ sáng sớm.")


def test_words_of_the_sentence_before_are_not_said_of_the_one_named() -> None:
    text = "Nửa số hộ ủng hộ dời chợ, số còn lại phản đối. Ông Lê Văn Thảo, trưởng xóm, phản đối dời chợ vì ngại xa."
    assert holds("Ông Lê Văn Thảo phản đối dời chợ [1.2].", text)
    assert not holds("Ông Lê Văn Thảo ủng hộ dời chợ [1.2].", text)


@pytest.mark.parametrize("figure", ["2021", "12 giờ", "350 triệu đồng"])
def test_what_cites_nothing_is_not_contradicted_by_a_figure_of_something_else(figure: str) -> None:
    texts = f"Chợ Suối Vàng họp từ năm 2021, mở {figure}.", "Bến phà Trà Lam chở khách từ sáng."
    assert supports("Quốc vương Sarto đã tới đây năm 1999.", *texts) == ["unsupported"]


def test_what_cites_nothing_is_contradicted_by_a_sentence_about_the_same() -> None:
    answer = check("Chợ Suối Vàng mở cửa lại từ năm 2019.", "Chợ Suối Vàng mở cửa lại từ năm 2021.")
    assert [sentence.support for sentence in answer.sentences] == ["contradicted"]


SIDED = ("tay", "chân", "mắt", "phổi", "vai", "bên", "làn", "đầu gối")


@pytest.mark.parametrize("part", SIDED)
@pytest.mark.parametrize(("side", "other"), [("trái", "phải"), ("phải", "trái")])
def test_the_other_side_is_contradicted(part: str, side: str, other: str) -> None:
    text = f"Ông Bàn Văn Sáng phải vào viện vì bị thương ở {part} {side}."
    assert holds(f"Ông Bàn Văn Sáng bị thương ở {part} {side} [1.1].", text)
    assert supports(f"Ông Bàn Văn Sáng bị thương ở {part} {other} [1.1].", text) == ["contradicted"]


@settings(max_examples=25, deadline=None)
@given(st.integers(40, 90), st.integers(5, 25))
def test_of_the_others_a_not_is_right(all_of_them: int, some: int) -> None:
    assume(all_of_them != 2 * some)
    text = f"Cả làng có {all_of_them} hộ làm mắm, nhưng mới có {some} hộ vào hợp tác xã."
    assert holds(f"Làng có {all_of_them} hộ làm mắm, {all_of_them - some} hộ chưa vào hợp tác xã [1.1].", text)
    assert not holds(f"Làng có {all_of_them} hộ làm mắm, {some} hộ chưa vào hợp tác xã [1.1].", text)


@pytest.mark.parametrize(
    ("truth", "made_up"), [("lái xe khi say xỉn", "không hề uống rượu"), ("ký đơn kiện", "không kiện ai")]
)
def test_a_not_of_the_claims_own_is_borne_out_by_nothing(truth: str, made_up: str) -> None:
    text = f"Biên bản cho thấy anh Sùng A Lử {truth} trong ngày 3-5."
    assert holds(f"Biên bản cho thấy anh Sùng A Lử {truth} [1.1].", text)
    assert not holds(f"Biên bản cho thấy anh Sùng A Lử {made_up} trong ngày 3-5 [1.1].", text)


def test_a_not_at_the_end_denies_what_stands_before_it() -> None:
    text = "Chủ bến khai đã thuê người gác bến ban ngày, còn ban đêm không có ai."
    assert holds("Ban đêm bến không có ai gác [1.1].", text)
    assert not holds("Ban ngày bến không có ai gác [1.1].", text)


@pytest.mark.parametrize("day", ["26/9", "10/10", "4/1", "12/12"])
def test_a_day_that_labels_a_point_is_a_day(day: str) -> None:
    text = f"Ngày {day.replace('/', '-')}, cơ quan điều tra trả hồ sơ vụ cháy kho Lũng Vài cho xã."
    assert holds(f"- {day}: cơ quan điều tra trả hồ sơ vụ cháy kho Lũng Vài [1.1].", text)
    other = "3/8"
    assert not holds(f"- {other}: cơ quan điều tra trả hồ sơ vụ cháy kho Lũng Vài [1.1].", text)


@pytest.mark.parametrize("point", ["Thứ nhất", "Thứ hai", "Thứ ba", "Thứ năm"])
def test_what_counts_points_is_no_day_of_the_week(point: str) -> None:
    text = "Chủ vườn phải tưới đủ nước và bón phân chuồng từ đầu mùa khô."
    assert holds(f"- {point}, phải tưới đủ nước và bón phân chuồng từ đầu mùa khô [1.1].", text)


def test_one_of_several_sentences_that_are_named_may_have_what_another_lacks() -> None:
    text = (
        "Huyện Lũng Vài có 4.300 ha chè, đứng thứ hai trong tỉnh, mỗi năm bán ra ngoài 7.200 tấn chè khô. "
        "Lượng chè bán ra chiếm 1/5 tổng sản lượng cả vùng."
    )
    assert holds("Lũng Vài bán chừng 7.200 tấn chè mỗi năm, bằng một phần năm sản lượng cả vùng [1.1][1.2].", text)
    assert not holds("Lũng Vài bán chừng 7.200 tấn chè mỗi năm, bằng một phần ba sản lượng cả vùng [1.1][1.2].", text)


@settings(max_examples=25, deadline=None)
@given(st.lists(places, min_size=2, max_size=2, unique=True), st.sampled_from(["đi", "đến", "về", "ra"]))
def test_a_way_isnt_turned_round(ends: list[str], to: str) -> None:
    start, goal = ends
    text = f"Chủ ghe kể đã chở dừa từ {start} {to} {goal} lúc nửa đêm."
    assert holds(f"Chủ ghe chở dừa từ {start} {to} {goal} [1.1].", text)
    assert not holds(f"Chủ ghe chở dừa từ {goal} {to} {start} [1.1].", text)


@pytest.mark.parametrize("month", range(1, 13))
def test_since_when_is_not_since_another_time(month: int) -> None:
    text = f"Hợp tác xã bán ra 8,4 tấn quế, nhiều nhất kể từ đầu tháng {month}."
    assert holds(f"Hợp tác xã bán ra 8,4 tấn quế, nhiều nhất kể từ đầu tháng {month} [1.1].", text)
    assert not holds("Hợp tác xã bán ra 8,4 tấn quế, nhiều nhất kể từ đầu năm [1.1].", text)


@pytest.mark.parametrize(
    ("claim", "text", "right"),
    [
        ("Xã đã cảnh cáo chủ quán [1.1].", "Ủy ban xã đang cân nhắc việc cảnh cáo chủ quán này.", False),
        ("Xã đang cân nhắc cảnh cáo chủ quán [1.1].", "Ủy ban xã đang cân nhắc việc cảnh cáo chủ quán này.", True),
        ("Hãng tàu không phản đối giờ mới [1.1].", "Hãng tàu cũng đồng ý với giờ mới do cảng đưa ra.", True),
        ("Hãng tàu phản đối giờ mới [1.1].", "Hãng tàu cũng đồng ý với giờ mới do cảng đưa ra.", False),
        ("Giống quế này khó tìm ngoài chợ [1.1].", "Giống quế này ít người trồng nên không tìm thấy ngoài chợ.", True),
        ("Washington gửi hai tàu tới vịnh [1.1].", "Chính phủ Mỹ gửi hai tàu tới vịnh.", True),
        ("Bắc Kinh gửi hai tàu tới vịnh [1.1].", "Chính phủ Mỹ gửi hai tàu tới vịnh.", False),
        ("Giá lúc 8 giờ là 41,25 [1.1].", "Giá lúc 8 giờ là 41,15 – 41,25 triệu đồng một lượng.", True),
        ("Giá lúc 8 giờ là 41,26 [1.1].", "Giá lúc 8 giờ là 41,15 – 41,25 triệu đồng một lượng.", False),
        ("Chín tháng xưởng lãi 1.520 triệu đồng [1.1].", "Quý 3 xưởng lãi 507 triệu đồng, chín tháng đạt 1.520.", True),
        (
            "Chín tháng xưởng lãi 1.530 triệu đồng [1.1].",
            "Quý 3 xưởng lãi 507 triệu đồng, chín tháng đạt 1.520.",
            False,
        ),
        ("Chín tháng xưởng lãi 1.520 tấn [1.1].", "Quý 3 xưởng lãi 507 triệu đồng, chín tháng đạt 1.520.", False),
        ("Đền mở cửa vào thứ ba, tư, sáu [1.1].", "Đền mở cửa cho khách vào thứ 3, thứ 4 và thứ 6.", True),
    ],
)
def test_kinds_of_retelling(claim: str, text: str, right: bool) -> None:
    assert holds(claim, text) == right


def test_clauses_are_held_against_what_each_cites() -> None:
    text = "Páo trồng 12 ha dừa ở Cồn Én. Kho lúa của Khương cháy đêm 2-11. Mẩy nuôi 300 con vịt ở Bến Sỏi."
    assert holds("Páo trồng 12 ha dừa ở Cồn Én [1.1]; Mẩy nuôi 300 con vịt ở Bến Sỏi [1.3].", text)
    assert not holds("Páo trồng 12 ha dừa ở Cồn Én [1.1]; Mẩy nuôi 200 con vịt ở Bến Sỏi [1.3].", text)
