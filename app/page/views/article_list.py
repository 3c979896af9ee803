"""A list of articles that the catalogue answers with, as safe HTML: each opens beside the conversation."""

from app.messages import say, say_day, say_listing
from app.page.answer_html import AddressOf, answer_html
from app.page.highlight import escape
from rag.answer import Answer, ArticleList, ListedArticle, Source


def listing_html(answer: Answer, listing: ArticleList, to: AddressOf, language: str, number: int) -> str:
    """What the list says, what its leading article says, and the articles, numbered as follow-ups may call them."""
    told = f"<p>{escape(say_listing(listing, answer.language))}</p>"
    quoted = answer_html(answer, to, language, number) if answer.text else ""
    if not listing.articles:
        return told
    lines = "".join(_line(article, to, language) for article in listing.articles)
    return f'{told}{quoted}<ol class="hb-list hb-numbered">{lines}</ol>'


def _line(article: ListedArticle, to: AddressOf, language: str) -> str:
    about = (article.article_id, article.title, article.published, article.outlet, article.url)
    link = to(Source(0, *about, "", 0, 0))
    facts = " · ".join(escape(fact) for fact in (article.outlet, say_day(article.published, language)) if fact)
    title = escape(article.title) if article.title else escape(say("untitled", language))
    return f'<li><a class="hb-open" href="{escape(link)}">{title}</a><span class="hb-muted">{facts}</span></li>'
