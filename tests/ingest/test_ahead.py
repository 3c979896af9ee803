"""Reading in other processes: the same as here, in the same order, whatever befalls the readers."""

import os
import signal
from functools import partial
from io import BytesIO
from pathlib import Path

from ingest.ahead import ReaderProcesses
from ingest.article import Rejection
from ingest.document import Document, of_file
from ingest.pipeline import ingest
from ingest.prepare import PreparedArticle
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary


def files(folder: Path, count: int) -> list[Document]:
    for n in range(count):
        (folder / f"{n:02}.txt").write_text(f"Tin số {n}\n\nĐây là nội dung của tin số {n}.", encoding="utf-8")
    return [of_file(path, path.stem) for path in sorted(folder.glob("*.txt"))]


def titles(reader: ReaderProcesses, documents: list[Document], *, whole: bool = True) -> list[str]:
    found = []
    known = frozenset[str]() if whole else frozenset({"of some article"})
    for document, items in reader.read((document, known) for document in documents):
        for item in items:
            assert isinstance(item, PreparedArticle)
            assert item.article.id == document.default_id
            assert (item.parts is not None) == whole
            found.append(item.article.title)
    return found


def test_other_processes_read_the_same_in_the_same_order(tmp_path: Path) -> None:
    documents = files(tmp_path, 25)
    with ReaderProcesses(workers=2) as reader:
        assert titles(reader, documents) == [f"Tin số {n}" for n in range(25)]
        assert titles(reader, documents, whole=False) == [f"Tin số {n}" for n in range(25)]


def test_what_can_t_be_sent_is_read_here_and_keeps_its_place(tmp_path: Path) -> None:
    documents = files(tmp_path, 6)
    page = "Tin tải về\n\nNội dung vừa tải về.".encode()
    documents.insert(3, Document("trang.txt", "https://bao.example/1", "trang", len(page), lambda: BytesIO(page)))
    with ReaderProcesses(workers=1) as reader:
        assert titles(reader, documents)[2:5] == ["Tin số 2", "Tin tải về", "Tin số 3"]


def die(path: Path) -> BytesIO:
    """As a parser written in C may."""
    os.kill(os.getpid(), signal.SIGKILL)
    return BytesIO(path.read_bytes())


def test_a_document_that_ends_its_reader_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    documents = files(tmp_path, 8)
    deadly = tmp_path / "03.txt"
    documents[3] = Document("03.txt", str(deadly), "03", 1, partial(die, deadly))
    found: dict[str, list[object]] = {}
    with ReaderProcesses(workers=1) as reader:
        for document, items in reader.read((document, frozenset()) for document in documents):
            found[document.default_id] = list(items)
    rejected = {name: items for name, items in found.items() if isinstance(items[0], Rejection)}
    assert list(rejected) == ["03"]
    assert len(found) == 8


def test_a_large_file_is_read_elsewhere_to_the_same_library(tmp_path: Path, library: LocalLibrary) -> None:
    text = "Nông dân xã Hòa Bình gặt lúa hè thu, năng suất 6,5 tấn mỗi hecta. " * 200
    (tmp_path / "bao.jsonl").write_text(
        "\n".join(f'{{"id": "{n}", "text": "Tin {n}. {text}"}}' for n in range(160)), encoding="utf-8"
    )
    report = ingest([tmp_path / "bao.jsonl"], library, FakeEncoder(dim=8))
    assert (report.added, report.articles, report.rejected) == (160, 160, ())
    assert library.ids() == [str(n) for n in range(160)]
