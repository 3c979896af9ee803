import unicodedata
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encodings import legacy
from ingest.encodings.decode import decoded
from ingest.encodings.repair import GarbledError
from ingest.word_tally import is_syllable, look

SENTENCES = (
    "Chiều 28-7, nước lũ ở Cồn Én rút chậm; hơn 300 hộ dân vẫn phải ở nhờ.",
    "Ông Trần Văn Lài cho biết bà con đã bàn giao 98% mặt bằng, còn bảy hộ chưa nhận tiền.",
    "ỦY BAN NHÂN DÂN XÃ ĐẶNG ĐỖ vừa họp khẩn về việc vỡ bờ bao.",
    "Ngày mai trời trở rét, vùng núi có nơi dưới 5 độ C, khuyến cáo người già hạn chế ra ngoài.",
    "Đội Sông Hồng thắng Delta FC 2-1 nhờ bàn phản lưới ở phút bù giờ cuối cùng.",
    "Giá mía tại ruộng tăng thêm 50 đồng mỗi ký, nông dân phấn khởi nhưng nhà máy kêu khó.",
    "Thuở nhỏ, nghệ sĩ Nguyễn Thị Quỳnh hay theo mẹ đi hát bội khắp miền duyên hải.",
)
FIRST = SENTENCES[0] + " ỦY BAN XÃ ĐẶNG ĐỖ"
# FIRST as iconv 2.36 writes it.
WRITTEN = {
    "viscii": b"Chi\xabu 28-7, n\xdf\xbec l\xfb \xb7 C\xb0n \xc9n r\xfat ch\xa7m; h\xbdn 300 h\xb5 d\xe2n v\xe7n "
    b"ph\xe4i \xb7 nh\xb6. \x9cY BAN X\xc3 \xd0\x83NG \xd0\x92",
    "tcvn1": b"Chi\xd2u 28-7, n\xad\xedc l\xf2 \xeb C\xe5n \x8an r\xf3t ch\xcbm; h\xacn 300 h\xe9 d\xa9n v\xc9n "
    b"ph\xb6i \xeb nh\xea. \x9eY BAN X\x82 \xa7\x85NG \xa7\xf0",
    "cp1258": b"Chi\xea\xccu 28-7, n\xfd\xf5\xecc lu\xde \xf5\xd2 C\xf4\xccn \xc9n r\xfat ch\xe2\xf2m; h\xf5n 300 "
    b"h\xf4\xf2 d\xe2n v\xe2\xden pha\xd2i \xf5\xd2 nh\xf5\xcc. U\xd2Y BAN XA\xde \xd0\xc3\xf2NG \xd0\xd4\xde",
    "vni": (
        "Chieàu 28-7, nöôùc luõ ôû Coàn EÙn ruùt chaäm; hôn 300 hoä daân vaãn phaûi ôû nhôø. UÛY BAN XAÕ ÑAËNG ÑOÃ"
    ).encode("cp1252"),
}


def by_table(table: Mapping[int, str]) -> Callable[[str], bytes]:
    places = {letter: bytes([code]) for code, letter in table.items()}
    return lambda text: b"".join(places.get(letter) or letter.encode("cp1252") for letter in text)


def to_vni(text: str) -> bytes:
    letters = {new: old for old, new in legacy._VNI_LETTERS.items()}
    marks = {new: old for old, new in legacy._VNI_MARKS.items()}

    def typed(letter: str) -> str:
        if letter in letters:
            return letters[letter]
        base, *rest = unicodedata.normalize("NFD", letter)
        if "\u031b" in rest:
            rest.remove("\u031b")
            base = letters[unicodedata.normalize("NFC", base + "\u031b")]
        if not rest:
            return base
        mark = marks["".join(sorted(rest, key="\u0302\u0306\u0300\u0301\u0303\u0309\u0323".index))]
        return base + (mark.upper() if letter.isupper() else mark)

    return "".join(map(typed, text)).encode("cp1252")


