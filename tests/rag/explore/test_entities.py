"""Whom and what articles mention, and what is no name."""

import pytest

from language.meaning.entities import mentions
from language.meaning.place_names import known_places
from rag.explore.most_named import most_named
from vectorstore.local.library import LocalLibrary


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("Ông Trịnh Công Lữ, chủ tịch xã, cho biết lúa đã gặt.", "person", "Trịnh Công Lữ"),
        ("Theo Tổng thống Nga Vladimir Putin, cuộc gặp sẽ diễn ra.", "person", "Vladimir Putin"),
        ("Đoàn đến tỉnh Hải Lâm hôm qua.", "place", "tỉnh Hải Lâm"),
        ("Sông Điềm cạn nước.", "place", "sông Điềm"),
        ("Lũ trên sông Điềm đang lên.", "place", "sông Điềm"),
        ("Chiều qua, Sở Y tế họp.", "organisation", "Sở Y tế"),
        ("Báo cáo của UBND huyện Vân Trạch nêu rõ.", "place", "huyện Vân Trạch"),
    ],
)
def test_a_name_with_what_it_is(text: str, kind: str, form: str) -> None:
    assert any(one.kind == kind and one.form.startswith(form) for one in mentions(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bộ trưởng đến dự.",
        "Xã hội thay đổi nhanh.",
        "Bản quyền thuộc về tòa soạn.",
        "Các cán bộ Bảo hiểm đến từng nhà.",
        "Hôm qua trời mưa. Sáng nay trời tạnh.",
    ],
)
def test_words_that_only_look_like_names(text: str) -> None:
    assert not list(mentions(text))


def test_a_name_counts_once_an_article_and_only_in_two() -> None:
    texts = ["Tỉnh Hải Lâm họp. Tỉnh Hải Lâm bàn.", "Đoàn đến tỉnh Hải Lâm.", "Đoàn đến tỉnh Sơn Lam."]
    found = most_named(texts, 5)
    assert [(named.name, named.articles) for named in found["place"]] == [("tỉnh Hải Lâm", 2)]


def test_small_letters_belong_to_a_name_when_most_mentions_have_them() -> None:
    texts = [
        "Bệnh viện Nhi đồng tiếp nhận 12 người.",
        "Bệnh viện Nhi đồng mở thêm phòng.",
        "Bà đến Bệnh viện Nhi đồng, xếp hàng từ sáng.",
    ]
    assert [named.name for named in most_named(texts, 5)["organisation"]] == ["Bệnh viện Nhi đồng"]


def test_the_examples(examples: LocalLibrary) -> None:
    found = most_named((f"{article.title}.\n{article.text}" for article, _ in examples.articles()), 12)
    assert {"tỉnh Hải Lâm", "huyện Long Trạch", "chợ Bến Vạt"} <= {named.name for named in found["place"]}
    assert {"Lâm Chí Bửu", "Đặng Thế Nhưỡng"} <= {named.name for named in found["person"]}
    assert "Sở Nông nghiệp và Phát triển nông thôn" in {named.name for named in found["organisation"]}
    assert all(named.articles >= 2 for kind in found.values() for named in kind)


def test_a_name_counts_in_every_article_that_names_it() -> None:
    texts = [
        "Thành phố Hải Lâm họp sáng nay.",
        "Đoàn rời Hải Lâm lúc trưa.",
        "Sở Y tế Hải Lâm mở lớp.",
        "Ông Lê Văn Nho trồng mía.",
        "Vườn của Lê Văn Nho được mùa.",
    ]
    found = most_named(texts, 5)
    assert [(named.name, named.articles) for named in found["place"]] == [("Hải Lâm", 3)]
    assert [(named.name, named.articles) for named in found["person"]] == [("Lê Văn Nho", 2)]


def test_a_river_needs_the_word_river() -> None:
    texts = ["Sông Điềm cạn nước.", "Sông Điềm lại đầy.", "Chị Điềm trồng rau.", "Bà Điềm bán cá."]
    assert [(named.name, named.articles) for named in most_named(texts, 5)["place"]] == [("sông Điềm", 2)]


def test_one_city_however_it_is_written() -> None:
    texts = ["Ở TP.HCM trời mưa.", "Tại thành phố Hồ Chí Minh, nắng.", "Về TP Hồ Chí Minh.", "Kẹt xe ở TP HCM."]
    assert [(named.name, named.articles) for named in most_named(texts, 5)["place"]] == [("TP HCM", 4)]


@pytest.mark.parametrize(
    "written", ["TP.Hải Phòng", "Tp Hải Phòng", "TP. Hải Phòng", "thành phố Hải Phòng", "Hải Phòng"]
)
def test_a_city_short_or_in_full_is_one_place_and_nobody(written: str) -> None:
    texts = [f"Tàu rời {written} lúc sáng.", "Hàng về Hải Phòng trong đêm."]
    most = most_named(texts, 5)
    assert [(one.name, one.texts) for one in most["place"]] == [("Hải Phòng", (0, 1))]
    assert not most["person"]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Đức bán mía ở chợ.",
        "Tàu vượt Thái Bình Dương trong mười ngày.",
        "Chủ tịch tỉnh, UBND họp.",
        "Trận đấu của Hà Nội FC bị hoãn.",
    ],
)
def test_what_is_no_place_or_person(text: str) -> None:
    most = most_named([text, text], 5)
    assert not [one.name for one in most["place"] if one.name not in ("Hà Nội",)]
    assert not most["person"]


def test_a_short_name_counts_for_the_long_one() -> None:
    texts = [
        "Tổng thống Robert Kellman đến thăm. Kellman nói ông vui.",
        "Kellman ký sắc lệnh, theo Tổng thống Robert Kellman.",
        "Hôm qua Kellman về nước.",
    ]
    assert [(one.name, one.articles) for one in most_named(texts, 5)["person"]] == [("Robert Kellman", 3)]


def test_every_known_place_is_found_under_its_usual_name() -> None:
    for written, usual in known_places().items():
        named = most_named([f"Đoàn công tác đến {written} hôm qua.", f"Hàng chuyển về {written} trong đêm."], 3)
        assert [one.name for one in named["place"]] == [usual], written
