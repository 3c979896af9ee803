"""The kinds of sentences that an answer has, and the kinds of faults, over templates: names, figures and words vary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.check.citations import Settled, settled
from vectorstore.records import Passage

PLACES = ("Suối Vàng", "Đá Bạc", "Trà Lam", "Phú Lộc", "Kim Đường", "Vân Trạch")
PEOPLE = ("Lê Văn Thảo", "Trần Thị Mận", "Phạm Quốc Huy", "Võ Kim Hoa")
two_places = st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True)
two_people = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
two_figures = st.lists(st.integers(13, 97).filter(lambda n: n % 10), min_size=2, max_size=2, unique=True)


def passage(n: int, text: str, title: str = "Tin trong tỉnh", article: str = "") -> Passage:
    return Passage(n, 1.0, article or f"bai-{n}", title, "2024-05-23", "Báo Sông Điềm", None, 0, len(text), "", text)


def check(raw: str, *texts: str, title: str = "Tin trong tỉnh") -> Settled:
    return settled(raw, [passage(n, text, title) for n, text in enumerate(texts, 1)])


def supports(raw: str, *texts: str, title: str = "Tin trong tỉnh") -> list[str]:
    return [sentence.support for sentence in check(raw, *texts, title=title).sentences]


def holds(raw: str, *texts: str, title: str = "Tin trong tỉnh") -> bool:
    return set(supports(raw, *texts, title=title)) == {"supported"}


@settings(max_examples=30, deadline=None)
@given(two_places, two_figures)
def test_one_sentence_may_rest_on_two_articles_but_not_exchange_them(places: list[str], figures: list[int]) -> None:
    (a, b), (x, y) = places, figures
    texts = f"Hồ {a} chứa {x} triệu m3 nước.", f"Dung tích của hồ {b} là {y} triệu m3 nước."
    assert holds(f"Hồ {a} chứa {x} triệu m3 nước, còn hồ {b} chứa {y} triệu m3 nước [1][2].", *texts)
    assert not holds(f"Hồ {a} chứa {y} triệu m3 nước, còn hồ {b} chứa {x} triệu m3 nước [1][2].", *texts)


@settings(max_examples=30, deadline=None)
@given(
    two_figures,
    st.sampled_from(["- **{}**: {} triệu đồng [1]", "* {}: {} triệu đồng [1]", "| {} | {} triệu đồng [1] |"]),
)
def test_a_label_goes_with_its_value(figures: list[int], form: str) -> None:
    x, y = figures
    text = f"Thưởng cho thợ phụ là {x} triệu đồng; thợ chính {y} triệu đồng."
    assert holds(form.format("Thợ chính", y), text)
    assert not holds(form.format("Thợ chính", x), text)


@settings(max_examples=30, deadline=None)
@given(two_figures)
def test_totals_and_differences_are_worked_out(figures: list[int]) -> None:
    x, y = figures
    text = f"Hợp tác xã nuôi {x} con bò và {y} con dê."
    assert holds(f"Hợp tác xã nuôi tổng cộng {x + y} con bò và dê [1].", text)
    assert not holds(f"Hợp tác xã nuôi tổng cộng {x + y + 7} con bò và dê [1].", text)


@settings(max_examples=30, deadline=None)
@given(two_figures, st.sampled_from(PEOPLE))
def test_another_figure_is_contradicted_with_the_one_of_the_source(figures: list[int], person: str) -> None:
    x, y = figures
    answer = check(f"Ông {person} được bồi thường {y} triệu đồng [1].", f"Ông {person} được bồi thường {x} triệu đồng.")
    (sentence,) = answer.sentences
    assert (sentence.support, sentence.citations) == ("contradicted", (1,))
    assert sentence.reason
    assert (sentence.reason.words, sentence.reason.source) == (f"{y} triệu đồng", f"{x} triệu đồng")


@settings(max_examples=20, deadline=None)
@given(two_people)
def test_what_is_said_of_one_is_not_said_of_another(people: list[str]) -> None:
    a, b = people
    text = f"{a} rút đơn kháng cáo. Còn {b} bị giữ nguyên án."
    assert holds(f"{a} rút đơn kháng cáo [1].", text)
    assert not holds(f"{b} rút đơn kháng cáo [1].", text)


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (
            "Viện kiểm sát đề nghị phạt bà Mận 8 năm tù.",
            "Viện kiểm sát đề nghị phạt bà Mận 8 năm tù [1].",
            "Bà Mận đã bị phạt 8 năm tù [1].",
        ),
        ("Cầu dự kiến hoàn thành ngày 5-6.", "Cầu dự kiến hoàn thành ngày 5-6 [1].", "Cầu đã hoàn thành ngày 5-6 [1]."),
        (
            "Nhiều người hiểu nhầm chợ cũ phải đóng cửa.",
            "Nhiều người hiểu nhầm là chợ cũ phải đóng cửa [1].",
            "Chợ cũ phải đóng cửa [1].",
        ),
        (
            "Thẻ cũ không ghi hạn vẫn dùng được, không bị thu.",
            "Thẻ cũ không bị thu [1].",
            "Thẻ cũ không ghi hạn sẽ bị thu [1].",
        ),
        (
            "Nghi phạm không bị tiêu diệt hay bắt giữ.",
            "Nghi phạm không bị bắt giữ [1].",
            "Nghi phạm đã bị bắt giữ [1].",
        ),
        (
            "Trong 31 người cách ly có 12 người dương tính.",
            "Có 12 người dương tính [1].",
            "Có 31 người dương tính [1].",
        ),
        (
            "Vụ nổ làm 5 học viên và một sĩ quan thiệt mạng.",
            "Vụ nổ làm 5 học viên và một sĩ quan thiệt mạng [1].",
            "Vụ nổ làm 5 sĩ quan và một học viên thiệt mạng [1].",
        ),
        ("Bệnh chủ yếu gặp ở bé trai.", "Bệnh chủ yếu gặp ở bé trai [1].", "Bệnh chủ yếu gặp ở bé gái [1]."),
        ("Đêm lạnh khiến khói đọng lại.", "Đêm lạnh khiến khói đọng lại [1].", "Đêm ấm khiến khói đọng lại [1]."),
        (
            "Giá thuê ban ngày là 500 yên mỗi giờ.",
            "Giá thuê ban ngày là 500 yên mỗi giờ [1].",
            "Giá thuê ban ngày là 500 yên cho cả ngày [1].",
        ),
        (
            "Đội bay sẽ có 101 chiếc vào năm 2015 và 150 chiếc vào năm 2020.",
            "Đội bay sẽ có 150 chiếc vào năm 2020 [1].",
            "Đội bay sẽ có 150 chiếc vào năm 2015 [1].",
        ),
    ],
)
def test_a_claim_that_differs_in_one_thing_does_not_hold(text: str, true: str, false: str) -> None:
    assert holds(true, text)
    assert not holds(false, text)


@pytest.mark.parametrize(
    "raw",
    [
        "## Quy mô\nHồ sâu 18 m [1].",
        "1. Hồ sâu 18 m [1].",
        "| Tiêu chí | Hồ Suối Vàng |\n|---|---|\n| Độ sâu | 18 m [1] |",
        "Theo Báo Sông Điềm, hồ sâu 18 m [1].",
        "Hồ sâu 18 m [1]. Nếu bạn cần, tôi có thể so sánh với hồ khác.",
        "Có hai điểm đáng chú ý:\n- Hồ sâu 18 m [1].",
        "Hồ sâu 18 m [đoạn 1].",
        "Các bài không nêu năm xây hồ.",
        "The reservoir is 18 metres deep [1].",
        "The Suối Vàng reservoir is 18 metres deep [1].",
    ],
)
def test_prose_around_a_claim_does_no_harm(raw: str) -> None:
    assert holds(raw, "Hồ Suối Vàng sâu 18 m, rộng 3 ha.")


@pytest.mark.parametrize(
    "absence", ["Các đoạn trích không nêu tên chú rể", "Rất tiếc, các bài không cho biết tên chú rể"]
)
@pytest.mark.parametrize("link", ["; chỉ cho biết ", ", nhưng ", "; "])
def test_what_follows_an_absence_is_checked(absence: str, link: str) -> None:
    assert supports(f"{absence}{link}tiệc cưới có 300 khách [1].", "Tiệc cưới có 300 khách.") == ["supported"]
    assert supports(f"{absence}{link}tiệc cưới có 500 khách [1].", "Tiệc cưới có 300 khách.") != ["supported"]


def test_the_title_and_the_day_of_an_article_bear_out_what_they_say() -> None:
    title = "Xã Phú Lộc công bố có dịch dại trên toàn xã"
    assert holds("Xã Phú Lộc đã công bố có dịch dại trên toàn xã [1].", "Chủ tịch xã yêu cầu nhốt chó.", title=title)
    assert holds("Hội đồng họp vào thứ năm tuần này [1].", "Hội đồng họp sáng 23-5.")
    assert not holds("Hội đồng họp vào thứ sáu tuần này [1].", "Hội đồng họp sáng 23-5.")


def test_a_contradiction_is_not_outvoted_by_another_passage() -> None:
    texts = "Ông Thảo được bồi thường 45 triệu đồng.", "Ông Thảo có lần nhận 54 triệu đồng tiền bồi thường cho xóm."
    (sentence,) = check("Ông Thảo được bồi thường 54 triệu đồng [1].", *texts).sentences
    assert sentence.support == "contradicted"
