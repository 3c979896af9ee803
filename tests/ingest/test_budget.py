"""One document can't take the machine: it is named, and the rest goes on."""

import time
from io import BytesIO
from pathlib import Path
from threading import Timer
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.messages import say_rejection
from ingest.ahead import ReaderProcesses
from ingest.article import LONGEST_CHARS, Rejection
from ingest.budget import Budget, within
from ingest.document import Document, of_file
from ingest.pipeline import ingest
from ingest.reading_documents import candidates
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

GOOD = "Bến Vàm có phà mới\n\nChiếc phà mới ở bến Vàm chở được 60 người mỗi lượt."
# No page is so large; reading it takes half a minute.
HEAVY = "<html><body><article>" + "<p>Bến <a href='/a'>Vàm</a> có phà.</p>" * 60_000 + "</article></body></html>"


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    (tmp_path / "nang.html").write_text(HEAVY, encoding="utf-8")
    (tmp_path / "tin.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "tin2.html").write_text(
        f"<html><body><article>{'<p>Phà mới ở bến Vàm chở được 60 người.</p>' * 9}</article></body></html>", "utf-8"
    )
    return tmp_path


@pytest.mark.slow
def test_a_document_over_its_seconds_is_named_and_the_rest_goes_in(
    heavy: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    report = ingest([heavy], library, encoder, budget=Budget(cpu_s=3, cpu_s_per_mb=0))
    assert [(Path(r.source).name, r.code) for r in report.rejected] == [("nang.html", "over_time")]
    assert report.added == 2


@pytest.mark.slow
def test_stopping_does_not_wait_for_a_document(heavy: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    stop: list[bool] = []
    Timer(1.5, lambda: stop.append(True)).start()
    began = time.monotonic()
    report = ingest([heavy / "nang.html"], library, encoder, stopping=lambda: bool(stop), budget=Budget(cpu_s=300))
    assert report.interrupted
    assert time.monotonic() - began < 60
    assert report.added == 0


def test_an_article_longer_than_any_is_rejected_plainly(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    (tmp_path / "dai.txt").write_text("Bến Vàm có phà. " * 1_000, encoding="utf-8")
    (tmp_path / "tin.txt").write_text(GOOD, encoding="utf-8")
    report = ingest([tmp_path], library, encoder, budget=Budget(article_chars=10_000))
    assert [(r.code, r.detail) for r in report.rejected] == [("article_too_long", "10,000")]
    assert report.added == 1


def test_more_text_than_a_file_of_its_size_may_hold(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", f"Tin số {number}\n\n" + "Bến Vàm có phà mới. " * 500)
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    for budget, code in (
        (Budget(chars=30_000, chars_per_byte=0), "over_chars"),
        (Budget(articles=3, articles_per_kb=0), "over_articles"),
    ):
        report = ingest([tmp_path / "a.zip"], library, encoder, budget=budget)
        assert [r.code for r in report.rejected] == [code]
        assert report.articles <= 3


def test_memory_is_bounded(tmp_path: Path) -> None:
    # A page of one tag with many attributes.
    (tmp_path / "a.html").write_text("<p " + " ".join(f"a{n}='x'" for n in range(200_000)) + ">", encoding="utf-8")
    with ReaderProcesses(1, Budget(memory_mb=1)) as reader:
        ((_, items),) = (
            (document, list(items))
            for document, items in reader.read([(of_file(tmp_path / "a.html", "a"), frozenset())])
        )
    assert {item.code for item in items} <= {"over_memory", "reader_ended", "damaged", "no_main_text"}  # type: ignore[union-attr]


def test_a_text_that_is_surely_too_long_is_not_read() -> None:
    """Thirty megabytes of one article took a minute to read, only to be rejected."""
    document = Document("a.txt", "a.txt", "a", 4 * LONGEST_CHARS + 1, lambda: pytest.fail("was read"))
    (found,) = within(Budget(), document, candidates(document, whole=True))
    assert isinstance(found, Rejection)
    assert (found.code, found.detail) == ("article_too_long", "3,000,000")
    assert "3.000.000 ký tự" in say_rejection(found, "vi")
    assert "3,000,000 characters" in say_rejection(found, "en")
