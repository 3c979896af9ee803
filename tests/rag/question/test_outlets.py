import pytest

from rag.question.outlets import outlet_in

OUTLETS = ["Báo Sông Hồng", "VnExpress", "Tuổi Trẻ", "Tuổi Trẻ Cuối Tuần", "Đài Núi Xanh", ""]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Theo Báo Sông Hồng, giá điện tăng mấy lần?", "Báo Sông Hồng"),
        ("theo Sông Hồng giá điện tăng mấy lần", "Báo Sông Hồng"),
        ("bao song hong noi gi", "Báo Sông Hồng"),
        ("tin trên VnExpress", "VnExpress"),
        ("vnexpress đưa tin gì", "VnExpress"),
        ("trên Tuổi Trẻ có gì mới", "Tuổi Trẻ"),
        ("báo Tuổi Trẻ Cuối Tuần", "Tuổi Trẻ Cuối Tuần"),
        ("according to Núi Xanh", "Đài Núi Xanh"),
        ("trên sông Hồng có mấy cây cầu", None),
        ("tuổi trẻ thành phố làm gì", None),
        ("VnExpressway", None),
        ("", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert outlet_in(text, OUTLETS) == outlet
