"""What an answer cites, as the articles are at that moment. Knows no page."""

from collections.abc import Sequence
from hashlib import sha256

from app.conversation.exchange import Cited, Excerpt
from rag.answer import Answer, Source
from vectorstore.library import Library

# A paragraph that goes on for longer than this before or after its quote is cut there, at a space.
AROUND_CHARS = 500


def cited_articles(answer: Answer, library: Library) -> tuple[Cited, ...]:
    """The articles of an answer as they are now, in the order of their first citation."""
    sources: dict[str, list[Source]] = {}
    for source in answer.sources:
        sources.setdefault(source.article_id, []).append(source)
    return tuple(_cited_article(article_id, quoted, library) for article_id, quoted in sources.items())


def _cited_article(article_id: str, sources: list[Source], library: Library) -> Cited:
    article = library.article(article_id)
    if article is None or any(article.text[source.start : source.end] != source.quote for source in sources):
        return Cited(article_id, None, tuple(Excerpt(source.start, source.quote) for source in sources))
    digest = sha256(article.text.encode(errors="surrogatepass")).hexdigest()
    return Cited(article_id, digest, excerpts(article.text, sources))


def excerpts(text: str, sources: Sequence[Source], around: int = AROUND_CHARS) -> tuple[Excerpt, ...]:
    """The paragraphs around the quotes, each once, in the order of the sources."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_paragraph(text, source.start, source.end, around) for source in sources):
        if merged and start <= merged[-1][1]:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    holding = [next(span for span in merged if span[0] <= source.start <= span[1]) for source in sources]
    return tuple(
        Excerpt(start, text[start:end], start > 0 and text[start - 1] != "\n", end < len(text) and text[end] != "\n")
        for start, end in dict.fromkeys(holding)
    )


def _paragraph(text: str, start: int, end: int, around: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > around:
        first = text.find(" ", start - around, start) + 1 or start
    if last - end > around:
        last = max(text.rfind(" ", end, end + around), end)
    return first, last
