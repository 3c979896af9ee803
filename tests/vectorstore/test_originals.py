"""Files that were uploaded are kept as they came, for as long as an article stands in them, within a limit."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from app.settings import Settings
from app.wiring import open_database, open_library
from ingest.budget import Budget
from ingest.document import Document
from ingest.pipeline import IngestReport, ingest
from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.originals import Original
from vectorstore.sql import originals as sql_originals
from vectorstore.sql.backup import back_up, restore
from vectorstore.sql.copying import copy
from vectorstore.sql.sqlite import SqliteDatabase

pytestmark = pytest.mark.stores("local", "postgres")
PHA = "Bến phà Vàm Sắt có tàu mới từ hôm nay."
CHO = "Chợ nổi Phong Lạch họp từ 4 giờ sáng."


def stream(content: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(content)


def document(name: str, text: str, *, kept: bool = True) -> Document:
    content = text.encode()
    return Document(name, name, name.rpartition(".")[0], len(content), stream(content), kept=kept)


def read(library: Library, encoder: FakeEncoder, *documents: Document, megabytes: int = 1) -> IngestReport:
    return ingest(documents, library, encoder, budget=Budget(originals_mb=megabytes))


def rows(place: Settings, table: str) -> int:
    return int(open_database(place.store or str(place.library)).rows(f"SELECT count(*) FROM {table}")[0][0])


def test_an_uploaded_file_is_kept_in_parts_and_found_by_its_article(
    place: Settings, library: Library, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_originals, "PART_BYTES", 7)
    read(library, encoder, document("phà.txt", PHA))
    kept = library.originals.of("phà")
    assert kept is not None
    assert (kept.name, kept.size) == ("phà.txt", len(PHA.encode()))
    assert library.originals.content("phà") == PHA.encode()
    assert rows(place, "original_parts") > 5
    assert open_library(place).originals.of("phà") == kept
    assert (library.originals.of("../phà.txt"), library.originals.content("phà.txt")) == (None, None)


def test_a_file_that_is_on_this_machines_disk_is_not(library: Library, encoder: FakeEncoder, tmp_path: Path) -> None:
    path = tmp_path / "phà.txt"
    path.write_text(PHA, encoding="utf-8")
    ingest([path, document("chợ.txt", CHO, kept=False)], library, encoder)
    assert [library.originals.of(article.id) for article, _ in library.articles()] == [None, None]


def test_the_next_version_takes_the_place_of_the_last(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    read(library, encoder, document("phà.txt", PHA))
    read(library, encoder, document("phà.txt", f"{PHA} Tàu chở 80 khách."))
    assert library.originals.content("phà") == f"{PHA} Tàu chở 80 khách.".encode()
    assert rows(place, "originals") == 1 == rows(place, "original_parts")


def test_a_file_that_makes_no_article_is_not_kept(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    report = read(library, encoder, document("trống.txt", "…"))
    assert report.rejected
    assert rows(place, "originals") == rows(place, "original_parts") == 0


def test_a_library_of_before_has_none_until_the_same_file_comes_again(library: Library, encoder: FakeEncoder) -> None:
    read(library, encoder, document("phà.txt", PHA), megabytes=0)
    assert library.originals.of("phà") is None
    report = read(library, encoder, document("phà.txt", PHA))
    assert (report.added, report.unchanged) == (0, 1)
    assert library.originals.content("phà") == PHA.encode()


def test_it_goes_with_the_last_article_in_it(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    both = "\n".join(f'{{"id": "{name}", "text": "{text}"}}' for name, text in (("a", PHA), ("b", CHO)))
    read(library, encoder, document("hai.jsonl", both), document("phà.txt", PHA))
    assert rows(place, "originals") == 2  # the text of `a` stands in both
    library.remove(["b"])
    digest = hashlib.sha256(both.encode()).hexdigest()
    assert library.originals.of("a") == Original("hai.jsonl", digest, len(both.encode()))
    library.remove(["a"])
    assert rows(place, "originals") == rows(place, "original_parts") == 0


def test_two_names_for_the_same_bytes_are_kept_once(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    read(library, encoder, document("a.txt", PHA), document("b.txt", PHA))
    assert (rows(place, "originals"), rows(place, "original_parts")) == (2, 1)


def test_what_no_longer_fits_is_told_and_the_article_taken(library: Library, encoder: FakeEncoder) -> None:
    long = " ".join(f"Câu số {n} của bài này." for n in range(23_000))
    report = read(library, encoder, document("phà.txt", PHA), document("dài.txt", long[:600_000]), megabytes=1)
    assert [notice.code for notice in report.notices] == []
    report = read(library, encoder, document("nữa.txt", f"{CHO} {long[:600_000]}"), megabytes=1)
    assert [(notice.source, notice.code) for notice in report.notices] == [("nữa.txt", "original_not_kept")]
    assert library.article("nữa") is not None
    assert library.originals.of("nữa") is None
    assert library.originals.of("dài") is not None


def test_a_copy_and_a_backup_have_it(place: Settings, library: Library, encoder: FakeEncoder, tmp_path: Path) -> None:
    read(library, encoder, document("phà.txt", PHA))
    database = open_database(place.store or str(place.library))
    copy(database, open_database(str(tmp_path / "copy"), create=True), lambda count: None)
    assert open_library(tmp_path / "copy").originals.content("phà") == PHA.encode()
    if isinstance(database, SqliteDatabase):
        back_up(database, tmp_path / "backup")
        restore(tmp_path / "backup", tmp_path / "again")
        with closing(open_library(tmp_path / "again")) as again:
            assert again.originals.content("phà") == PHA.encode()
