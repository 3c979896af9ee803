import pytest

from tests.ingest.readers.made_office import bomb, changed, made_epub, stealing
from tests.ingest.readers.reading import records, rejections

FIRST = (
    "<h1>Mưa lớn</h1><p>Nước sông <b>dâng</b> 2,5&nbsp;m<!-- x --> trong\nđêm.<br/>Gió nhẹ.</p><script>x()</script>"
    "<ul><li>An Thạch</li><li><p>Mường Lân</p></li></ul><table><tr><td>Xã</td><td>120</td></tr></table>Cuối."
)


def test_chapters_in_their_reading_order() -> None:
    (record,) = records("a.epub", made_epub(FIRST, "<p>Giá mía tăng.</p>"))
    assert record.fields == {
        "text": "Mưa lớn\nNước sông dâng 2,5 m trong đêm.\nGió nhẹ.\n- An Thạch\n- Mường Lân\nXã | 120\nCuối.\n"
        "Giá mía tăng.",
        "title": "Tuần báo Ven Biển",
        "author": "Lê An",
    }


def test_a_locked_chapter_locks_the_book_and_a_locked_font_does_not() -> None:
    lock = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData xmlns:e="x">'
        '<e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>'
    )
    name = "META-INF/encryption.xml"
    locked = made_epub(FIRST, more={name: lock.format("s%C3%A1ch/ch%C6%B0%C6%A1ng%200.xhtml").encode()})
    assert [r.code for r in rejections("a.epub", locked)] == ["encrypted"]
    assert records("a.epub", made_epub(FIRST, more={name: lock.format("font.otf").encode()}))


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (b"", "empty_file", ""),
        (made_epub(FIRST)[:400], "cut_off", "EPUB"),
        (changed(made_epub(FIRST), {"META-INF/container.xml": b"<a/>"}), "damaged", "EPUB"),
        (changed(made_epub(FIRST), {"sách/goi.opf": b"<a"}), "damaged", "EPUB"),
        (made_epub(), "no_text", ""),
        (made_epub("<script>x()</script>", ""), "no_text", ""),
        (made_epub(FIRST, more={"a.bin": b"0" * 90_000_000}), "zip_bomb", ""),
    ],
)
def test_what_is_none_or_broken(content: bytes, code: str, detail: str) -> None:
    assert [(r.code, r.detail) for r in rejections("a.epub", content)] == [(code, detail)]


def test_entities_are_not_expanded() -> None:
    root = "<html><body><p>Mua&h;</p></body></html>"
    for xml in (bomb(root), stealing(root)):
        (record,) = records("a.epub", changed(made_epub(FIRST), {"sách/chương 0.xhtml": xml}))
        assert len(str(record.fields["text"])) < 2_000
        assert "root:" not in str(record.fields["text"])
