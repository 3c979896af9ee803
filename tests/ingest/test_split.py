import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.split import CHUNKS, split
from language.sentences import sentences

SENTENCE = "Xã Tân Lập có {n} hộ dân trồng mía trên tổng diện tích 1.234,5 ha, theo ThS. Lê Văn Tám ở TP.HCM."


def body(count: int) -> str:
    return " ".join(SENTENCE.format(n=n) for n in range(1, count + 1))


def texts(text: str, body_start: int = 0) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in split(text, body_start)]


def test_short_paragraphs_are_joined_and_long_ones_cut_at_sentences() -> None:
    text = "Tin ngắn thứ nhất.\nTin ngắn thứ hai.\n" + body(40)
    found = texts(text)
    assert found[0].startswith("Tin ngắn thứ nhất.\nTin ngắn thứ hai.")
    assert all(len(chunk) <= CHUNKS.most_chars for chunk in found)
    ends = {end for _, end in sentences(text)}
    assert all(chunk.end in ends for chunk in split(text))


def test_one_line_of_13000_characters() -> None:
    found = texts(body(130))
    assert " ".join(found) == body(130)
    assert all(CHUNKS.least_chars < len(chunk) <= CHUNKS.most_chars + CHUNKS.least_chars for chunk in found)


def test_headings_travel_with_what_they_head() -> None:
    text = f"{body(3)}\n\nMặt bằng vẫn là điểm nghẽn\n\n{body(4)}\n\nKhông có gì sau dòng này"
    chunks = split(text)
    assert [chunk.heading for chunk in chunks] == ["", "Mặt bằng vẫn là điểm nghẽn", "Mặt bằng vẫn là điểm nghẽn"][
        : len(chunks)
    ]
    assert not any("điểm nghẽn" in text[chunk.start : chunk.end] for chunk in chunks)


def test_captions_and_rights_are_in_no_chunk() -> None:
    text = (
        f"{body(3)}\nQuang cảnh hội nghị. Ảnh: Hoài Nam\n{body(3)}\nHà Thu - Minh Khuê\n© Bản quyền thuộc về Báo Mía."
    )
    joined = "".join(texts(text))
    for furniture in ("Ảnh:", "Hà Thu", "©"):
        assert furniture not in joined
    assert joined.count("ThS. Lê Văn Tám") == 6


def test_a_list_of_names_at_the_end_is_kept() -> None:
    text = "Nước lũ dâng nhanh. Ba người trúng giải là:\nTrần Thị Bông\nLê Văn Tám\nNguyễn An"
    assert texts(text) == [text]


def test_a_list_stays_with_what_announces_it() -> None:
    items = "\n".join(f"- Nội dung thứ {n} của chương trình;" for n in range(1, 8))
    (chunk,) = texts(f"Hội nghị bàn các nội dung:\n{items}")
    assert chunk.count("- Nội dung") == 7


def test_a_title_line_is_in_no_chunk() -> None:
    text = f"Mía được mùa\n\n{body(2)}"
    assert "Mía được mùa" not in "".join(texts(text, len("Mía được mùa")))


def test_a_sentence_without_end_is_cut_between_words() -> None:
    found = texts("mía " * 3_000)
    assert all(len(chunk) <= 2 * CHUNKS.most_chars for chunk in found)
    assert sum(chunk.count("mía") for chunk in found) == 3_000


@pytest.mark.parametrize("text", ["", "   \n\n", "© Bản quyền thuộc về Báo Mía."])
def test_nothing_to_say_makes_no_chunk(text: str) -> None:
    assert split(text) == []


@given(
    st.lists(
        st.sampled_from(["Mía được mùa", SENTENCE, body(12), "- Một ý;", "Ảnh: Nam", "", "x" * 2_500, "Ai nói: gì?"]),
        max_size=12,
    )
)
def test_chunks_are_in_order_trimmed_and_never_overlap(lines: list[str]) -> None:
    text = "\n".join(lines)
    done = 0
    for chunk in split(text):
        assert done <= chunk.start < chunk.end <= len(text)
        assert text[chunk.start : chunk.end] == text[chunk.start : chunk.end].strip()
        done = chunk.end
