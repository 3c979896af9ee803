"""What was garbled comes right, line by line, and what was good stays, in any language."""

import json
import quopri
import unicodedata
from collections.abc import Callable
from html import escape
from io import BytesIO
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encodings import legacy
from ingest.encodings.escapes import unescaped
from ingest.encodings.repair import GarbledError, repaired, repaired_lines
from tests.ingest.readers.reading import records, rejections
from tests.ingest.test_encodings import SENTENCES, by_table, to_vni

TITLE = "Bến Vàm thay chiếc phà gỗ"
BODY = "Chiếc phà mới chở được 60 người, chạy từ sáng 3-5. Tiền vé giữ nguyên 5.000 đồng mỗi lượt."
LAST = "Ông Lữ Văn Bình, chủ bến, kể rằng phà gỗ đã chạy từ năm 1991."


def as_vni(text: str) -> str:
    return to_vni(text).decode("cp1252")


def as_tcvn3(text: str) -> str:
    return by_table(legacy._TCVN3)(text.lower()).decode("cp1252")


def as_misread(text: str) -> str:
    import ftfy.bad_codecs  # noqa: F401

    return text.encode().decode("sloppy-windows-1252")


def as_misread_by(codec: str) -> Callable[[str], str]:
    def letter(byte: int) -> str:
        try:
            return bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            return chr(byte)

    return lambda text: "".join(letter(byte) for byte in text.encode())


def as_bare(text: str) -> str:
    return as_hex(text).replace("\\", "")


def as_numbers(text: str) -> str:
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in text)


def as_hex(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


def as_twice_escaped(text: str) -> str:
    return as_numbers(text).replace("&", "&amp;")


def as_viqr(text: str) -> str:
    signs = dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True))
    apart = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    return "".join(signs.get(char, char) for char in apart)


GARBLING: dict[str, Callable[[str], str]] = {
    "vni": as_vni,
    "tcvn3": as_tcvn3,
    "misread": as_misread,
    "numbers": as_numbers,
    "hex": as_hex,
    "twice escaped": as_twice_escaped,
    "viqr": as_viqr,
    "bare": as_bare,
    "misread twice": lambda text: as_misread(as_misread(text)),
    **{codec: as_misread_by(codec) for codec in ("cp1250", "cp1251", "cp1258", "mac_roman", "cp437", "cp850")},
}


def lower(text: str, garbled: str) -> str:
    return text.lower() if garbled == "tcvn3" else text


def in_jsonl(*lines: str) -> tuple[str, bytes]:
    return "a.jsonl", json.dumps({"title": lines[0], "text": "\n".join(lines[1:])}, ensure_ascii=False).encode()


def in_escaped_json(*lines: str) -> tuple[str, bytes]:
    return "a.json", json.dumps([{"tieude": lines[0], "noidung": "\n".join(lines[1:])}]).encode()


def in_csv(*lines: str) -> tuple[str, bytes]:
    quoted = ("\n".join(lines[1:])).replace('"', '""')
    return "a.csv", f'title,content\n"{lines[0]}","{quoted}"\n'.encode()


def in_docx(*lines: str) -> tuple[str, bytes]:
    import docx

    word, stream = docx.Document(), BytesIO()
    word.add_paragraph(lines[0], style="Title")
    for line in lines[1:]:
        word.add_paragraph(line)
    word.save(stream)
    return "a.docx", stream.getvalue()


def in_odt(*lines: str) -> tuple[str, bytes]:
    import odfdo

    text, stream = odfdo.Document("text"), BytesIO()
    text.body.clear()
    for line in lines:
        text.body.append(odfdo.Paragraph(line))
    text.save(stream)
    return "a.odt", stream.getvalue()


def in_xlsx(*lines: str) -> tuple[str, bytes]:
    import openpyxl

    book, stream = openpyxl.Workbook(), BytesIO()
    book.active.append(["title", "text"])
    book.active.append([lines[0], "\n".join(lines[1:])])
    book.save(stream)
    return "a.xlsx", stream.getvalue()


def in_feed(*lines: str) -> tuple[str, bytes]:
    title, *others = map(escape, lines)
    entry = f"<title>{title}</title><description>{escape(''.join(f'<p>{line}</p>' for line in others))}</description>"
    return "a.rss", f'<rss version="2.0"><channel><item>{entry}</item></channel></rss>'.encode()


def in_page(*lines: str) -> tuple[str, bytes]:
    title, *others = (escape(line, quote=False) for line in lines)
    paragraphs = "".join(f"<p>{line}</p>" for line in others)
    page = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
    return "a.html", page.encode()


