"""Answers and articles as safe HTML: markers become chips, quotes are highlighted. Pure functions.

Knows no page and no library. Nothing that comes out can be read as the author's HTML or Markdown, whatever went in.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.messages import say, say_reason
from app.screen import harmless
from rag.answer import Answer, Sentence, Source

# A paragraph that goes on for longer than this before or after its quote is cut there, at a space.
AROUND_CHARS = 500
_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_PARAGRAPH_END = re.compile(r"\s*\n\s*\n\s*")
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


def streamed_html(text: str) -> str:
    """An answer that is still being written: chips lead nowhere yet."""
    return _with_chips(text, None, "")


def answer_html(answer: Answer, anchor: str, language: str) -> str:
    """A finished answer. Chip n leads to the element `anchor-n`; sentences without full support say so."""
    sources = {source.n: source for source in answer.sources}
    done = 0
    shown = []
    for sentence in answer.sentences:
        found = _written(sentence).search(answer.text, done)
        if found is None:
            continue
        shown.append(_prose(answer.text[done : found.start()]))
        shown.append(_sentence_html(found[0], sentence, sources, anchor, language))
        done = found.end()
    shown.append(_with_chips(answer.text[done:], sources, anchor))
    return "".join(shown)


def _written(sentence: Sentence) -> re.Pattern[str]:
    """A sentence as it stands in the answer: there, white space may come before its markers."""
    return re.compile(r"\s*".join(re.escape(part) for part in re.split(r"\s*(?=\[\d+\])", sentence.text)))


def _sentence_html(written: str, sentence: Sentence, sources: dict[int, Source], anchor: str, language: str) -> str:
    inside = _with_chips(written, sources, anchor)
    if sentence.support == "supported":
        return inside
    why = escape(say_reason(sentence, language))
    badge = f'<span class="hb-badge" title="{why}">{escape(say(sentence.support, language))}</span>'
    return f'<span class="hb-{sentence.support}" title="{why}">{inside}</span> {badge}'


def _with_chips(text: str, sources: dict[int, Source] | None, anchor: str) -> str:
    parts = []
    done = 0
    for marker in _MARKER.finditer(text):
        parts.append(_prose(text[done : marker.start()]))
        source = sources.get(int(marker[1])) if sources else None
        if source is not None:
            about = escape(f"{source.title} — “{source.quote}”")
            parts.append(
                f'<a class="hb-chip" href="#{anchor}-{source.n}" target="_self" title="{about}">{source.n}</a>'
            )
        else:  # a number in brackets that an article itself holds is no citation
            parts.append(escape(marker[0]) if sources is not None else f'<span class="hb-chip">{marker[1]}</span>')
        done = marker.end()
    return "".join([*parts, _prose(text[done:])])


def _prose(text: str) -> str:
    """With a gap for each empty line; white space at the ends, where other pieces join, is the text's own."""
    return '<span class="hb-gap"></span>'.join(map(escape, _PARAGRAPH_END.split(text)))


def excerpts(text: str, sources: Sequence[Source], around: int = AROUND_CHARS) -> list[tuple[int, int]]:
    """Half-open spans of `text`: the paragraphs around the quotes, each once, in the order of the sources."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_paragraph(text, source.start, source.end, around) for source in sources):
        if merged and start <= merged[-1][1]:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    holding = [next(span for span in merged if span[0] <= source.start <= span[1]) for source in sources]
    return list(dict.fromkeys(holding))


def _paragraph(text: str, start: int, end: int, around: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > around:
        first = text.find(" ", start - around, start) + 1 or start
    if last - end > around:
        last = max(text.rfind(" ", end, end + around), end)
    return first, last


def marked(text: str, start: int, end: int, sources: Sequence[Source], anchor: str = "") -> str:
    """`text[start:end]` as HTML, a `<p>` a line, with quotes in `<mark>` after their numbers.

    Where a paragraph was cut stands “…”. With `anchor`, the number of source n carries the id `anchor-n`.
    """
    lines = re.finditer(r"[^\n]*\S[^\n]*", text[start:end])
    inside = "</p><p>".join(
        "".join(_line(text, start + line.start(), start + line.end(), sources, anchor)) for line in lines
    )
    before = "… " if start and text[start - 1] != "\n" else ""
    after = " …" if end < len(text) and text[end] != "\n" else ""
    return f"<p>{before}{inside}{after}</p>"


def _line(text: str, start: int, end: int, sources: Sequence[Source], anchor: str) -> Iterator[str]:
    edges = {start, end}
    for source in sources:
        edges |= {edge for edge in (source.start, source.end) if start < edge < end}
    for left, right in pairwise(sorted(edges)):
        inside = escape(text[left:right])
        covering = [source for source in sources if source.start <= left and right <= source.end]
        for source in covering:
            if source.start == left:
                label = f' id="{anchor}-{source.n}"' if anchor else ""
                yield f'<span class="hb-n"{label}>{source.n}</span>'
        yield f"<mark>{inside}</mark>" if covering else inside
