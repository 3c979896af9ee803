"""Each story once, no article everywhere; neighbours are joined for who reads them, hardly in the ranking."""

from rag.retrieve.arrange import ARRANGING, arranged, joined
from vectorstore.records import Passage

TEXT = "\n".join(f"Đoạn {n}: " + " ".join(f"từ{n}x{m}" for m in range(20)) for n in range(8))
LINES = TEXT.split("\n")
STARTS = [TEXT.index(line) for line in LINES]


def chunk(at: int, score: float, article: str = "a") -> Passage:
    start, end = STARTS[at], STARTS[at] + len(LINES[at])
    return Passage(at + 1, score, article, "", None, None, None, start, end, "", TEXT[start:end])


def text_of(article: str) -> str:
    return TEXT


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def test_neighbours_that_follow_each_other_in_rank_are_one() -> None:
    (one, other) = arranged([chunk(3, 0.9), chunk(2, 0.7), chunk(6, 0.5)], 4, text_of)
    assert one.text == f"{LINES[2]}\n{LINES[3]}"
    assert (one.key, one.joined, other.text) == (4, (3,), LINES[6])


def test_neighbours_of_distant_ranks_are_one_only_for_who_reads_them() -> None:
    others = [chunk(n, 0.8 - n / 20, f"khác {n}") for n in range(4, 4 + ARRANGING.near_ranks)]
    apart = arranged([chunk(3, 0.9), *others, chunk(2, 0.1)], 12, text_of)
    assert LINES[3] in texts(apart)
    assert LINES[2] in texts(apart)
    assert f"{LINES[2]}\n{LINES[3]}" in texts(joined(apart, text_of))


def test_passages_of_other_articles_are_no_neighbours() -> None:
    assert len(joined([chunk(0, 0.9, "a"), chunk(1, 0.8, "b")], text_of)) == 2