def in_saved_page(*lines: str) -> tuple[str, bytes]:
    part = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html; '
        b'charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    )
    return "a.mhtml", part + quopri.encodestring(in_page(*lines)[1]) + b"\n--x--\n"


CONTAINERS = (in_jsonl, in_escaped_json, in_csv, in_docx, in_odt, in_xlsx, in_feed, in_page, in_saved_page)


@pytest.mark.parametrize("garbled", GARBLING)
@pytest.mark.parametrize("container", CONTAINERS)
def test_every_reader_gives_what_was_meant(container: Callable[..., tuple[str, bytes]], garbled: str) -> None:
    (record,) = records(*container(*map(GARBLING[garbled], (TITLE, BODY, LAST))))
    assert record.fields["title"] == lower(TITLE, garbled)
    assert str(record.fields["text"]).endswith(lower(f"{BODY}\n{LAST}", garbled))


@pytest.mark.parametrize("garbled", GARBLING)
@pytest.mark.parametrize("container", CONTAINERS)
def test_a_good_title_over_a_garbled_body(container: Callable[..., tuple[str, bytes]], garbled: str) -> None:
    (record,) = records(*container(TITLE, *map(GARBLING[garbled], (BODY, LAST))))
    assert record.fields["title"] == TITLE
    assert str(record.fields["text"]).endswith(lower(f"{BODY}\n{LAST}", garbled))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["vni", "tcvn3", "misread", "cp1258", "mac_roman", "cp437", "cp850"]),
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6, unique=True),
    st.integers(0, 5),
)
def test_good_lines_among_garbled_ones_stay(garbled: str, sentences: list[str], good: int) -> None:
    good %= len(sentences)
    given_lines = [each if at == good else GARBLING[garbled](each) for at, each in enumerate(sentences)]
    meant = [each if at == good else lower(each, garbled) for at, each in enumerate(sentences)]
    assert repaired_lines(given_lines) == meant


CLEAN = (
    *SENTENCES,
    "Bà Lê Hà và cô Nga bán cà phê, trà đá.",
    "Thuê nhà ở quê, hoà nhã với bà con.",
    "Où sont les élèves ? a demandé le député, déçu, à côté de la forêt brûlée l'été dernier.",
    "À Orléans, où il pleut déjà, la fête a été annulée ; là où l'école fermée rouvre, çà et là, on s'inquiète.",
    "Die Gebühren für größere Züge sinken, sagte der Minister in Köln. Das sei „überfällig“ – höchste Zeit.",
    "El niño comió piña mañana y tarde; ¿dónde está el público? ¡Allí! Según el ministro, costará 3.000 €.",
    "A manhã começou com chuva em São João: três árvores caíram, não há feridos, disse a polícia à rádio.",
    "Smørrebrød på søndag: Åse får æbler, øl og rødgrød, men Øystein må gå på båten.",
    "Žluťoučký kůň úpěl ďábelské ódy na Přerovsku.",
    "Łódź: strażacy ugasili pożar, kierowcę przewieziono do szpitala.",
    "İstanbul'da yağmur bekleniyor; öğrenciler çarşamba günü tatil.",
    "Hétfőn új hídat avattak a Duna fölött, az ünnepségen ötszázan vettek részt.",
    "新桥周五通车，全长一百八十米，附近居民都来参观。",
    "新しい橋が金曜日に開通した。",
    "새 다리가 금요일에 개통되었다.",
    "Правительство объявило о снижении цен на билеты.",
    "تم افتتاح الجسر الجديد يوم الجمعة.",
    "The café’s owner said “a first step” — 40 °C, 3 × 5 µm, ½ price, §4, ±2 %, £5, © 2024 Söderström & Co.®",
    "AT&T and R&D; write &eacute; for é, &amp; for an ampersand, \\u00e9 in JSON.",
    "C:\\users\\unicode\\u2 and \\underline{x} are paths and macros.",
    "🎉 Chúc mừng năm mới 🎉",
    "It's a^2 + b^2 = c^2 (Pythagoras), isn't it? Let f(a) = e^x and o+ be O+ blood. Don't, won't, can't.",
    "A+ grade: 3+4 (see \\303 in C), a(1) and u+1F600, <U+ is a tag. Codes: %u of all, \\u and &amp;#; too.",
)


def test_a_title_whose_white_space_was_made_plain() -> None:
    title, body = as_misread("Bến Chài có nhà chờ"), as_misread("Bến Chài có nhà chờ phà mới từ hôm nay.")
    assert "\u00a0" in title
    assert repaired_lines([title.replace("\u00a0", " "), body]) == [
        "Bến Chài có nhà chờ",
        "Bến Chài có nhà chờ phà mới từ hôm nay.",
    ]


