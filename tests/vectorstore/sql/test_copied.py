"""A folder copied by hand, in whatever order and however torn, opens as it was at one moment or is refused."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.errors import LibraryError
from vectorstore.local.library import LocalLibrary
from vectorstore.sql.sqlite import FILE

PAGE = 4_096
ARTICLES = 12


def put(library: LocalLibrary, encoder: FakeEncoder, version: int) -> None:
    """All articles in a version, in one change."""
    texts = [f"Bản {version} của bài {number}. " + f"Từ {version} {number} " * 900 for number in range(ARTICLES)]
    entries = [entry(f"bai-{number}", [text], encoder) for number, text in enumerate(texts)]
    library.put(entries, encoder.fingerprint)


def versions(folder: Path) -> set[str]:
    return {article.text.split(" của ")[0] for article, _ in LocalLibrary(folder).articles()}


@pytest.fixture
def moments(tmp_path: Path, encoder: FakeEncoder) -> list[Path]:
    """The same library's files at three moments."""
    library, found = LocalLibrary(tmp_path / "library", create=True), []
    for version in range(3):
        put(library, encoder, version)
        library.catalogue.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        found.append(tmp_path / f"moment-{version}")
        shutil.copytree(library.folder, found[-1])
    return found


def test_a_whole_copy_opens(moments: list[Path]) -> None:
    assert [versions(folder) for folder in moments] == [{"Bản 0"}, {"Bản 1"}, {"Bản 2"}]
    assert [versions(folder) for folder in moments] == [{"Bản 0"}, {"Bản 1"}, {"Bản 2"}]


@pytest.mark.parametrize("earlier", [0, 1])
def test_pages_of_two_moments_are_refused(moments: list[Path], tmp_path: Path, earlier: int) -> None:
    """As a copier sees it that reads the file from its beginning while it is written, or comes back to it."""
    before, after = ((moments[at] / FILE).read_bytes() for at in (earlier, 2))
    refused = 0
    for at in range(PAGE, min(len(before), len(after)), 7 * PAGE):
        for number, mixed in enumerate((before[:at] + after[at:], after[:at] + before[at:])):
            folder = tmp_path / f"mixed-{at}-{number}"
            folder.mkdir()
            (folder / FILE).write_bytes(mixed)
            try:
                assert len(versions(folder)) == 1
            except LibraryError:
                refused += 1
    assert refused > 3


def test_a_refused_copy_is_refused_again(moments: list[Path], tmp_path: Path) -> None:
    before, after = ((moments[at] / FILE).read_bytes() for at in (1, 2))
    (moments[0] / FILE).unlink()
    (moments[0] / FILE).write_bytes(before[: len(before) // 2] + after[len(before) // 2 :])
    for _ in range(2):
        with pytest.raises(LibraryError):
            LocalLibrary(moments[0])
