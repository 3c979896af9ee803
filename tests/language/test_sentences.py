import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentences import opens_sentence, paragraphs, sentences

# “¦” stands where a sentence ends; everything else is the text.
CASES = """
Trời mưa to.¦ Đường ngập.¦ Ai cũng về muộn!¦ Sao không ai báo trước?¦ Lạ thật
Anh Tư sống ở TP.HCM.¦ Chị Năm ở TP. Hồ Chí Minh, còn bà Sáu ở Tp. Huế.
Xe chạy về TP. Bà Rịa.¦ Tàu ra Tx. Sơn Tây và TT. Sa Pa.
Dân số toàn TP.¦ Theo niên giám là chín triệu.
Theo ThS. Lê Văn Bình, TS. Hoa và PGS.TS. Nguyễn An thì nước còn lên.¦ GS. Minh đồng ý.
KTS. Lan, BS. Hùng, LS. Cúc và Th.S Nam cùng dự.¦ Họ về lúc tối.
PGS. TS. Trần Bắc và Ths. Vũ Nga viết sách.¦ Sách dày.
Quán nằm ở Q.1, gần P.5.¦ Nhà kho ở Q. 1, P. 5 và đường Đ. 3 cũ.
Chợ bán cam, quýt, v.v. và cả hoa.¦ Vườn trồng ổi, mận, v.v.¦ Người mua rất đông.
Xem tr. 15 rồi làm bài.¦ Vốn 20 tr. đồng đã hết.
Bị cáo N.V.H. khai nhận.¦ Ông A. nói không.¦ Nguyễn V. B. im lặng.
Chị Ng. Thu và anh Tr. Hải đứng chờ.
Cháu T.A. (12 tuổi) đi học.¦ Hôm qua mẹ cháu gặp chị H.¦ Sau đó hai người về.
Nhiệt độ lên 39 độ C.¦ Cây khô hết.¦ Đội ở bảng A.¦ Ronaldo ghi bàn.¦ Động cơ đạt 300 Nm.¦ Xe chạy nhanh.
Giá là 1.234,5 đồng.¦ Ngày 28.7.2023 tăng 6.2 lên 3.500 đồng.
Ông sinh năm 1950.¦ 20 năm sau ông vào Nam.
Xem tại https://vidu.vn/tin.html?a=1.¦ Viết cho an.Nguyen@vidu.com nhé.¦ Trang Vidu.Net đăng.
Trang www.Hoibao.vn và thư gửi tin.Bai@vidu.vn đều còn nguyên.
Anh nghĩ... rồi lại thôi.¦ Chị cười…¦ Rồi khóc.¦ "..." là dấu ba chấm.¦ (...) Ông kể.
...Rồi thuyền cập bến.¦ Không ai xuống ...¦ Đêm đến.
1. Nội dung chính.¦ 2. Nội dung phụ.¦ 2.1. Chi tiết.
I. Mở đầu câu chuyện
a) Nộp đơn.¦ b) Chờ tin.
A. Phần chung.¦ Điều 5. Phạm vi áp dụng.¦ Chương II. Điều khoản.¦ Hết.
Đề gồm: 1. Toán; 2. Văn.¦ Thi xong là nghỉ.
- Họp lúc 8h.¦ Ăn trưa.
Ông nói: “Tôi biết.¦ Tôi không đi.”¦ Rồi ông cười (rất to.)¦ Bà im lặng.
Tòa tuyên "vô tội".¦ Vụ án “lừa đảo”.¦ Cô hát 'Mưa rơi'.¦ Hết.
“Thật sao?” ông hỏi.¦ “Đi thôi!”, bà nói.¦ “Tôi...”, anh ngập ngừng.¦ "Ai?" - cô đáp.
“Chúng tôi sẽ xây cầu.” – Ông Hải khẳng định.¦ “Cầu sẽ đẹp”.¦ “Và bền”.
Nước dâng; đường trơn: ai cũng chậm, kể cả xe cứu hỏa.¦ Hết.
Việc xảy ra hôm qua.¦Theo ông Bình, xe hỏng.¦Không ai bị thương.¦Ảnh: An.
Giá tăng 3%.¦Người mua ít đi.¦ Cầu xong năm 2017.¦Đường thì chưa.¦ Lãi 999 USD.¦Ông mua vàng.
Anh nói “không”.¦Lan đi.¦ Xe hết xăng .¦Trời tối.
Tiền đạo C.Ronaldo và P.Nguyên gặp nhau ở TP.Hải Phòng, Nh.Thạch ghi.
iPhone mới ra.¦ iPad cũng vậy.
Trận đấu kết thúc.....¦ Khán giả về !!!¦ Hết ?!
Nhà văn (1920 - 1990.)¦ Sách in lại.
Chính quyền địa phương cho biết./.
Mr. Smith and Dr. Jones met Mrs. Lee in the U.S. on Monday.¦ They left at 5 p.m.¦ The train was late.
He was born in St. Louis.¦ See No. 5 for details, e.g. Fig. 3.¦ "No."¦ He left.
John F. Kennedy spoke.¦ The U.S.¦ The crowd cheered.¦ It's over, isn't it?¦ Yes.
She moved to Washington, D.C.¦ In May she left.
Россия играла хорошо.¦ Конец.
他来了。¦我走了！¦好
"""


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES.strip().split("\n"))
def test_sentences_end_where_a_reader_would_say(case: str, form: Literal["NFC", "NFD"]) -> None:
    case = unicodedata.normalize(form, case)
    assert split(case.replace("¦", "")) == [sentence.strip() for sentence in case.split("¦")]


