from rag.answer import Source
from rag.quote.lead_in import lead_ins


def source(n: int, article: str, outlet: str | None = "Báo Sông", published: str | None = "2023-07-28") -> Source:
    return Source(n, article, f"Bài {article} [9]", published, outlet, None, "Mưa to.", 0, 7)


def test_one_article_needs_none() -> None:
    assert lead_ins([source(1, "a"), source(2, "a")], "vi") == ["", ""]


def test_several_articles_are_told_apart() -> None:
    sources = [source(1, "a"), source(2, "a"), source(3, "b", outlet=None), source(4, "c", None, None)]
    assert lead_ins(sources, "vi") == [
        "Theo Báo Sông (28-7-2023): ",
        "",
        "Theo bài “Bài b (9)” (28-7-2023): ",
        "Theo bài “Bài c (9)”: ",
    ]
    assert lead_ins(sources[1:3], "en") == [
        "According to Báo Sông (2023-07-28): ",
        "According to “Bài b (9)” (2023-07-28): ",
    ]
