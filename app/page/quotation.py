"""A quotation with its source, as writers take it along: plain words, Markdown, HTML, BibTeX, RIS. Pure; knows no page.

Each form is a template: what stands for the quoted words is put in by the browser (`static/copying.js`), which knows
what the reader selected, and how each form writes its signs.
"""

import html
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from app.conversation.export import markdown_line
from app.links import web_address
from app.messages import say_day
from app.screen import harmless
from language.dates.day import day_of
from language.normal_form import fold
from vectorstore.records import Article

# Where the quoted words come: a character that no text has a use for.
PLACE = "\ue000"
_BIBTEX = re.compile(r"([\\{}%&$#_~^])")
_ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_KEY_DIGITS = 6


def plain(article: Article, language: str, *, quoted: bool) -> str:
    """“…” — title, outlet, day, address."""
    about = ", ".join(_one_line(fact) for fact in _facts(article, language))
    return " — ".join(([f"“{PLACE}”"] if quoted else []) + [about])


def markdown(article: Article, language: str, *, quoted: bool) -> str:
    """A block quotation and a line of its source."""
    title, *others = (markdown_line(fact) for fact in _facts(article, language, address=False))
    url = web_address(article.url)
    linked = f"[{title}](<{url}>)" if url and not re.search(r"[<>\s]", url) else title
    source = ", ".join([linked, *others])
    return f"> {PLACE}\n>\n> — {source}" if quoted else source


def in_html(article: Article, language: str, *, quoted: bool) -> str:
    """A `blockquote` with its `cite`."""
    title, *others = (html.escape(_one_line(fact)) for fact in _facts(article, language, address=False))
    url = web_address(article.url)
    cite = f' cite="{html.escape(url)}"' if url else ""
    linked = f'<a href="{html.escape(url)}">{title}</a>' if url else title
    source = f"<cite>{', '.join([linked, *others])}</cite>"
    return f"<blockquote{cite}><p>{PLACE}</p>— {source}</blockquote>" if quoted else source


def bibtex(article: Article, _language: str, *, quoted: bool) -> str:
    """An `@article`, as BibTeX and biblatex read it."""
    day = day_of(article.published)
    year = str(day.year) if day else ""
    name = re.sub(r"[^a-z0-9]", "", fold(article.outlet or "bao")) or "bao"
    key = f"{name}{year}{sha256(article.id.encode()).hexdigest()[:_KEY_DIGITS]}"
    fields = {
        "title": f"{{{_bibtex(article.title)}}}" if article.title else "",
        "author": _bibtex(article.author or ""),
        "journal": _bibtex(article.outlet or ""),
        "year": year,
        "date": day.isoformat() if day else "",
        "url": _bibtex(web_address(article.url) or ""),
        "note": f"“{PLACE}”" if quoted else "",
    }
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@article{{{key},\n{lines}}}\n"


def ris(article: Article, _language: str, *, quoted: bool) -> str:
    """A newspaper article, as Zotero, EndNote and Mendeley read it."""
    day = day_of(article.published)
    tags = [
        ("TY", "NEWS"),
        ("TI", article.title),
        ("AU", article.author),
        ("T2", article.outlet),
        ("DA", f"{day:%Y/%m/%d}" if isinstance(day, date) else ""),
        ("PY", str(day.year) if day else ""),
        ("UR", web_address(article.url)),
        ("N1", f"“{PLACE}”" if quoted else ""),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value or '')}\n" for tag, value in tags if value or tag == "ER")


Form = Callable[..., str]
# By the words that name each.
FORMS: dict[str, Form] = {
    "quote_plain": plain,
    "quote_markdown": markdown,
    "quote_html": in_html,
    "quote_bibtex": bibtex,
    "quote_ris": ris,
}


def _facts(article: Article, language: str, *, address: bool = True) -> list[str]:
    known = [article.title, article.author, article.outlet, say_day(article.published, language)]
    return [fact for fact in [*known, web_address(article.url) if address else None] if fact]


def _one_line(words: str) -> str:
    return " ".join(harmless(words).split())


def _bibtex(words: str) -> str:
    return _BIBTEX.sub(lambda sign: _ESCAPED.get(sign[0], f"\\{sign[0]}"), _one_line(words))
