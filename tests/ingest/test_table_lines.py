"""A figure stays under its heading, in every format that has tables."""

from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Record
from ingest.markup import shown
from ingest.table_lines import Cell, table_lines
from tests.ingest.readers.made_office import made_docx, made_odt
from tests.ingest.readers.reading import records

ROWS = [["Ấp", "Năm 2023", "Năm 2024"], ["Rạch Vẹt", "", "19 ghe"], ["", "7 ghe", "8 ghe"], ["Bà Lúa", "5 ghe", ""]]
LINES = ["Ấp | Năm 2023 | Năm 2024", "Rạch Vẹt | – | 19 ghe", "– | 7 ghe | 8 ghe", "Bà Lúa | 5 ghe"]


def words(record: Record) -> list[str]:
    return str(record.fields["text"]).split("\n")


def test_word() -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("Số ghe ở hai ấp của xã")
        table = made.add_table(rows=len(ROWS) + 1, cols=3)
        for at, row in enumerate(ROWS):
            for cell, text in zip(table.rows[at].cells, row, strict=True):
                cell.text = text
        table.cell(4, 0).merge(table.cell(4, 1)).text = "Cộng"
        table.cell(4, 2).text = "27 ghe"
        table.cell(1, 1).merge(table.cell(2, 1))

    (record,) = records("a.docx", made_docx(fill))
    expected = [LINES[0], "Rạch Vẹt | 7 ghe | 19 ghe", *LINES[2:], "Cộng | – | 27 ghe"]
    assert words(record)[1:] == expected


def test_opendocument() -> None:
    def fill(made: Any) -> None:
        import odfdo

        made.body.append(odfdo.Paragraph("Số ghe ở hai ấp của xã"))
        table = odfdo.Table("Bảng", width=3, height=len(ROWS))
        for y, row in enumerate(ROWS):
            for x, text in enumerate(row):
                table.set_cell((x, y), odfdo.Cell(text=text))
        made.body.append(table)

    (record,) = records("a.odt", made_odt(fill))
    assert words(record)[1:] == LINES


def test_html_in_a_field() -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    assert shown(f"<table>{cells}</table>").split("\n") == [*LINES[:3], f"{LINES[3]} | –"]
    spans = "<tr><td rowspan=2>Ấp</td><td colspan=2>Ghe</td><td>Bè</td></tr><tr><td>1</td><td>2</td><td>3</td>"
    spans = f"<table>{spans}</tr></table>"
    assert shown(spans).split("\n") == ["Ấp | Ghe | – | Bè", "Ấp | 1 | 2 | 3"]


def test_spreadsheet() -> None:
    import openpyxl

    book, stream = openpyxl.Workbook(), BytesIO()
    for row in ROWS:
        book.active.append([cell or None for cell in row])  # type: ignore[union-attr]
    book.save(stream)
    (record,) = records("a.xlsx", stream.getvalue())
    assert words(record) == LINES


def test_a_spreadsheet_of_articles() -> None:
    import openpyxl

    book, stream = openpyxl.Workbook(), BytesIO()
    for row in (["Danh sách"], ["mã", "tiêu đề", "nội dung"], [1, "Ghe", "Chợ có 19 ghe."], [2, "Bè", "Có 7 bè."]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(stream)
    assert [(r.fields["title"], r.fields["text"]) for r in records("a.xlsx", stream.getvalue())] == [
        ("Ghe", "Chợ có 19 ghe."),
        ("Bè", "Có 7 bè."),
    ]


GRIDS = st.lists(st.lists(st.text("abc", max_size=2), min_size=3, max_size=3), min_size=1, max_size=5)


@given(GRIDS)
def test_every_cell_keeps_its_column(grid: list[list[str]]) -> None:
    lines = list(table_lines([Cell(cell) for cell in row] for row in grid))
    said = [row for row in grid if any(row)]
    assert len(lines) == len(said)
    for line, row in zip(lines, said, strict=True):
        cells = line.split(" | ")
        assert [cell or "–" for cell in row[: len(cells)]] == cells or len(cells) == 1
        assert not any(row[len(cells) :])


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=4))
def test_spans_cost_no_more_than_they_may(spans: list[tuple[int, int]]) -> None:
    rows = [[Cell("x", wide, high) for wide, high in spans], [Cell("y")]]
    assert sum(map(len, table_lines(rows))) < 5_000
