"""Every reader and every way to break a file: what it says is a plain sentence, and nothing of the parser's own."""

import builtins
import gzip
import re
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.messages import say_notice, say_rejection
from ingest import readers
from ingest.article import Notice, Record, Rejection
from tests.ingest.readers.made_office import made_docx, made_epub, made_odt
from tests.ingest.readers.made_pdf import lines, made_pdf
from tests.ingest.readers.reading import document

TEXT = "Đò ngang Vàm Cái chở miễn phí học sinh trong mùa nước nổi năm nay. Mỗi ngày có 14 chuyến."
PAGE = (
    "<html><head><title>Đò ngang</title></head><body><article>"
    + "".join(f"<p>{TEXT} Bến số {n}.</p>" for n in range(6))
    + "</article></body></html>"
)
SAVED = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; '
    f"charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--x--\r\n"
)
FEED = f'<rss version="2.0"><channel><item><title>Đò</title><description>{TEXT}</description></item></channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Vàm</title><entry><title>Đò</title>'
    f"<content>{TEXT}</content></entry></feed>"
)
OBJECT = f'{{"title": "Đò ngang", "text": "{TEXT}"}}\n'
TABLE = 'title{0}text\nĐò ngang{0}"' + TEXT + '"\n'
RICH = "{\\rtf1\\ansi Do ngang Vam Cai cho 14 chuyen moi ngay.\\par Het.}"


def made_xlsx() -> bytes:
    import openpyxl

    book, stream = openpyxl.Workbook(), BytesIO()
    book.active.append(["title", "text"])
    book.active.append(["Đò", TEXT])
    book.save(stream)
    return stream.getvalue()


def made_zip() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("tin.txt", TEXT)
    return stream.getvalue()


def filled_odt() -> bytes:
    import odfdo

    return made_odt(lambda text: text.body.append(odfdo.Paragraph(TEXT)))


PLAIN = {
    ".txt": TEXT,
    ".md": f"# Đò ngang\n\n{TEXT}",
    ".html": PAGE,
    ".htm": PAGE,
    ".mhtml": SAVED,
    ".mht": SAVED,
    ".jsonl": OBJECT,
    ".json": OBJECT,
    ".csv": TABLE.format(","),
    ".tsv": TABLE.format("\t"),
    ".rtf": RICH,
    ".rss": FEED,
    ".xml": FEED,
    ".atom": ATOM,
}
WHOLE = {
    **{suffix: text.encode() for suffix, text in PLAIN.items()},
    **{f"{suffix}.gz": gzip.compress(PLAIN[suffix].encode()) for suffix in (".txt", ".jsonl", ".json", ".csv", ".tsv")},
    ".pdf": made_pdf(lines("Nước sông dâng cao, gây ngập hàng trăm nhà.")),
    ".docx": made_docx(lambda word: word.add_paragraph(TEXT)),
    ".xlsx": made_xlsx(),
    ".odt": filled_odt(),
    ".epub": made_epub(f"<p>{TEXT}</p>"),
    ".zip": made_zip(),
}
# Formats of which some end is missing give what is there, without anybody's noticing: there is no end to look for.
ENDLESS = (".txt", ".md", ".html", ".htm", ".csv", ".tsv", ".rss", ".atom", ".xml", ".jsonl")
PACKED = (".docx", ".xlsx", ".odt", ".epub", ".zip")
_EXCEPTIONS = "|".join(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type(Exception)) and issubclass(value, BaseException)
)
_OF_A_PROGRAM = re.compile(
    rf"\b(?:{_EXCEPTIONS}|[A-Za-z]+(?:Error|Exception|Warning)|BadZipFile|Traceback|None|0x[0-9a-f]+)\b"
)


def broken(suffix: str) -> Iterator[tuple[str, bytes]]:
    whole = WHOLE[suffix]
    yield "empty", b""
    for size in (1, 2, 4, 100):
        yield f"first {size}", whole[:size]
    yield "half", whole[: len(whole) // 2]
    yield "last missing", whole[:-1]
    chosen = Random(7)
    yield "random", chosen.randbytes(2_000)
    for size in (4, 60):
        yield f"random after {size}", whole[:size] + chosen.randbytes(2_000)
    torn = bytearray(whole)
    for at in range(len(torn) // 3, len(torn) // 3 + 20):
        torn[at % len(torn)] = chosen.randrange(256)
    yield "torn", bytes(torn)
    yield "nothing but zeros", bytes(500)
    yield "an empty archive", b"PK\x05\x06" + bytes(18)
    yield "the head of an empty archive", b"PK\x05\x06"
    for other, content in WHOLE.items():
        if other != suffix:
            yield f"really {other}", content


@pytest.mark.parametrize("suffix", sorted(readers.KINDS))
def test_what_is_broken_is_said_in_plain_words(suffix: str) -> None:
    for name, content in broken(suffix):
        outputs = list(readers.read(document(f"bài{suffix}", content)))
        assert outputs, (suffix, name)
        for output in outputs:
            if isinstance(output, Record):
                continue
            say = say_notice if isinstance(output, Notice) else say_rejection
            for language in ("vi", "en"):
                words = say(output, language)  # type: ignore[arg-type, operator]
                assert not _OF_A_PROGRAM.search(words), (suffix, name, words)


@pytest.mark.parametrize("suffix", sorted(readers.KINDS))
def test_the_whole_file_is_read(suffix: str) -> None:
    outputs = list(readers.read(document(f"bài{suffix}", WHOLE[suffix])))
    assert [type(output) for output in outputs if not isinstance(output, Notice)] == [Record]


@pytest.mark.parametrize("suffix", sorted(readers.KINDS - set(ENDLESS)))
def test_a_file_that_breaks_off_says_so(suffix: str) -> None:
    whole = WHOLE[suffix]
    outputs = list(readers.read(document(f"bài{suffix}", whole[: len(whole) // 2])))
    said = {output.code for output in outputs if isinstance(output, Notice | Rejection)}
    assert said & {"cut_off", "ends_early"}, outputs


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("stub", [b"P", b"PK", b"PK\x03", b"PK\x03\x04", b"PK\x05\x06"])
def test_the_first_bytes_of_an_office_file(suffix: str, stub: bytes) -> None:
    (output,) = readers.read(document(f"bài{suffix}", stub))
    assert isinstance(output, Rejection)
    assert (output.code, output.detail) == ("cut_off", suffix[1:].upper())


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("other", PACKED)
def test_an_office_file_under_another_ending_is_named(suffix: str, other: str) -> None:
    outputs = list(readers.read(document(f"bài{suffix}", WHOLE[other])))
    if suffix == other:
        assert any(isinstance(output, Record) for output in outputs)
        return
    (output,) = outputs
    assert isinstance(output, Rejection)
    kind = other[1:].upper()
    assert (output.code, output.detail) == (("damaged", suffix[1:].upper()) if kind == "ZIP" else ("other_kind", kind))
