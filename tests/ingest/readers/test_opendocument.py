from typing import Any

import odfdo
import pytest

from tests.ingest.readers.made_office import bomb, changed, made_odt, part, stealing
from tests.ingest.readers.reading import records, rejections


def report(text: Any) -> None:
    text.meta.title, text.meta.creator = "Mưa lớn gây ngập ba xã", "Lê An"
    text.body.append(odfdo.Header(1, "Mưa lớn gây ngập ba xã"))
    paragraph = odfdo.Paragraph("Nước sông dâng ")
    paragraph.append(odfdo.Span("2,5 m"))
    paragraph.append_plain_text("  trong\tđêm.\nGió nhẹ.")
    text.body.append(paragraph)
    text.body.append(odfdo.List(["An Thạch: 120 nhà"]))
    table = odfdo.Table("T", width=2, height=2)
    for cell, value in {"A1": "Xã", "B1": "Nhà ngập", "A2": "An Thạch", "B2": 120}.items():
        table.set_value(cell, value)
    text.body.append(table)
    noted = odfdo.Paragraph("Hết.")
    noted.insert_note(after="Hết", note_id="n1", citation="1", body="Lời chú.")
    noted.insert_annotation(after="Hết", body="Ý kiến của biên tập.", creator="B")
    text.body.append(noted)


def test_everything_in_its_order_without_notes_and_comments() -> None:
    (record,) = records("a.odt", made_odt(report))
    assert record.fields == {
        "text": "Mưa lớn gây ngập ba xã\nNước sông dâng 2,5 m trong đêm. Gió nhẹ.\n- An Thạch: 120 nhà\n"
        "Xã | Nhà ngập\nAn Thạch | 120\nHết.",
        "title": "Mưa lớn gây ngập ba xã",
        "author": "Lê An",
    }
    assert record.body_start == len("Mưa lớn gây ngập ba xã")


@pytest.mark.parametrize(
    ("font", "typed", "shown"),
    [
        (".VnTime", "Sè 8", "Số 8"),
        (".VnTimeH", "mÝa", "MÍA"),
        ("VNI-Times", "Soá 8", "Số 8"),
        ("Times New Roman", "Sè 8", "Sè 8"),
    ],
)
@pytest.mark.parametrize("on", ["paragraph", "text", "parent"])
def test_a_font_tells_what_its_letters_are(font: str, typed: str, shown: str, on: str) -> None:
    """By the text's own style, its paragraph's, and the one that this follows; too short to be told otherwise."""

    def fill(made: Any) -> None:
        family = "text" if on == "text" else "paragraph"
        style = odfdo.Style(family, name="cu")
        style.set_properties({"style:font-name": font, "fo:font-family": font}, area="text")
        made.insert_style(style, automatic=on != "parent")
        if on == "parent":
            made.insert_style(odfdo.Style("paragraph", name="moi", parent_style="cu"), automatic=True)
        paragraph = odfdo.Paragraph("" if on == "text" else typed, style={"paragraph": "cu", "parent": "moi"}.get(on))
        if on == "text":
            paragraph.append(odfdo.Span(typed, style="cu"))
        for line in (odfdo.Paragraph("Giá mía"), paragraph, odfdo.Paragraph("Hết năm nay, giá vẫn thế.")):
            made.body.append(line)

    (record,) = records("a.odt", made_odt(fill))
    assert record.fields["text"] == f"Giá mía\n{shown}\nHết năm nay, giá vẫn thế."


def test_deleted_text_is_left_out() -> None:
    body = (
        b'<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>Bo di.</text:p></text:deletion>'
        b"</text:changed-region></text:tracked-changes><text:p>Con lai.</text:p>"
    )
    content = made_odt(lambda text: text.body.append(odfdo.Paragraph("Chen vao day")))
    xml = part(content, "content.xml")
    start, end = xml.index(b"<text:p"), xml.index(b"</text:p>") + len(b"</text:p>")
    (record,) = records("a.odt", changed(content, {"content.xml": xml[:start] + body + xml[end:]}))
    assert record.fields["text"] == "Con lai."


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (b"", "empty_file", ""),
        (made_odt(report)[:3000], "cut_off", "ODT"),
        (changed(made_odt(report), {"content.xml": b"<office:document"}), "damaged", "ODT"),
        (changed(made_odt(report), {"META-INF/manifest.xml": b"<m:encryption-data/>"}), "encrypted", ""),
        (made_odt(lambda text: None), "no_text", ""),
        (changed(made_odt(report), {"a.bin": b"0" * 90_000_000}), "zip_bomb", ""),
    ],
)
def test_what_is_none_or_broken(content: bytes, code: str, detail: str) -> None:
    assert [(r.code, r.detail) for r in rejections("a.odt", content)] == [(code, detail)]


def test_entities_are_not_expanded() -> None:
    content = made_odt(lambda text: text.body.append(odfdo.Paragraph("Mua")))
    root = part(content, "content.xml").decode().split("?>", 1)[1].replace("Mua", "Mua&h;")
    for xml in (bomb(root), stealing(root)):
        found = records("a.odt", changed(content, {"content.xml": xml}))
        assert [record.fields["text"] for record in found] in ([], ["Mua"])
