"""Twins: who is linked, that an update costs only its own comparisons, and that links follow changes."""

from random import Random

import numpy as np
import pytest

from tests.conftest import FakeEncoder
from vectorstore.library import Library
from vectorstore.records import Article, Chunk, Entry
from vectorstore.twins import bands, shared, shingles

pytestmark = pytest.mark.stores("local", "postgres")
WORDS = "sông đê cầu chợ lúa tôm mưa lũ xã tỉnh người dân hộ nhà ghe gặt trồng nước phà đường".split()


def story(seed: int, words: int = 150) -> str:
    chosen = Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words)) + "."


def put(library: Library, *articles: Article) -> None:
    encoder = FakeEncoder()
    entries = [
        Entry(a, [Chunk(0, len(a.text))], encoder.encode_documents([a.text]), bands(shingles(a.text))) for a in articles
    ]
    library.put(entries, encoder.fingerprint)


def twins(library: Library, article_id: str) -> set[str]:
    return {link.article_id for link in library.links(article_id) if link.kind == "twin"}


def test_a_story_reworked_is_a_twin_both_ways_and_another_is_not(library: Library) -> None:
    text = story(1)
    put(library, Article("goc", text), Article("khac", story(2)))
    put(library, Article("sua", f"Mở đầu viết lại khác hẳn bản trước. {text[:500]}", published="2024-03-12"))
    assert twins(library, "goc") == {"sua"}
    assert twins(library, "sua") == {"goc"}
    assert twins(library, "khac") == set()
    (link,) = library.links("goc")
    assert link.score > 0.8


def test_a_bulletin_of_a_fixed_form_is_no_twin_of_last_month_s(library: Library) -> None:
    put(
        library,
        *(Article(day, f"{story(1)} {day}", published=day) for day in ("2024-03-01", "2024-03-05", "2024-04-09")),
    )
    assert twins(library, "2024-03-01") == {"2024-03-05"}
    assert twins(library, "2024-04-09") == set()


def test_links_follow_what_an_article_says_now(library: Library) -> None:
    put(library, Article("a", story(1)), Article("b", story(1) + " Thêm một câu."), Article("c", story(3)))
    assert twins(library, "a") == {"b"}
    put(library, Article("b", story(3) + " Thêm một câu."))
    assert (twins(library, "a"), twins(library, "c")) == (set(), {"b"})
    library.remove(["b"])
    assert twins(library, "c") == set()
    library.flush()
    assert library.faults() == []


def test_tone_placement_capitals_and_line_ends_make_no_difference() -> None:
    text = "Nông dân xã Hòa Bình thu hoạch lúa, thủy lợi đã xong.\nGiá lúa tăng."
    other = "NÔNG DÂN xã Hoà Bình thu hoạch lúa,  thuỷ lợi đã xong. Giá lúa tăng."
    assert np.array_equal(shingles(text), shingles(other))


@pytest.mark.parametrize("changed", [0.3, 0.5])
def test_most_pairs_that_share_as_much_share_a_band(changed: float) -> None:
    found = total = 0
    for seed in range(60):
        words = story(seed, 300).split()
        cut = int(len(words) * changed)
        other = " ".join(words[cut:]) + " " + story(1000 + seed, cut)
        one, two = shingles(" ".join(words)), shingles(other)
        total += shared(one, two) > (1 - changed) / 2
        found += bool(set(bands(one)) & set(bands(two)))
    assert total == 60
    assert found >= 54


def test_very_short_texts_are_not_compared() -> None:
    assert bands(shingles("Đang cập nhật.")) == []
    assert shared(shingles(""), shingles("một hai ba bốn")) == 0.0
