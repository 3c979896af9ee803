from rag.generate.research import PLAN, merged, queries
from vectorstore.records import Passage


def passage(article: str, start: int) -> Passage:
    return Passage(1, 0.5, article, "Chợ nổi", None, None, None, start, start + 9, "", "Chợ nổi 9")


def test_a_plan_is_read_whatever_stands_before_its_lines() -> None:
    written = "1. số ghe chợ nổi\n- “giá dưa tháng 3”\n\n* lũ Cồn Én 2024\nChợ\nsố ghe chợ nổi\n2024 có lũ không"
    assert queries(written, "?") == ["số ghe chợ nổi", "“giá dưa tháng 3", "lũ Cồn Én 2024", "2024 có lũ không"]
    assert queries("Chợ nổi có gì?", "Chợ nổi có gì?") == []


def test_a_plan_without_end_is_cut() -> None:
    many = queries("\n".join(f"truy vấn {n} " + "dài " * 200 for n in range(99)), "?")
    assert len(many) == PLAN.searches
    assert max(map(len, many)) <= PLAN.query_chars


def test_each_search_gets_its_best_in() -> None:
    one, other = [passage("a", 0), passage("a", 9), passage("b", 0)], [passage("c", 0), passage("a", 0)]
    assert [(p.article_id, p.start) for p in merged([one, other], 3)] == [("a", 0), ("c", 0), ("a", 9)]
    assert len(merged([one, other], 25)) == 4
    assert merged([], 5) == []
