"""Each story once, no article everywhere; neighbours are joined for who reads them, hardly in the ranking."""

from rag.retrieve.arrange import arranged, joined
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
    found = [chunk(3, 0.9), chunk(6, 0.7), chunk(2, 0.5)]
    ranked = arranged(found, 6, text_of)
    assert texts(ranked) == [LINES[3], LINES[6], LINES[2]]
    assert texts(joined(ranked, text_of)) == [f"{LINES[2]}\n{LINES[3]}", LINES[6]]


def test_joining_neighbours_of_rank_brings_nothing_forward() -> None:
    """What stands within the first characters stays there, whatever comes after whatever."""
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 5, 4], [1, 0, 4, 3]):
        ranked = arranged([chunk(at, 1 - place / 10) for place, at in enumerate(order)], 8, text_of)
        seen = [sorted(LINES.index(line) for line in passage.text.split("\n")) for passage in ranked]
        flat = [at for lines in seen for at in lines]
        ends = [sum(map(len, seen[: n + 1])) for n in range(len(seen))]
        assert all(set(flat[:end]) == set(order[:end]) for end in ends)


def test_passages_of_other_articles_are_no_neighbours() -> None:
    assert len(joined([chunk(0, 0.9, "a"), chunk(1, 0.8, "b")], text_of)) == 2
