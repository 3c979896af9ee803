import pytest

from language.normal_form import fold
from rag.question.outlets import outlet_in, outlets_in

OUTLETS = [
    "Báo Sông Hồng",
    "VnExpress",
    "Tuổi Trẻ",
    "Tuổi Trẻ Cuối Tuần",
    "Đài Núi Xanh",
    "Báo Đắk Lơ",
    "Chính phủ",
    "Thời báo Bến Sỏi",
    "Tin Vùng Cao",
    "Kon Lúc",
    "tinconen.vn",
    "www.gomaymoi.com.vn",
    "vgm.vn",
    "",
]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Theo Báo Sông Hồng, giá điện tăng mấy lần?", "Báo Sông Hồng"),
        ("theo Sông Hồng giá điện tăng mấy lần", "Báo Sông Hồng"),
        ("bao song hong noi gi", "Báo Sông Hồng"),
        ("tin trên VnExpress", "VnExpress"),
        ("Theo tinconen.vn, lũ rút chưa?", "tinconen.vn"),
        ("theo www.tinconen.vn lũ rút chưa", "tinconen.vn"),
        ("Theo Tinconen, lũ rút chưa?", "tinconen.vn"),
        ("vnexpress đưa tin gì", "VnExpress"),
        ("trên Tuổi Trẻ có gì mới", "Tuổi Trẻ"),
        ("báo Tuổi Trẻ Cuối Tuần", "Tuổi Trẻ Cuối Tuần"),
        ("according to Núi Xanh", "Đài Núi Xanh"),
        ("bài của Đắk Lơ", "Báo Đắk Lơ"),
        ("Báo Đắk Lơ viết gì về cà phê?", "Báo Đắk Lơ"),
        ("Đắk Lơ đưa tin gì hôm nay?", "Báo Đắk Lơ"),
        ("các bài mới nhất của Sông Hồng", "Báo Sông Hồng"),
        ("articles from Sông Hồng", "Báo Sông Hồng"),
        ("cac bai cua tin vung cao", "Tin Vùng Cao"),
        ("Tin Vùng Cao có bao nhiêu bài?", "Tin Vùng Cao"),
        ("thời báo bến sỏi nói gì", "Thời báo Bến Sỏi"),
        ("What did Tuổi Trẻ report?", "Tuổi Trẻ"),
        ("Bài trên Chính phủ", "Chính phủ"),
        ("trên sông Hồng có mấy cây cầu", None),
        ("tuổi trẻ thành phố làm gì", None),
        ("VnExpressway", None),
        ("Cầu ở Bến Sỏi dài bao nhiêu?", None),
        ("tin vùng cao hôm nay", None),
        ("theo Gò Mây Mới, lũ rút chưa?", "www.gomaymoi.com.vn"),
        ("theo go may moi lu rut chua", "www.gomaymoi.com.vn"),
        ("Gò Mây Mới đưa tin gì?", "www.gomaymoi.com.vn"),
        ("Tinconen có bao nhiêu bài?", "tinconen.vn"),
        ("Ở Gò Mây mới đây có mấy vụ cháy?", None),
        ("Chợ Gò Mây Mới mở khi nào?", None),
        ("Đội VGM thắng ai?", None),
        ("theo VGM thì ai thắng", "vgm.vn"),
        ("Giải chạy do báo Tuổi Trẻ tổ chức có mấy người?", None),
        ("Báo Sông Hồng phối hợp với ai mở giải?", None),
        ("", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert outlet_in(text, OUTLETS) == outlet


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Theo Tuổi Trẻ và Gò Mây Mới, mấy người chết?", ["Tuổi Trẻ", "www.gomaymoi.com.vn"]),
        ("Báo Sông Hồng, VnExpress và VGM ghi tỷ số ra sao?", ["Báo Sông Hồng", "VnExpress", "vgm.vn"]),
        ("VnExpress và Gò Mây Mới viết gì?", ["VnExpress", "www.gomaymoi.com.vn"]),
        ("Báo Tuổi Trẻ Cuối Tuần đưa tin gì?", ["Tuổi Trẻ Cuối Tuần"]),
        ("Đường từ Bến Sỏi và Gò Mây Mới đi mất mấy giờ?", []),
    ],
)
def test_all_outlets_named(text: str, named: list[str]) -> None:
    assert [outlet for _, outlet in outlets_in(text, OUTLETS)] == named


PLACES = ["Sông Hồng", "Đắk Lơ", "Núi Xanh", "Chính phủ", "Kon Lúc"]
OF_A_PLACE = [
    "Sạt lở ở {} làm mấy người chết?",
    "Cháy nhà tại {}",
    "dân của {} sống ra sao",
    "giá cà phê ở tỉnh {}",
    "What happened in {}?",
    "Which roads are closed near {}?",
    "trường học của {}",
    "nghị định của {}",
    "{} có mưa không?",
    "Bão {} đổ bộ khi nào?",
]


@pytest.mark.parametrize("place", PLACES[:4])
@pytest.mark.parametrize("wording", OF_A_PLACE)
def test_a_place_or_an_office_is_no_outlet(place: str, wording: str) -> None:
    assert outlet_in(wording.format(place), OUTLETS) is None


@pytest.mark.parametrize("wording", OF_A_PLACE[:8])
@pytest.mark.parametrize("place", ["Kon Lúc"])
def test_nor_is_a_place_that_gives_a_paper_its_whole_name(place: str, wording: str) -> None:
    assert outlet_in(wording.format(place), OUTLETS) is None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "wording", ["trên báo {} có gì", "theo {} thì sao", "bài của {}", "Báo {} viết gì?", "tờ {} đưa tin gì"]
)
def test_what_names_the_paper(place: str, wording: str) -> None:
    asked = wording.format(place)
    assert outlet_in(asked, OUTLETS) == outlet_in(fold(asked), OUTLETS) == next(o for o in OUTLETS if place in o)