@pytest.mark.parametrize("sign", ["\\x{:02x}", "%{:02X}", "={:02X}", "%{:02x}"])
def test_bytes_that_are_written_out_are_letters(sign: str) -> None:
    for sentence in SENTENCES:
        written = "".join(
            letter if letter.isascii() else "".join(map(sign.format, letter.encode())) for letter in sentence
        )
        assert unescaped(written) == sentence


@pytest.mark.parametrize("sign", ["\\u{:04X}", "\\u{{{:x}}}", "%u{:04X}", "<U+{:04X}>"])
def test_code_points_that_are_written_out_are_letters(sign: str) -> None:
    for sentence in SENTENCES:
        written = "".join(letter if letter.isascii() else sign.format(ord(letter)) for letter in sentence)
        assert unescaped(written) == sentence


def test_a_whole_text_as_an_address_has_it() -> None:
    for sentence in SENTENCES:
        assert unescaped(quote(sentence)) == sentence


def test_short_fields_are_read_as_the_others_are() -> None:
    for codec in ("cp1258", "mac_roman", "cp437"):
        garble = as_misread_by(codec)
        assert repaired_lines([TITLE, BODY, garble("Lữ Văn Bình"), garble("Báo Sông")])[2:] == [
            "Lữ Văn Bình",
            "Báo Sông",
        ]


@pytest.mark.parametrize("garbled", ["misread", "cp1258", "mac_roman", "cp437"])
def test_lists_and_objects_beside_the_text_are_put_right_too(garbled: str) -> None:
    garble = GARBLING[garbled]
    article = {
        "title": TITLE,
        "text": BODY,
        "tags": [garble("bến Vàm"), 3],
        "place": {"xã": garble("Gò Nổi\nVạn Chài")},
    }
    (record,) = records("a.json", json.dumps(article).encode())
    assert (record.fields["tags"], record.fields["place"]) == (["bến Vàm", 3], {"xã": "Gò Nổi\nVạn Chài"})


def test_a_font_s_letters_as_numbers_in_a_page() -> None:
    page = in_page(*map(as_numbers, map(as_tcvn3, (TITLE, BODY, LAST))))[1].replace(b"&amp;", b"&")
    (record,) = records("a.html", page)
    assert str(record.fields["text"]).endswith(f"{BODY}\n{LAST}".lower())


def test_bytes_in_octal_and_lines_as_forms_send_them() -> None:
    for sentence in SENTENCES:
        octal = "".join(c if c.isascii() else "".join(f"\\{byte:03o}" for byte in c.encode()) for c in sentence)
        assert unescaped(octal) == unescaped(quote_plus(sentence)) == sentence


def test_escapes_of_python_are_letters() -> None:
    for sentence in SENTENCES:
        assert unescaped(ascii(sentence)[1:-1]) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Xem https://tin.example/b%E1%BA%BFn-%C4%91%C3%B2-m%E1%BB%9Bi và /b%E1%BA%BFn/m%E1%BB%9Bi?q=%C3%B2",
        "Lãi 5%BA và 7%AE, mã =C3=B2",
        "Byte \\xe1\\xba\\xbf là chữ ế trong UTF-8.",
        "\\xff\\xfe\\xfd a\\x80\\x81b",
    ],
)
def test_bytes_that_are_something_else_stay(text: str) -> None:
    assert unescaped(text) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_good_text_of_any_language_stays(lines: list[str], chance: object) -> None:
    cut = [line[: chance.randrange(1, len(line) + 1)] for line in lines]  # type: ignore[attr-defined]
    for each in (lines, cut):
        assert repaired_lines(each) == each
        assert [unescaped(line) for line in each] == each


@given(st.text(max_size=80))
def test_what_has_been_put_right_stays(text: str) -> None:
    try:
        once = repaired(text)
    except GarbledError:
        return
    assert repaired(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "".join(char for char in as_misread(" ".join(SENTENCES)) if char.isprintable()),
        "Ch®c b¶ q¶h t®µng w®m x¸k, z¶n p®w k¸µ j®f n¸r v¶k ®b¸ q®h t¸µ w®g" * 3,
        "N??c l? ? C?n En r?t ch?m, h?n 300 h? d?n v?n ph?i ? nh?.",
    ],
)
def test_what_is_lost_is_rejected_with_that_reason(text: str) -> None:
    for container in CONTAINERS:
        name, content = container(TITLE, text)
        assert [rejection.code for rejection in rejections(name, content)] == ["garbled"], records(name, content)
