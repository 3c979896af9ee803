"""What an answer cites, as the articles are at that moment. Knows no page."""

from hashlib import sha256

from app.page.highlight import excerpts
from app.page.state import Cited, Excerpt
from rag.answer import Answer, Source
from vectorstore.library import Library


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
