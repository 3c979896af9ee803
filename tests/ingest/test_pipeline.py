import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.pipeline import IngestReport, ingest
from ingest.readers.plain_text import title_of
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Vectors
from vectorstore.local.library import LocalLibrary

TEXT = "Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày. Hơn 300 hộ vẫn ngập."


class Bar:
    def __init__(self) -> None:
        self.total = self.done = 0
        self.counts: list[tuple[int, int]] = []

    def start(self, total: int) -> None:
        self.total = total

    def count(self, read: int, stored: int) -> None:
        self.counts.append((read, stored))

    def advance(self, size: int) -> None:
        self.done += size


class CountingEncoder(FakeEncoder):
    texts = 0

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return super().encode_documents(texts)


def run(library: LocalLibrary, encoder: FakeEncoder, *sources: Path) -> IngestReport:
    return ingest(sources, library, encoder)


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.duplicates, len(report.rejected)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lu.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        {"id": "mia", "title": "Mía được mùa", "text": "Giá mía tăng 5%.", "published": "2023-07-28", "ghi chú": "x"}
    ]
    lines += [{"text": f"Bài số {n}. Không có mã."} for n in range(3)]
    (folder / "bao.jsonl").write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8"
    )
    return folder


def test_twice_changes_nothing_and_a_changed_line_replaces_only_itself(folder: Path, library: LocalLibrary) -> None:
    encoder, bar = CountingEncoder(), Bar()
    report = ingest([folder], library, encoder, bar)
    assert counts(report) == (5, 0, 0, 0, 0)
    assert bar.done == bar.total == sum(path.stat().st_size for path in folder.iterdir())
    embedded = encoder.texts
    assert counts(run(library, encoder, folder)) == (0, 0, 5, 0, 0)
    assert encoder.texts == embedded
    before = {a.id: a.digest for a, _ in library.articles()}
    file = folder / "bao.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("Bài số 1", "Bài đã sửa"), encoding="utf-8")
    assert counts(run(library, encoder, folder)) == (0, 1, 4, 0, 0)
    assert encoder.texts == embedded + 3  # its chunk and two sentences
    after = {a.id: a.digest for a, _ in library.articles()}
    assert [name for name in after if after[name] != before[name]] == ["bao-3"]


def test_what_is_stored(folder: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    run(library, encoder, folder)
    article = library.article("lu")
    assert article is not None
    assert (article.text, article.title, article.published) == (TEXT, "Lũ rút chậm ở Cồn Én", None)
    mia = library.article("mia")
    assert mia is not None
    assert (mia.published, mia.metadata) == ("2023-07-28", {"ghi chú": "x"})


def test_same_name_in_two_folders_and_same_story_under_two_names(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder
) -> None:
    for name, text in (("a", TEXT), ("b", TEXT.replace("300", "400")), ("c", TEXT)):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("lu.txt" if name != "c" else "khac.txt")).write_text(text, encoding="utf-8")
    files = [tmp_path / "a" / "lu.txt", tmp_path / "b" / "lu.txt", tmp_path / "c" / "khac.txt"]
    assert counts(run(library, encoder, *files)) == (2, 0, 0, 1, 0)
    assert counts(run(library, encoder, *files)) == (0, 0, 2, 1, 0)
    (tmp_path / "b" / "lu.txt").write_text(TEXT.replace("300", "500"), encoding="utf-8")
    assert counts(run(library, encoder, *files)) == (0, 1, 1, 1, 0)
    library.remove(["lu"])
    (tmp_path / "b" / "lu.txt").write_text(TEXT.replace("300", "600"), encoding="utf-8")
    assert counts(run(library, encoder, files[1])) == (0, 1, 0, 0, 0)


