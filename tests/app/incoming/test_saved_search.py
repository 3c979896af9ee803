"""A collection that follows a search has what comes in and matches, and nothing that its reader took out."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.incoming.saved_search import SavedSearch, bring_in_step, gather, search_of
from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.records import Filters

pytestmark = pytest.mark.stores("local", "postgres")
NEWS = {
    "a": ("Báo Mía", "2026-03-01", "Bão số 4 vào vịnh Lạch Vàm."),
    "b": ("Báo Đồi", "2026-03-02", "Bão số 4 suy yếu trên đất liền."),
    "c": ("Báo Mía", "2026-03-03", "Giá mía tăng."),
    "d": ("Báo Mía", "2026-03-04", "Bão số 5 hình thành ngoài khơi."),
    "e": ("Báo Đồi", "2026-03-05", "Bão số 5 đổi hướng."),
}


def come(library: Library, folder: Path, *ids: str) -> None:
    lines = []
    for each in ids:
        outlet, day, text = NEWS[each]
        lines.append(json.dumps({"id": each, "text": text, "outlet": outlet, "published": day}))
    file = folder / f"{''.join(ids)}.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert ingest([file], library, FakeEncoder()).added == len(ids)
    bring_in_step(library)


def held(library: Library, name: str) -> set[str]:
    return {article.id for article, _ in library.articles(Filters(collection=name))}


def test_what_comes_in_and_matches(library: Library, tmp_path: Path) -> None:
    come(library, tmp_path, "a", "b", "c")
    storms = gather(library, "Bão", SavedSearch("bao so"), following=True)
    of_mia = gather(library, "Báo Mía", SavedSearch("bão", outlet="Báo Mía"), following=True)
    once = gather(library, "Một lần", SavedSearch("bão"), following=False)
    assert (held(library, storms), held(library, of_mia), held(library, once)) == ({"a", "b"}, {"a"}, {"a", "b"})
    library.collections.take_out(storms, ["b"])
    come(library, tmp_path, "d", "e")
    assert held(library, storms) == {"a", "d", "e"}
    assert held(library, of_mia) == {"a", "d"}
    assert held(library, once) == {"a", "b"}
    renamed = library.collections.rename(storms, "Bão năm nay")
    assert search_of(library, renamed) == SavedSearch("bao so")
    library.collections.follow(renamed, None)
    assert search_of(library, renamed) is None


def test_a_search_that_can_not_be_read_adds_nothing(library: Library, tmp_path: Path) -> None:
    library.collections.create("Lạ")
    library.collections.follow("Lạ", '{"words": "bão", "published_from": "hôm qua"}')
    come(library, tmp_path, "a")
    assert held(library, "Lạ") == set()


@given(
    st.builds(
        SavedSearch,
        st.text(max_size=20),
        *[st.none() | st.dates().map(date.isoformat)] * 2,
        *[st.none() | st.text(min_size=1, max_size=20)] * 3,
    )
)
def test_a_search_outlives_being_kept(search: SavedSearch) -> None:
    assert SavedSearch.read(search.kept()) == search
    assert SavedSearch.of(search.filters(), search.words).filters() == search.filters()


@pytest.mark.parametrize("kept", ["", "[]", "7", '{"words": 7}', '{"unknown": "x"}', '{"published_to": "2026-02-30"}'])
def test_what_another_version_kept_is_no_search(kept: str) -> None:
    assert not SavedSearch.read(kept)
