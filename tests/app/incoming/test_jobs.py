"""A run of ingest in the server gives way to questions, and brings collections that follow a search in step."""

import os
import sys
from collections.abc import Sequence
from io import BytesIO

import pytest

from app.incoming.jobs import Jobs
from app.incoming.saved_search import SavedSearch, gather
from tests.conftest import FakeEncoder
from vectorstore.encoders.encoder import Vectors
from vectorstore.local.library import LocalLibrary
from vectorstore.priority import stands_back


class WatchedEncoder(FakeEncoder):
    """Tells whether the threads that embed give way."""

    def __init__(self) -> None:
        super().__init__()
        self.behind: list[bool] = []

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.behind.append(stands_back())
        return super().encode_documents(texts)


def file(name: str, text: str) -> BytesIO:
    made = BytesIO(text.encode())
    made.name = name
    return made


@pytest.mark.own_priority
@pytest.mark.skipif(
    sys.platform != "linux" or os.nice(0) > 0, reason="needs a priority for each thread, and none lower yet"
)
def test_what_a_run_embeds_gives_way_and_the_page_does_not(library: LocalLibrary) -> None:
    encoder = WatchedEncoder()
    jobs = Jobs(library, "Asia/Ho_Chi_Minh")
    jobs.begin(encoder, files=[file("a.txt", "Bến Vàm có phà mới từ hôm nay.")])
    jobs.wait(20)
    assert encoder.behind == [True]
    assert not stands_back()


def test_a_run_ends_with_what_follows_a_search(library: LocalLibrary) -> None:
    jobs = Jobs(library, "Asia/Ho_Chi_Minh")
    storms = gather(library, "Bão", SavedSearch("bão"), following=True)
    jobs.begin(FakeEncoder(), files=[file("a.txt", "Bão số 4 vào bờ."), file("b.txt", "Giá mía tăng.")])
    jobs.wait(20)
    (held,) = library.collections.listed()
    assert (held.name, held.articles) == (storms, 1)
