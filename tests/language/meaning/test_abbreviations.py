import pytest

from language.meaning.abbreviations import learn, other_names
from language.normal_form import fold


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HĐND tỉnh bàn gì?", "hội đồng nhân dân"),
        ("hdnd tinh", "hội đồng nhân dân"),
        ("HDND", "hội đồng nhân dân"),
        ("ubnd", "ủy ban nhân dân"),
        ("TP.HCM", "thành phố hồ chí minh"),
        ("TP HCM", "thành phố hồ chí minh"),
        ("tphcm", "thành phố hồ chí minh"),
        ("BCH TW", "ban chấp hành trung ương"),
        ("bch tw", "trung ương"),
        ("HNTW 8", "hội nghị trung ương"),
        ("GD&ĐT", "giáo dục và đào tạo"),
        ("Bộ GD-ĐT", "giáo dục và đào tạo"),
        ("QĐ-UBND", "ủy ban nhân dân"),
        ("WHO nói gì?", "tổ chức y tế thế giới"),
        ("BHXH", "bảo hiểm xã hội"),
        ("Hội đồng nhân dân tỉnh", "HĐND"),
        ("Bộ Giáo dục và Đào tạo", "GD-ĐT"),
        ("liên minh châu Âu", "EU"),
    ],
)
def test_other_names(text: str, name: str) -> None:
    assert name in other_names(text, {})


@pytest.mark.parametrize("text", ["who is the head?", "eu", "cp", "AI NÓI GÌ", "ai nói gì", "", "Cha ông ta", "tt"])
def test_no_other_name(text: str) -> None:
    assert other_names(text, {}) == ()


def test_without_diacritics() -> None:
    assert "HĐND" in other_names(fold("Hội đồng nhân dân"), {}, unaccented=True)
    assert "HĐND" not in other_names(fold("Hội đồng nhân dân"), {})


def test_learn_from_wordings() -> None:
    texts = [
        "Ban Quản lý rừng phòng hộ (BQLRPH) Hồng Lĩnh và Trung tâm Ứng phó sự cố (TTƯPSC) cùng diễn tập.",
        "VQG (Vườn quốc gia) Vũ Quang; Ngân hàng của Người nghèo (NHNN); tổng sản phẩm trên địa bàn (GRDP).",
        "Theo ông Nam (ABC), hôm qua (HQ) trời mưa.",
    ]
    assert learn(texts) == {
        "BQLRPH": "ban quản lý rừng phòng hộ",
        "TTƯPSC": "trung tâm ứng phó sự cố",
        "VQG": "vườn quốc gia",
        "NHNN": "ngân hàng của người nghèo",
        "HQ": "hôm qua",
    }


def test_learnt_names_work_both_ways() -> None:
    learnt = {"VQG": "vườn quốc gia"}
    assert other_names("vqg Vũ Quang", learnt) == ("vườn quốc gia",)
    assert other_names("Vườn quốc gia Vũ Quang", learnt) == ("VQG",)
