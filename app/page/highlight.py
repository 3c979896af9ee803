"""Articles as safe HTML, with what was quoted from them marked. Pure functions.

Knows no page and no library. Nothing that comes out can be read as the author's HTML or Markdown, whatever went in.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.page.places import Place
from app.page.state import Excerpt
from app.screen import harmless
from rag.answer import Source

# A paragraph that goes on for longer than this before or after its quote is cut there, at a space.
AROUND_CHARS = 500
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=@])")
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """For HTML, in an element or an attribute. Line ends survive a renderer that tidies its source."""
    return html.escape(harmless(text)).replace("\n", "&#10;")


def plain(text: str) -> str:
    """For a widget's label, which Streamlit reads as Markdown with `:directives:` of its own."""
    return _MARKDOWN.sub(r"\\\1", " ".join(harmless(text).split())).replace(":", f":{_WORD_JOINER}")


def web_address(url: str | None) -> str | None:
    """The address if a link may lead there: http and https only."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


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


def marked(excerpt: Excerpt, sources: Sequence[Source], here: Place | None = None) -> str:
    """An excerpt as HTML, a `<p>` a line, with quotes in `<mark>` after their numbers.

    Where a paragraph was cut stands “…”. What is quoted at `here` carries its anchor.
    """
    lines = re.finditer(r"[^\n]*\S[^\n]*", excerpt.text)
    inside = "</p><p>".join("".join(_line(excerpt, line.start(), line.end(), sources, here)) for line in lines)
    return f"<p>{'… ' if excerpt.before else ''}{inside}{' …' if excerpt.after else ''}</p>"


def _line(excerpt: Excerpt, start: int, end: int, sources: Sequence[Source], here: Place | None) -> Iterator[str]:
    """One line; `start` and `end` are in the excerpt, the sources' in the article."""
    spans = [(source.start - excerpt.start, source.end - excerpt.start, source) for source in sources]
    edges = {start, end}
    for first, last, _ in spans:
        edges |= {edge for edge in (first, last) if start < edge < end}
    for left, right in pairwise(sorted(edges)):
        inside = escape(excerpt.text[left:right])
        covering = [(first, source) for first, last, source in spans if first <= left and right <= last]
        for first, source in covering:
            if first == left and source.n:
                yield f'<span class="hb-n">{source.n}</span>'
        if here and any((source.start, source.end) == (here.start, here.end) for _, source in covering):
            anchor = f' id="{here.anchor}"' if left + excerpt.start == here.start else ""
            yield f'<mark class="hb-here"{anchor}>{inside}</mark>'
        else:
            yield f"<mark>{inside}</mark>" if covering else inside
