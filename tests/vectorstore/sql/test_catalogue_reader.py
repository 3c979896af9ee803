"""What the catalogue keeps of its answers is never another moment's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.local.keywords.test_index import FINGERPRINT, NEWS, put
from vectorstore.records import Article, Chunk, Entry, Filters
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.database import Change
from vectorstore.sql.sqlite import SqliteDatabase

NEWEST = Filters(published_from=date(2024, 1, 1))


class Overtaken(Catalogue):
    """Once, when it has read the number of the last change, another change is made."""

    overtaken_by: Entry | None = None

    def last_change(self) -> Change:
        last = super().last_change()
        if self.overtaken_by:
            entry, self.overtaken_by = self.overtaken_by, None
            Catalogue(SqliteDatabase(self.folder)).put([entry], FINGERPRINT)
        return last


@pytest.fixture
def overtaken(tmp_path: Path) -> Overtaken:
    catalogue = Overtaken(SqliteDatabase(tmp_path))
    put(catalogue, NEWS)
    return catalogue


@pytest.mark.parametrize(
    "count", [lambda one: one.coverage().articles, lambda one: len(one.matching(NEWEST))], ids=["coverage", "matching"]
)
def test_what_a_change_overtook_is_not_kept_for_who_sees_the_time_before(
    overtaken: Overtaken, count: Callable[[Catalogue], int]
) -> None:
    late = Entry(Article("moi", "Tin mới.", published="2024-05-01"), [Chunk(0, 8)], np.ones((1, 1), np.float32))
    before = count(Catalogue(SqliteDatabase(overtaken.folder)))
    with ThreadPoolExecutor(1) as another, overtaken.snapshot():
        assert overtaken.last_change().number == 1
        overtaken.overtaken_by = late
        assert another.submit(count, overtaken).result() == before + 1
        assert count(overtaken) == before
    assert count(overtaken) == before + 1


def test_an_index_that_begins_is_told_of_no_deletions(overtaken: Overtaken) -> None:
    overtaken.remove(["cau-moi"])
    overtaken.remove(["gia-xang"])
    assert overtaken.deleted_since(0).tolist() == []
    assert overtaken.deleted_since(1).tolist() == [3, 4]
    assert overtaken.deleted_since(2).tolist() == [4]
