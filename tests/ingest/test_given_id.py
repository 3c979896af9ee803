import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.incoming.uploads import spooled
from ingest.given_id import is_global, scoped
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

Rows = list[dict[str, object]]
FERRY: Rows = [
    {"id": 1, "title": "Bến Vàm có phà mới", "text": "Bến Vàm vừa nhận chiếc phà mới chở 60 người."},
    {"id": 2, "title": "Bến Vàm sửa cầu tàu", "text": "Cầu tàu bến Vàm được sửa xong sau 9 ngày."},
]
SCHOOL: Rows = [
    {"id": 1, "title": "Trường Gò Nổi có sân bóng", "text": "Trường Gò Nổi khánh thành sân bóng cỏ."},
    {"id": 2, "title": "Trường Gò Nổi tuyển giáo viên", "text": "Trường Gò Nổi tuyển ba giáo viên dạy toán."},
]


def as_jsonl(rows: Rows) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def as_json(rows: Rows) -> str:
    return json.dumps({"articles": rows}, ensure_ascii=False)


def as_csv(rows: Rows) -> str:
    return "\n".join(["id,title,text", *(f"bài {row['id']},{row['title']},{row['text']}" for row in rows)])


WRITERS = {"jsonl": as_jsonl, "json": as_json, "csv": as_csv}


@pytest.fixture(params=WRITERS)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    write: Callable[[Rows], str] = WRITERS[request.param]
    found = []
    for name, rows in (("pha", FERRY), ("truong", SCHOOL)):
        found.append(tmp_path / f"{name}.{request.param}")
        found[-1].write_text(write(rows), encoding="utf-8")
    return found


def titles(library: LocalLibrary) -> set[str]:
    return {article.title for article, _ in library.articles()}


EVERY = {str(row["title"]) for row in FERRY + SCHOOL}


def test_ids_that_count_rows_belong_to_their_file(
    files: list[Path], library: LocalLibrary, encoder: FakeEncoder
) -> None:
    assert ingest(files, library, encoder).added == 4
    assert titles(library) == EVERY
    again = ingest(files, library, encoder)
    assert (again.unchanged, again.articles) == (4, 4)


def test_and_so_they_do_in_one_run_after_the_other(
    files: list[Path], library: LocalLibrary, encoder: FakeEncoder
) -> None:
    assert [ingest([file], library, encoder).added for file in files] == [2, 2]
    assert titles(library) == EVERY
    for file in files:
        changed = file.read_text(encoding="utf-8").replace("Cầu tàu", "Cái cầu tàu").replace("dạy toán", "dạy lý")
        file.write_text(changed, encoding="utf-8")
        report = ingest([file], library, encoder)
        assert (report.updated, report.unchanged, report.articles, report.notices[1:]) == (1, 1, 4, ())


def test_and_in_uploads(files: list[Path], library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    for at, file in enumerate(files):
        (folder := tmp_path / str(at)).mkdir()
        with file.open("rb") as stream:
            ingest(list(spooled([stream], folder)), library, encoder)
    assert titles(library) == EVERY


def test_and_in_members_of_one_archive(files: list[Path], library: LocalLibrary, encoder: FakeEncoder) -> None:
    archive = files[0].with_name("hai.zip")
    with ZipFile(archive, "w") as members:
        for file in files:
            members.write(file, file.name)
    assert ingest([archive], library, encoder).added == 4
    assert ingest([archive], library, encoder).unchanged == 4
    assert titles(library) == EVERY


def test_files_that_were_joined_keep_all_their_rows(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    file = tmp_path / "chung.jsonl"
    file.write_text(as_jsonl(FERRY + SCHOOL), encoding="utf-8")
    assert ingest([file], library, encoder).added == 4
    file.write_text(as_jsonl(FERRY + SCHOOL) + "\n", encoding="utf-8")
    assert ingest([file], library, encoder).unchanged == 4
    assert titles(library) == EVERY


def test_a_row_that_comes_again_under_its_title_is_a_newer_version(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    file = tmp_path / "nhatky.jsonl"
    file.write_text(as_jsonl([*FERRY, FERRY[0] | {"text": "Phà mới ở bến Vàm chở 80 người."}]), encoding="utf-8")
    assert ingest([file], library, encoder).articles == 2


def test_a_source_that_replaces_the_article_of_another_is_told(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    name = "https://bao.example/tin/cau-vam.html"
    for number, text in enumerate(("Cầu Vàm dài 80 m.", "Cầu Vàm dài 90 m.")):
        (tmp_path / f"{number}.jsonl").write_text(as_jsonl([{"id": name, "text": text}]), encoding="utf-8")
    assert ingest([tmp_path / "0.jsonl"], library, encoder).notices == ()
    report = ingest([tmp_path / "1.jsonl"], library, encoder)
    assert (report.updated, report.articles) == (1, 1)
    assert [notice.code for notice in report.notices] == ["replaces"]
    assert name in report.notices[0].detail
    (tmp_path / "1.jsonl").write_text(as_jsonl([{"id": name, "text": "Cầu Vàm dài 95 m."}]), encoding="utf-8")
    assert ingest([tmp_path / "1.jsonl"], library, encoder).notices == ()


def test_and_so_is_a_row_that_replaces_one_of_another_title(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    name = "https://bao.example/tin/cau-vam.html"
    rows: Rows = [{"id": name, "title": title, "text": f"{title} từ hôm nay."} for title in ("Cầu mở", "Cầu đóng")]
    (tmp_path / "hai.jsonl").write_text(as_jsonl(rows), encoding="utf-8")
    report = ingest([tmp_path / "hai.jsonl"], library, encoder)
    assert [notice.code for notice in report.notices] == ["replaces"]
    assert report.notices[0].detail.endswith("hai.jsonl:1)")


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("9f0c1d7e-3c1b-4b7a-9d53-1f6a0a6b8c21", True),
        ("https://bao.example/a.html", True),
        ("urn:bao:12", True),
        ("65a1f0c2b7d3e4a5f6071829", True),
        ("pha-moi-o-ben-vam-cho-60-nguoi", True),
        ("1", False),
        ("007", False),
        ("bai-1", False),
        ("000000000000000000000001", False),
        ("ban-tin-buoi-sang-so-12", False),
        ("Bản tin buổi sáng của đài huyện số 3", False),
        ("2023-07-28", False),
        ("http://localhost/1", False),
        ("http://127.0.0.1:8000/tin/1", False),
        ("https://192.168.1.5/tin/1", False),
        ("file:///tin/1.html", False),
        ("http://maychu/tin/1", False),
        ("https://bao-go.vn", False),
        ("https://bao-go.vn/", False),
        ("202403010000000000000001", False),
    ],
)
def test_only_what_could_not_be_chosen_twice_is_global(given_id: str, *, expected: bool) -> None:
    assert is_global(given_id) is expected


@given(st.integers(0, 10**18).map(str), st.text(max_size=30), st.text(max_size=30))
def test_numbers_are_never_global_and_files_tell_them_apart(number: str, one: str, other: str) -> None:
    assert not is_global(number)
    assert (scoped(number, f"{one}:3") == scoped(number, f"{other}#12")) == (one == other)
