"""An excerpt is what stands around the quotes, and no more."""

from app.conversation.cited import excerpts
from app.conversation.exchange import Excerpt
from rag.answer import Source


def source(text: str, start: int, end: int, n: int = 1) -> Source:
    return Source(n, "a", "Tựa", None, None, None, text[start:end], start, end)


def test_an_excerpt_is_the_quotes_paragraph() -> None:
    text = "Một.\nHai ba. Bốn năm.\nSáu."
    first, second = source(text, 5, 12, 2), source(text, 22, 26, 1)
    assert excerpts(text, [second, first]) == (Excerpt(22, "Sáu."), Excerpt(5, "Hai ba. Bốn năm."))
    assert excerpts(text, [first, source(text, 13, 21)]) == (Excerpt(5, "Hai ba. Bốn năm."),)


def test_an_endless_paragraph_is_cut_at_spaces() -> None:
    text = "gió " * 500 + "Ghe chở 18 tấn. " + "mưa " * 500
    quote = source(text, 2_000, 2_015)
    (excerpt,) = excerpts(text, [quote])
    assert excerpt.start < 2_000 < 2_015 < excerpt.start + len(excerpt.text)
    assert len(excerpt.text) < 1_100