def to_cp1258(text: str) -> bytes:
    def split(letter: str) -> str:
        base = "".join(c for c in unicodedata.normalize("NFD", letter) if c not in "\u0300\u0301\u0303\u0309\u0323")
        tone = "".join(c for c in unicodedata.normalize("NFD", letter) if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", base) + tone

    return "".join(map(split, text)).encode("cp1258")


def misread(text: str, times: int, codec: str = "latin-1") -> bytes:
    for _ in range(times):
        text = text.encode().decode(codec)
    return text.encode()


WRITERS: dict[str, Callable[[str], bytes]] = {
    "viscii": by_table(legacy._VISCII),
    "tcvn1": by_table(legacy._TCVN1),
    "vni": to_vni,
    "cp1258": to_cp1258,
    "utf-8": str.encode,
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "misread": lambda text: misread(text, 1),
    "misread twice": lambda text: misread(text, 2),
    "viscii read as latin-1": lambda text: by_table(legacy._VISCII)(text).decode("latin-1").encode(),
    "vni in utf-8": lambda text: to_vni(text).decode("cp1252").encode(),
}
# No test of theirs can have capitals with accents, which the ABC fonts keep in a second font.
FONT_WRITERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": by_table(legacy._TCVN3),
    "tcvn3 in utf-8": lambda text: by_table(legacy._TCVN3)(text).decode("cp1252").encode(),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_bytes_written_by_others(name: str) -> None:
    assert decoded(WRITTEN[name]) == FIRST


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(WRITERS)), st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True))
def test_every_encoding_is_told_from_a_paragraph(name: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert decoded(WRITERS[name](text)) == text


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(FONT_WRITERS)), st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True))
def test_the_abc_fonts(name: str, sentences: list[str]) -> None:
    text = " ".join(sentences).lower()
    assert decoded(FONT_WRITERS[name](text)) == text


def test_unicode_stays_as_written() -> None:
    text = unicodedata.normalize("NFD", FIRST)
    assert decoded(text.encode()) == text
    assert decoded(b"a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Die Gebühren für größere Züge sinken, sagte der Minister am Freitag in Köln. Das sei „überfällig“.",
            "cp1252",
        ),
        ("Où sont les élèves ? a demandé le député, déçu, après la visite de la forêt brûlée l'été dernier.", "cp1252"),
        ("The ministry called it “a first step” — the café’s owner disagreed and said so, loudly.", "cp1252"),
        ("Правительство объявило в пятницу о снижении цен на билеты. Министр сказал, что это важно.", "cp1251"),
    ],
)
def test_other_languages_do_not_become_vietnamese(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text
    assert decoded(text.encode()) == text


def test_what_is_declared_counts_only_where_the_bytes_do_not_tell() -> None:
    czech = "Příští rok železnice sníží ceny."
    assert decoded(czech.encode("iso8859-2"), "iso-8859-2") == czech
    assert decoded(WRITTEN["viscii"], "iso-8859-1") == FIRST
    assert decoded(FIRST.encode(), "iso-8859-1") == FIRST
    assert decoded(WRITTEN["cp1258"], "no such thing\x00") == FIRST


def test_a_few_stray_bytes_in_good_utf8() -> None:
    text = " ".join(SENTENCES * 4).encode()
    cut = text.decode().index("biết")
    strayed = text.replace(b"2-1", b"2\x961", 1)
    assert decoded(strayed).count("\ufffd") == 1
    assert decoded(text[: len(text.decode()[: cut + 3].encode()) - 1]).endswith("bi")


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xff",
        b"\xff\xfe\x00",
        bytes(range(128, 256)) * 3,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\xff\xd9" * 9,
        "B\ufffdo \ufffd\ufffdng B\ufffdng: n\ufffd\ufffdc r\ufffdt ch\ufffdm".encode(),
        b"N??c l? ? C?n En r?t ch?m, h?n 300 h? d?n v?n ph?i ? nh?.",
        "".join(char for char in misread(" ".join(SENTENCES), 1).decode() if char.isprintable()).encode(),
    ],
)
def test_what_is_lost_is_never_stored_garbled(content: bytes) -> None:
    with pytest.raises((UnicodeDecodeError, GarbledError)):
        decoded(content)


@pytest.mark.parametrize(
    "text",
    [
        "Cà phê ở đâu?",
        "Cá nhân vào năm 2030 và có chính sách thu mua",
        "https://vidu.vn/tim?q=lũ&trang=2",
        "Ơ",
        "Wow!? Thật à?Ừ, thật.",
    ],
)
def test_short_good_text_stays(text: str) -> None:
    assert decoded(text.encode()) == text


@pytest.mark.parametrize("word", ["nghiêng", "Hoà", "hòa", "QUYẾT", "giếng", "thuở", "khuỷu", "Đỗ", "yếu", "ủy"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert look(unicodedata.normalize("NFD", word)).legal == 1 or word.isascii()


@pytest.mark.parametrize("word", ["für", "été", "más", "hoµ", "nưûớc", "cÔng", "tạch̀", "càt", "ðã", "Größe", "où"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