def test_a_line_end_ends_a_sentence_whatever_stands_there() -> None:
    text = "Tin vắn\n- Gạo lên giá\r\n\r\n• Dầu hạ,\n  + TP.\nHồ Chí Minh mưa. Hết\n \n"
    assert split(text) == ["Tin vắn", "- Gạo lên giá", "• Dầu hạ,", "+ TP.", "Hồ Chí Minh mưa.", "Hết"]


def test_paragraphs_are_the_lines_that_hold_anything() -> None:
    text = "\n  Một. Hai.  \n\n\tBa\u2028Bốn\r\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["Một. Hai.", "Ba", "Bốn"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t"])
def test_nothing_holds_no_sentence(text: str) -> None:
    assert sentences(text) == paragraphs(text) == []


@pytest.mark.parametrize(
    "unit",
    ["mưa ", "mưa\u00a0", ". ", ".", "A. ", "a.B", "“.” ", "?( ", ".  ”", "- ", ": 1. ", "x@y.Z/", "\u0301"],
)
def test_a_hundred_thousand_characters_of_anything_are_split_without_delay(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    check(text)  # the suite's timeout fails a quadratic scan


def test_a_text_without_a_stop_is_one_sentence() -> None:
    text = "nước lên " * 10_000
    assert sentences(text) == [(0, len(text) - 1)]


WORDS = "Ông bà TP TS Hà Nội 3.500 28.7 N.V.H v.v tr đi Đi … ... . ! ? ; : , “ ” \" ' ( ) - • Theo x@y.vn \n"
words = st.sampled_from(WORDS.split(" "))
gaps = st.sampled_from(["", " ", " ", "  ", "\n", "\u00a0"])
junk = st.text(st.characters(codec=None), max_size=8)
texts = st.lists(words | gaps | junk, max_size=60).map("".join)


@given(texts)
def test_spans_are_trimmed_ordered_and_leave_only_white_space_out(text: str) -> None:
    check(text)


@given(texts)
def test_sentences_stay_in_their_paragraph(text: str) -> None:
    found = []
    for first, last in paragraphs(text):
        found += [(first + start, first + end) for start, end in sentences(text[first:last])]
    assert found == sentences(text)


def check(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        seen = 0
        for start, end in spans:
            assert seen <= start < end
            assert not text[seen:start].strip()
            assert text[start:end] == text[start:end].strip()
            seen = end
        assert not text[seen:].strip()


@pytest.mark.parametrize("before", ["", "Xong. ", "Ông nói: “", "(", "- ", "• ", "a\n", "Hết; "])
def test_what_opens_a_sentence(before: str) -> None:
    assert opens_sentence(f"{before}Mưa lớn", len(before))


@pytest.mark.parametrize("before", ["ở ", "và, ", "tại     ", "2 "])
def test_what_opens_none(before: str) -> None:
    assert not opens_sentence(f"{before}Mưa lớn", len(before))
