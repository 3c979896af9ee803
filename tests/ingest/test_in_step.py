"""A library in step with what it was read from: by place, by text, and by what is gone."""

import json
import os
from pathlib import Path

import pytest

from ingest.pipeline import IngestReport, ingest
from tests.ingest.test_pipeline import CountingEncoder
from vectorstore.local.library import LocalLibrary

pytestmark = pytest.mark.stores("local", "postgres")
STORIES = {
    "cau": "Cầu Rạch Vẹt thông xe\n\nSáng 12-3, cầu Rạch Vẹt dài 180 m nối hai bờ sông thông xe sau hai năm thi công.",
    "cho": "Chợ nổi Ba Láng họp lại\n\nChợ nổi họp lại sau mùa nước lớn, có 64 ghe bán trái cây từ tờ mờ sáng.",
    "lua": "Lúa hè thu trúng mùa\n\nNông dân xã Hòa Bình gặt 1.200 ha lúa hè thu, năng suất 6,5 tấn mỗi hecta.",
}


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tin"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def lines(file: Path, *names: str) -> None:
    text = "\n".join(json.dumps({"text": STORIES.get(name, name)}, ensure_ascii=False) for name in names)
    file.write_text(text, encoding="utf-8")


def sync(library: LocalLibrary, encoder: CountingEncoder, *places: Path) -> IngestReport:
    return ingest(places, library, encoder, sync=True)


def ids(library: LocalLibrary) -> set[str]:
    return set(library.ids())


