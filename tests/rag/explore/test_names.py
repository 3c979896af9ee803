"""Whom and what articles mention, and what is no name."""

import pytest

from rag.explore.names import mentions, most_named
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
        "Bệnh viện Đa khoa tiếp nhận 12 người.",
        "Bệnh viện Đa khoa mở thêm phòng.",
        "Bà đến Bệnh viện Đa khoa, xếp hàng từ sáng.",
    ]
    assert [named.name for named in most_named(texts, 5)["organisation"]] == ["Bệnh viện Đa khoa"]


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