@pytest.mark.parametrize("source", ["", " "])
def test_no_name_is_no_folder(library: LocalLibrary, encoder: FakeEncoder, source: str) -> None:
    report = ingest([source], library, encoder)
    assert [(rejection.code, report.articles) for rejection in report.rejected] == [("missing", 0)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b" \n\n ", "no_text"),
        ("a.txt", b"Ti\x00m", "not_text"),
        ("a.txt", b"\xff\xfe\x00", "not_utf8"),
        ("a.txt", b"H\xf4\xf2i ngh\xee\xf2", "not_utf8"),
        ("a.xyz", b"%PDF", "unsupported"),
        ("a.jsonl", b"{oops", "bad_json"),
        ("a.jsonl", b"[1]", "not_object"),
        ("a.jsonl", b"3", "not_object"),
        ("a.jsonl", b"[" * 100_000, "json_beyond"),
        ("a.jsonl", b'{"text": 3}', "bad_field"),
        ("a.jsonl", b'{"title": "x"}', "no_text_field"),
        ("a.jsonl", b'{"text": "\\ud800"}', "bad_field"),
        ("a.jsonl", b'{"text": "x.", "id": {"a": 1}}', "bad_field"),
        ("a.jsonl", b'{"text": "x.", "k": "\\ud800"}', "bad_field"),
        ("a.jsonl", b'{"text": "x.", "\\ud800": 1}', "bad_field"),
        ("a.jsonl", b'{"text": "x.", "id": true}', "bad_field"),
        ("a.jsonl", b"\xff\xff", "not_utf8"),
    ],
)
def test_bad_input_is_named_and_the_rest_goes_in(
    tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    report = run(library, encoder, tmp_path / name, tmp_path / "gone.txt", tmp_path / "good.txt")
    assert {rejection.code for rejection in report.rejected} == {"missing", code}
    assert (report.added, report.articles) == (1, 1)
    assert any(name in rejection.source for rejection in report.rejected)


def test_odd_files_in_a_folder(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    import os

    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    report = run(library, encoder, tmp_path)
    assert (report.added, [r.code for r in report.rejected]) == (1, ["not_a_file"] * 2)


def test_a_line_without_a_title_gets_one(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "lu", "text": TEXT.replace("\n", "\r\n")}), encoding="utf-8")
    run(library, encoder, tmp_path)
    article = library.article("lu")
    assert article is not None
    assert (article.title, article.text) == ("Lũ rút chậm ở Cồn Én", TEXT)


def test_utf16_with_a_mark_and_utf8_with_one(tmp_path: Path, library: LocalLibrary, encoder: FakeEncoder) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))
    (tmp_path / "b.txt").write_bytes(TEXT.replace("Cồn Én", "Cồn Phụng").encode("utf-8-sig"))
    assert counts(run(library, encoder, tmp_path)) == (2, 0, 0, 0, 0)
    article = library.article("a")
    assert article is not None
    assert article.text == TEXT


def test_ctrl_c_keeps_what_is_stored_and_a_second_run_does_the_rest(folder: Path, library: LocalLibrary) -> None:
    class Impatient(FakeEncoder):
        def encode_documents(self, texts: Sequence[str]) -> Vectors:
            raise KeyboardInterrupt

    report = run(library, Impatient(), folder)
    assert report.interrupted
    assert counts(report) == (0, 0, 0, 0, 0)
    assert counts(run(library, FakeEncoder(), folder)) == (5, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("Mía được mùa\n\nGiá mía tăng 5%.", "Mía được mùa", True),
        ("# Mía được mùa\n\nGiá mía tăng 5%.", "Mía được mùa", True),
        ("Mía được mùa", "Mía được mùa", False),
        ("(Sông Hồng) - Chiều 28-7, mưa to. Gió lớn.\nHết.", "Chiều 28-7, mưa to", False),
        ("Giá mía tăng 5%.\nGiá đường giảm.", "Giá mía tăng 5%", False),
        ("Đồng bào " + "rất đông đảo " * 20 + "đã về.\nHết.", "Đồng bào rất đông đảo", False),
    ],
)
def test_titles_are_found_or_made(text: str, title: str, found: bool) -> None:
    made, body_start = title_of(text)
    assert made.startswith(title)
    assert len(made) <= 151
    assert bool(body_start) == found
