import pytest

from ingest.split import split

BODY = "Bến Vàm vừa nhận chiếc phà mới.\nPhà chở được 60 người mỗi lượt."
TAILS = [
    "30/10/2025 10:41\nGiao thông\nPhà,Bến Vàm,Sông nước,Vé phà\nBáo Vàm",
    "Phà, bến Vàm, sông nước",
    "Giao thông\n30/10/2025",
    "#phà #bếnVàm #sôngnước",
    "Phà; Bến Vàm; Giá vé\nBáo Vàm",
    "Phà / Bến Vàm / Giá vé",
    "• Phà • Bến Vàm • Giá vé",
    "Phà • Bến Vàm • TP.HCM\n30/10/2025",
    "Phà - Bến Vàm - Giá vé",
    "Phà,Bến Vàm,Giá vé.",
    "#Giao thông#Bến Vàm",
    "Vé phà bến Vàm, Giao thông\n30/10/2025 10:41\nBáo Vàm",
    "COVID-19, Bến Vàm, TP.HCM, Bộ Y tế",
]


def kept(text: str) -> str:
    return "\n".join(text[chunk.start : chunk.end] for chunk in split(text))


@pytest.mark.parametrize("tail", TAILS)
def test_what_aggregators_leave_below_an_article_is_no_part_of_it(tail: str) -> None:
    assert kept(f"{BODY}\n{tail}") == BODY


@pytest.mark.parametrize(
    "end",
    [
        "Ba bến có phà mới:\nVàm, Rạch Vẹt, Cái Mơn",
        "Phà chạy qua Vàm, Rạch Vẹt và Cái Mơn.",
        "- Vàm, Rạch Vẹt, Cái Mơn",
        "Cầu, đường, trường, trạm.",
        "Ông Bình bán vé, bà Sáu lái phà, còn anh Út thì trông bến và giữ xe cho khách",
    ],
)
def test_an_articles_own_lists_stay(end: str) -> None:
    assert kept(f"{BODY}\n{end}") == f"{BODY}\n{end}"
