"""The day that an article bears in a library: the reader's, in lists and filters, whatever file it came in."""

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Filters

TEXT = "Rừng thông ở Cồn Én cháy lúc 0 giờ 40 phút, lan 3 ha."


def jsonl(published: str) -> str:
    return json.dumps({"title": "Cháy rừng", "text": TEXT, "published": published}, ensure_ascii=False)


def csv(published: str) -> str:
    return f"tiêu đề;nội dung;ngày đăng\nCháy rừng;{TEXT};{published}\n"


def html(published: str) -> str:
    return (
        f"<html><head><title>Cháy rừng ở Cồn Én - Báo Cồn Én</title><meta property='article:published_time' "
        f"content='{published}'></head><body><article><h1>Cháy rừng ở Cồn Én</h1><p>{TEXT * 4}</p>"
        "</article></body></html>"
    )


MAKERS = {"a.jsonl": jsonl, "a.csv": csv, "a.html": html}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(("zone", "day"), [("Asia/Ho_Chi_Minh", date(2023, 3, 7)), ("Europe/London", date(2023, 3, 6))])
def test_an_instant_is_a_day_of_the_zone(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder, name: str, zone: str, day: date
) -> None:
    path = tmp_path / name
    path.write_text(MAKERS[name]("2023-03-06T18:20:00Z"), encoding="utf-8")
    ingest([path], library, encoder, zone=zone)
    found = library.articles(Filters(published_from=day, published_to=day))
    assert [article.published[:10] for article, _ in found if article.published] == [day.isoformat()]


def test_another_zone_is_applied_at_the_next_run(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl("2023-03-06T18:20:00Z"), encoding="utf-8")
    assert ingest([path], library, encoder).added == 1
    assert ingest([path], library, encoder).unchanged == 1
    assert ingest([path], library, encoder, zone="Europe/London").updated == 1


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_date_that_the_text_contradicts_is_told(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder, name: str
) -> None:
    path = tmp_path / name
    content = MAKERS[name]("2022-03-06").replace(TEXT, f"28/11/2023 09:15 GMT+7 {TEXT}")
    if name == "a.jsonl":
        content = content.replace("GMT+7 ", "GMT+7\\n")
    else:
        content = content.replace(f"28/11/2023 09:15 GMT+7 {TEXT}", f'"28/11/2023 09:15 GMT+7\n{TEXT}"')
    path.write_text(content, encoding="utf-8")
    notices = [notice for notice in ingest([path], library, encoder).notices if notice.code == "date_contradicted"]
    assert [notice.detail for notice in notices] == ["2022-03-06 ≠ 2023-11-28"]


def test_a_date_that_the_page_contradicts_is_told(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    path = tmp_path / "a.html"
    page = html("2022-03-06T08:00:00+07:00").replace("</h1>", "</h1><div>Thứ Ba, 28/11/2023, 09:15</div>")
    path.write_text(page, encoding="utf-8")
    assert [notice.detail for notice in ingest([path], library, encoder).notices] == ["2022-03-06 ≠ 2023-11-28"]


def test_a_date_line_under_a_heading_that_is_not_the_title(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    path = tmp_path / "a.html"
    page = html("").replace("</h1>", " lần hai</h1><div>Thứ Ba, 28 Tháng Mười Một 2023, 09:15</div>")
    path.write_text(page, encoding="utf-8")
    ingest([path], library, encoder)
    ((article, _),) = library.articles()
    assert article.published == "2023-11-28T09:15"


@pytest.mark.parametrize("line", ["28/11/23 09:15 GMT+7", "Thứ Ba, 28 Tháng Mười Một 2023, 09:15 (GMT+7)"])
def test_a_date_line_of_a_word_document(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder, line: str) -> None:
    document = docx.Document()
    for paragraph in ("Cồn Én sửa đường", TEXT, line, "Nông nghiệp", "Báo Cồn Én"):
        document.add_paragraph(paragraph)
    document.save(str(tmp_path / "a.docx"))
    ingest([tmp_path / "a.docx"], library, encoder)
    ((article, _),) = library.articles()
    assert article.published == "2023-11-28T09:15+07:00"
