"""A claim against the very words that it cites: bounds, moves, ranks, contrasts, and what nothing says."""

from itertools import permutations

import pytest

from tests.rag.check.test_deeds import holds

FIGURES = ("3", "40", "400", "1.500")
UNDER = ("dưới", "không quá", "chưa đầy", "thấp hơn", "tối đa")
OVER = ("vượt", "trên", "cao hơn", "vượt quá", "tối thiểu")


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("under", UNDER)
@pytest.mark.parametrize("over", OVER)
def test_a_bound_is_no_other_bound(figure: str, under: str, over: str) -> None:
    text = f"Lô mắm của hợp tác xã có hàm lượng muối {under} {figure} gam mỗi lít."
    assert holds(f"Hàm lượng muối của lô mắm {under} {figure} gam mỗi lít [1.1].", text)
    assert not holds(f"Hàm lượng muối của lô mắm {over} {figure} gam mỗi lít [1.1].", text)


@pytest.mark.parametrize("percent", ["0,4", "3,1", "12"])
@pytest.mark.parametrize("fall", ["giảm", "mất", "sụt", "tụt"])
@pytest.mark.parametrize("rise", ["tăng", "nhích"])
def test_a_rise_is_no_fall(percent: str, fall: str, rise: str) -> None:
    text = f"Giá cổ phiếu của Xưởng Mộc Cồn Én hôm qua {fall} {percent}%."
    assert holds(f"Cổ phiếu Xưởng Mộc Cồn Én {fall} {percent}% hôm qua [1.1].", text)
    assert not holds(f"Cổ phiếu Xưởng Mộc Cồn Én {rise} {percent}% hôm qua [1.1].", text)


@pytest.mark.parametrize("whole", range(3, 25, 3))
@pytest.mark.parametrize("done", [2, 11])
def test_the_whole_is_not_what_was_done_of_it(whole: int, done: int) -> None:
    text = f"Đến nay xưởng mới dựng được {done} trong {whole + 11} trụ cầu."
    assert holds(f"Xưởng đã dựng {done} trong {whole + 11} trụ cầu [1.1].", text)
    assert not holds(f"Xưởng đã dựng xong {whole + 11} trụ cầu [1.1].", text)


def test_a_goal_that_was_only_neared_was_not_passed() -> None:
    text = "Xưởng lãi 812 triệu đồng, mới bằng 41% kế hoạch năm."
    assert holds("Xưởng lãi 812 triệu đồng, bằng 41% kế hoạch năm [1.1].", text)
    assert not holds("Xưởng đã vượt kế hoạch lợi nhuận năm [1.1].", text)


def test_what_is_owed_is_not_earned_nor_a_condition_so_already() -> None:
    text = "Nhà bà Mẩy vay ngân hàng 120 triệu đồng để trồng 4 ha dừa."
    assert holds("Bà Mẩy vay ngân hàng 120 triệu đồng trồng 4 ha dừa [1.1].", text)
    assert not holds("Bà Mẩy lãi 120 triệu đồng nhờ 4 ha dừa [1.1].", text)
    text = "Nhà máy sẽ mua dừa lại khi kho vơi còn 15.000 tấn."
    assert holds("Khi kho còn 15.000 tấn, nhà máy sẽ mua dừa lại [1.1].", text)
    assert not holds("Kho của nhà máy hiện còn 15.000 tấn [1.1].", text)


@pytest.mark.parametrize("order", permutations(("Cồn Én", "Bến Sỏi", "Gò Mây")))
def test_each_has_its_own_rank(order: tuple[str, ...]) -> None:
    first, second, third = order
    text = f"Ở giải đua ghe, đội {first} về nhất, đội {second} về nhì, đội {third} về ba."
    for at, name in enumerate(order):
        for rank in ("nhất", "nhì", "ba"):
            right = ("nhất", "nhì", "ba")[at] == rank
            assert holds(f"Đội {name} về {rank} [1.1].", text) == right


@pytest.mark.parametrize(("one", "other"), permutations(("chung kết", "bán kết", "tứ kết", "vòng bảng"), 2))
def test_a_round_is_no_other_round(one: str, other: str) -> None:
    text = f"Thủ môn Hù Văn Páo bị thẻ đỏ ở {one} nên phải nghỉ."
    assert holds(f"Thủ môn Hù Văn Páo bị thẻ đỏ ở {one} [1.1].", text)
    assert not holds(f"Thủ môn Hù Văn Páo bị thẻ đỏ ở {other} [1.1].", text)


@pytest.mark.parametrize("between", [";", ", còn", ", trong khi"])
def test_what_is_said_of_one_is_not_said_of_the_other(between: str) -> None:
    text = f"Xe máy đi phà Cồn Én miễn phí{between} xe tải phải đi vòng qua cầu Bến Sỏi, xa thêm 18 km."
    assert holds("Xe tải phải đi vòng thêm 18 km [1.1].", text)
    assert not holds("Xe máy phải đi vòng thêm 18 km [1.1].", text)
    text = f"Mới có ngân hàng chính sách đồng ý giãn nợ{between} các hợp tác xã chưa trả lời."
    assert not holds("Các hợp tác xã đã đồng ý giãn nợ [1.1].", text)
    assert holds("Các hợp tác xã chưa trả lời [1.1].", text)


@pytest.mark.parametrize(
    ("claim", "text", "right"),
    [
        ("Xưởng trả cổ tức bằng cổ phiếu [1.1].", "Xưởng không chia tiền mặt năm nay mà trả bằng cổ phiếu.", True),
        ("Năm nay xưởng trả tiền mặt [1.1].", "Xưởng không chia tiền mặt năm nay mà trả bằng cổ phiếu.", False),
        ("Anh Páo tự lái ghe vào bờ [1.1].", "Anh Páo được ghe bạn đưa vào bờ sau chín giờ.", False),
        ("Anh Páo được ghe bạn đưa vào bờ [1.1].", "Anh Páo được ghe bạn đưa vào bờ sau chín giờ.", True),
        ("Công ty Cồn Én là chủ bến [1.1].", "Chủ bến là Công ty Bến Sỏi, vay vốn của Công ty Cồn Én.", False),
        ("Công ty Bến Sỏi là chủ bến [1.1].", "Chủ bến là Công ty Bến Sỏi, vay vốn của Công ty Cồn Én.", True),
    ],
)
def test_one_in_place_of_another(claim: str, text: str, right: bool) -> None:
    assert holds(claim, text) == right


@pytest.mark.parametrize("no", ["không có", "chưa có", "không đủ", "chưa đủ"])
@pytest.mark.parametrize("grounds", ["căn cứ", "cơ sở", "bằng chứng"])
def test_what_nothing_shows_is_not_so(no: str, grounds: str) -> None:
    text = f"Công an xã {no} {grounds} ông Khương lấy tiền quỹ."
    assert not holds("Ông Khương lấy tiền quỹ của cả xã trong nhiều tháng [1.1].", text)
    assert holds(f"Công an {no} {grounds} ông Khương lấy tiền quỹ [1.1].", text)
