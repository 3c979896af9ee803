"""Addresses of the page for programs and their readers: an article, opened at a quote. Pure functions."""

from app.conversation.places import Place, address, article_address, digest
from rag.answer import Source


def quote_link(public_url: str, article_id: str, start: int, end: int, quote: str) -> str:
    """Where the page opens an article at characters [start, end), which read `quote`."""
    return f"{public_url.rstrip('/')}/{address(Place(article_id, start, end, digest(quote)), None)}"


def source_link(public_url: str, source: Source) -> str:
    """Where the page opens the article of a source at its quote."""
    return quote_link(public_url, source.article_id, source.start, source.end, source.quote)


def article_link(public_url: str, article_id: str) -> str:
    """Where the page opens an article from its beginning."""
    return f"{public_url.rstrip('/')}/{article_address(article_id)}"


def web_address(url: str | None) -> str | None:
    """The address if a link may lead there: http and https only."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