def test_what_is_gone_from_the_folder_goes_and_nothing_else(
    folder: Path, tmp_path: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    elsewhere = tmp_path / "tin-khac"  # whose path begins as the folder's does
    elsewhere.mkdir()
    (elsewhere / "khac.txt").write_text("Chuyện khác\n\nMột chuyện khác hẳn ở một thư mục khác.", encoding="utf-8")
    ingest([folder, elsewhere], library, encoder)
    (folder / "lua.txt").unlink()
    assert ingest([folder], library, encoder).removed == 0
    assert len(library.ids()) == 4
    report = sync(library, encoder, folder)
    assert (report.removed, report.unchanged, report.articles) == (1, 2, 3)
    assert ids(library) == {"cau", "cho", "khac"}
    assert sync(library, encoder, folder).removed == 0
    assert library.faults() == []


def test_what_is_gone_from_folders_that_overlap_goes_once(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    inner = folder / "a"
    inner.mkdir()
    for name in ("cho", "lua"):
        (folder / f"{name}.txt").rename(inner / f"{name}.txt")
    ingest([folder], library, encoder)
    (inner / "lua.txt").unlink()
    assert sync(library, encoder, folder, inner, folder).removed == 1
    assert ids(library) == {"cau", "a/cho"}
    assert library.faults() == []


@pytest.mark.parametrize("fault", ["missing", "empty", "unreadable"])
def test_nothing_is_removed_when_it_is_not_sure(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sau").mkdir()
    (folder / "cho.txt").rename(folder / "sau" / "cho.txt")
    ingest([folder], library, encoder)
    if fault == "missing":
        folder.rename(folder.with_name("đã chuyển đi"))
    elif fault == "empty":
        for file in folder.rglob("*.txt"):
            file.unlink()
    else:  # permissions don't bind root, who runs tests in containers
        (folder / "lua.txt").unlink()
        scandir = os.scandir

        def denied(path: object) -> object:
            if str(path).endswith("sau"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)  # type: ignore[call-overload]

        monkeypatch.setattr(os, "scandir", denied)
    report = sync(library, encoder, folder)
    assert report.removed == 0
    assert "sync_refused" in {rejection.code for rejection in report.rejected}
    assert len(library.ids()) == 3


def test_a_file_that_is_now_rejected_keeps_its_old_version(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    lines(folder / "bao.jsonl", "Tin thứ nhất của tờ báo.", "Tin thứ hai của tờ báo.")
    ingest([folder], library, encoder)
    (folder / "cau.txt").write_bytes(b"\xff\xff\x00")
    (folder / "bao.jsonl").write_text('{"text": "Tin thứ nhất của tờ báo."}\n{hỏng', encoding="utf-8")
    report = sync(library, encoder, folder)
    assert (report.removed, len(report.rejected)) == (0, 2)
    article = library.article("cau")
    assert article is not None
    assert article.text == STORIES["cau"]
    assert "bao-2" in ids(library)


def test_lines_gone_from_a_file_count_as_gone(folder: Path, library: LocalLibrary, encoder: CountingEncoder) -> None:
    file = folder / "bao.jsonl"
    lines(file, "Tin một.", "Tin hai.", "Tin ba.")
    ingest([folder], library, encoder)
    lines(file, "Tin một.", "Tin ba.")
    before = encoder.texts
    assert sync(library, encoder, folder).removed == 1
    assert encoder.texts == before
    assert {article.text for article, _ in library.articles() if article.id.startswith("bao")} == {
        "Tin một.",
        "Tin ba.",
    }


def test_lines_put_before_others_move_them_and_only_they_are_embedded(
    tmp_path: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    file = tmp_path / "bao.jsonl"
    old = [f"Tin cũ số {n}." for n in range(200)]
    lines(file, *old)
    ingest([file], library, encoder)
    before, names = encoder.texts, {article.text: article.id for article, _ in library.articles()}
    new = [f"Tin mới số {n}." for n in range(60)]
    lines(file, *new, *old)
    report = ingest([file], library, encoder)
    assert (report.added, report.updated, report.unchanged, report.duplicates) == (60, 0, 200, 0)
    assert encoder.texts == before + 60 * 2  # a chunk and its sentence each
    now = {article.text: article.id for article, _ in library.articles()}
    assert {text: now[text] for text in old} == names
    assert library.sources(names[old[0]]) == [f"{file}:61"]
    assert ingest([file], library, encoder).unchanged == 260


def test_one_story_in_two_places_goes_when_both_are_gone(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    (folder / "ban-sao.txt").write_text(STORIES["cau"], encoding="utf-8")
    report = ingest([folder], library, encoder)
    assert (report.added, report.duplicates) == (3, 1)
    assert library.sources("ban-sao") == [str(folder / "ban-sao.txt"), str(folder / "cau.txt")]
    (folder / "ban-sao.txt").unlink()
    assert sync(library, encoder, folder).removed == 0
    article = library.article("ban-sao")
    assert article is not None
    assert article.source == str(folder / "cau.txt")
    (folder / "cau.txt").unlink()
    assert sync(library, encoder, folder).removed == 1


@pytest.mark.parametrize("keep_step", [False, True])
def test_a_moved_file_is_the_same_article(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder, keep_step: bool
) -> None:
    ingest([folder], library, encoder)
    before = encoder.texts
    (folder / "2024").mkdir()
    (folder / "cau.txt").rename(folder / "2024" / "thong-xe.txt")
    report = ingest([folder], library, encoder, sync=keep_step)
    assert (report.unchanged, report.duplicates, report.added, report.removed) == (3, 0, 0, 0)
    assert encoder.texts == before
    assert library.sources("cau") == [str(folder / "2024" / "thong-xe.txt")]
    article = library.article("cau")
    assert article is not None
    assert article.source == str(folder / "2024" / "thong-xe.txt")


def test_a_copy_that_changes_is_an_article_of_its_own(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    (folder / "ban-sao.txt").write_text(STORIES["cau"], encoding="utf-8")
    ingest([folder], library, encoder)
    (folder / "cau.txt").write_text(STORIES["cau"].replace("180", "190"), encoding="utf-8")
    report = ingest([folder], library, encoder)
    assert (report.added, report.updated) == (1, 0)
    texts = {article.text for article, _ in library.articles()}
    assert {STORIES["cau"], STORIES["cau"].replace("180", "190")} <= texts
    assert report.articles == 4


def test_a_file_that_becomes_a_copy_leaves_nothing_behind(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    ingest([folder], library, encoder)
    (folder / "lua.txt").write_text(STORIES["cho"], encoding="utf-8")
    assert ingest([folder], library, encoder).articles == 2
    assert ids(library) == {"cau", "cho"}


def test_two_files_that_change_places_lose_nothing(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    ingest([folder], library, encoder)
    before = encoder.texts
    (folder / "cau.txt").write_text(STORIES["lua"], encoding="utf-8")
    (folder / "lua.txt").write_text(STORIES["cau"], encoding="utf-8")
    assert sync(library, encoder, folder).removed == 0
    assert {article.text for article, _ in library.articles()} == set(STORIES.values())
    assert encoder.texts == before


def test_what_was_removed_by_hand_comes_back_when_it_is_ingested_again(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    ingest([folder], library, encoder)
    library.remove(["cau"])
    assert ingest([folder], library, encoder).added == 1


def test_a_file_whose_bytes_are_as_before_is_not_read(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], library, encoder)
    read: list[str] = []
    monkeypatch.setattr("ingest.readers.plain_text.decoded", lambda content: read.append("") or "")
    assert ingest([folder], library, encoder).unchanged == 3
    assert read == []


def test_what_a_document_was_found_to_hold_is_known_by_digest(
    folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    lines(folder / "bao.jsonl", "Tin thứ nhất trong ngày.", STORIES["cau"], "Tin thứ hai trong ngày.")
    ingest([folder], library, encoder)
    known = library.digests_in(str(folder / "bao.jsonl"))
    found = {article.digest: library.sources(article.id) for article, _ in library.articles()}
    assert known == {digest for digest, places in found.items() if any("bao.jsonl" in place for place in places)}
    assert len(known) == 3
    assert library.digests_in(str(folder / "bao")) == frozenset()


def test_an_interrupted_run_stores_its_batch_removes_nothing_and_is_gone_on_with(
    tmp_path: Path, folder: Path, library: LocalLibrary, encoder: CountingEncoder
) -> None:
    ingest([folder], library, encoder)
    (folder / "lua.txt").unlink()
    lines(folder / "bao.jsonl", *(f"Tin thứ {n} trong ngày." for n in range(30)))
    asked = iter([False] * 11)
    report = ingest([folder], library, encoder, sync=True, stopping=lambda: next(asked, True))
    assert report.interrupted
    assert 0 < report.added < 30
    assert report.articles == 3 + report.added
    before = encoder.texts
    again = sync(library, encoder, folder)
    assert (again.added, again.removed) == (30 - report.added, 1)
    assert encoder.texts == before + again.added * 2


@pytest.mark.stores("local")
def test_an_older_library_gets_its_sources(folder: Path, library: LocalLibrary, encoder: CountingEncoder) -> None:
    """As a library of schema 1 is after its migration: places, but no documents, stamps or bands."""
    ingest([folder], library, encoder)
    connection = library.catalogue.database.connection
    connection.executescript("DELETE FROM documents; DELETE FROM bands; UPDATE sources SET seen = 0, document = source")
    before = encoder.texts
    (folder / "lua.txt").unlink()
    report = sync(library, encoder, folder)
    assert (report.unchanged, report.removed) == (2, 1)
    assert encoder.texts == before
