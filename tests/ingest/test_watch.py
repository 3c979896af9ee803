import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import watch as watching
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

STORY = "Chợ nổi Ba Láng họp lại\n\nChợ nổi họp lại sau mùa nước lớn, có 64 ghe bán trái cây."


@pytest.fixture(params=["told", "polling"])
def watched(
    request: pytest.FixtureRequest, tmp_path: Path, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder that a thread keeps in step, by the system's events or by looking."""
    monkeypatch.setattr(watching, "WATCHING", watching.WatchTimes(settle_s=0.2, poll_s=0.05, polling_s=0.2))
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "dau.txt").write_text(STORY, encoding="utf-8")
    stop = threading.Event()
    update = lambda: ingest([folder], library, FakeEncoder(), sync=True, stopping=stop.is_set)  # noqa: E731
    thread = threading.Thread(
        target=watching.watch, args=([folder], update, stop.is_set), kwargs={"polling": request.param == "polling"}
    )
    thread.start()
    yield folder
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


def test_a_watched_folder_is_kept_in_step(watched: Path, library: LocalLibrary) -> None:
    def text(name: str) -> str | None:
        article = library.article(name)
        return article.text if article else None

    wait_for(lambda: text("dau") == STORY)
    (watched / "moi.txt").write_text(STORY.replace("64", "70"), encoding="utf-8")
    wait_for(lambda: "70" in (text("moi") or ""))
    # as editors save: a copy beside, renamed over the file
    (watched / ".moi.txt.swp").write_text(STORY.replace("64", "81"), encoding="utf-8")
    (watched / ".moi.txt.swp").replace(watched / "moi.txt")
    wait_for(lambda: "81" in (text("moi") or ""))
    (watched / "sau").mkdir()
    (watched / "sau" / "trong.txt").write_text(STORY.replace("64", "92"), encoding="utf-8")
    wait_for(lambda: "92" in (text("sau/trong") or ""))
    (watched / "dau.txt").unlink()
    wait_for(lambda: text("dau") is None)
    assert set(library.ids()) == {"moi", "sau/trong"}


def test_a_watched_folder_that_goes_and_comes_back_loses_nothing(watched: Path, library: LocalLibrary) -> None:
    wait_for(lambda: library.ids() == ["dau"])
    away = watched.with_name("đã tháo ra")
    watched.rename(away)
    time.sleep(0.6)
    assert library.ids() == ["dau"]
    (away / "moi.txt").write_text(STORY.replace("64", "70"), encoding="utf-8")
    away.rename(watched)
    wait_for(lambda: set(library.ids()) == {"dau", "moi"})


def test_where_the_system_can_t_tell_the_folder_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from watchdog.observers import Observer

    def no_more_watches(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", no_more_watches)
    updates: list[float] = []
    monkeypatch.setattr(watching, "WATCHING", replace(watching.WATCHING, settle_s=0.0))
    watching.watch([tmp_path], lambda: updates.append(0.0), lambda: bool(updates))
    assert "inotify watch limit reached" in caplog.text
    assert updates
