"""Articles as safe HTML, with what was quoted from them marked. Pure functions.

Knows no page and no library. Nothing that comes out can be read as the author's HTML or Markdown, whatever went in.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.conversation.exchange import Excerpt
from app.conversation.places import Place
from app.screen import harmless
from rag.answer import Source

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=@])")
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """For HTML, in an element or an attribute. Line ends survive a renderer that tidies its source."""
    return html.escape(harmless(text)).replace("\n", "&#10;")


def plain(text: str) -> str:
    """For a widget's label, which Streamlit reads as Markdown with `:directives:` of its own."""
    return _MARKDOWN.sub(r"\\\1", " ".join(harmless(text).split())).replace(":", f":{_WORD_JOINER}")


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
