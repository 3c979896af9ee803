"""An answer as safe HTML: its markers become chips that show their quote, sentences without full support say why.

Pure functions; they know no page and no library.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from app.messages import say, say_day, say_reason
from app.page.highlight import escape
from app.page.markdown_html import Slots, bare, rendered
from language.text import Span
from rag.answer import Answer, Sentence, Source

_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
# The web address that opens the article at a source.
AddressOf = Callable[[Source], str]
# A marker's number, and the marker as written, as HTML.
Chip = Callable[[int, str], str]


def streamed_html(text: str) -> str:
    """An answer that is still being written, as Markdown: chips lead nowhere yet."""
    slots = Slots()
    return rendered(_with_slots(bare(text), slots, lambda n, _: f'<span class="hb-chip">{n}</span>'), slots)


def answer_html(answer: Answer, address: AddressOf, language: str, number: int = 0) -> str:
    """A finished answer, the page's `number`th. Each chip leads to its quote; sentences without full support say so.

    A model's words are Markdown; those of articles are words.
    """
    sources = {source.n: source for source in answer.sources}
    ids = (f"hb-pop-{number}-{count}" for count in itertools.count())

    def chip(n: int, written: str) -> str:  # a number in brackets that an article itself holds is no citation
        return _chip(sources[n], address(sources[n]), next(ids), language) if n in sources else escape(written)

    if answer.mode == "llm":
        slots = Slots()
        return rendered(_judged(answer, slots, chip, ids, language), slots)
    return _dated(answer, chip) if answer.timeline else _quoted(answer, chip, language)


def _dated(answer: Answer, chip: Chip) -> str:
    """A timeline as a list: of each sentence, which names its day first, the day above the quote."""
    lines = []
    for point, sentence in zip(answer.timeline, answer.sentences, strict=True):
        day, _, quote = sentence.text.partition(": ")
        time = f'<time datetime="{escape(point.day)}">{escape(day)}</time>'
        lines.append(f"<li>{time}{_with_chips(quote, chip)}</li>")
    return f'<ol class="hb-timeline">{"".join(lines)}</ol>'


def _quoted(answer: Answer, chip: Chip, language: str) -> str:
    """Quotes with what was asked for in bold; what only leads to it stands under words of its own."""
    done = 0
    shown = []
    leading = False
    for sentence in answer.sentences:
        start = answer.text.find(sentence.text, done)
        if start < 0:
            continue
        shown.append(_prose(answer.text[done:start]))
        if sentence.more and not leading:
            leading = True
            shown.append(f'<span class="hb-label">{escape(say("more_from_article", language))}</span> ')
        done = start + len(sentence.text)
        shown.append(_with_chips(sentence.text, chip, sentence.values))
    return "".join([*shown, _with_chips(answer.text[done:], chip)])


def _judged(answer: Answer, slots: Slots, chip: Chip, ids: Iterator[str], language: str) -> str:
    """A model's answer with slots: its chips, and after each sentence without full support what is wrong with it."""
    done = 0
    shown = []
    for sentence in answer.sentences:
        found = _written(sentence).search(answer.text, done)
        if found is None:
            continue
        shown.append(bare(answer.text[done : found.start()]))
        inside = _with_slots(bare(found[0]), slots, chip)
        if sentence.support != "supported":
            badge = slots.put(_badge(sentence, next(ids), language))
            inside = slots.marked(inside, f"hb-{sentence.support}", badge)
        shown.append(inside)
        done = found.end()
    return "".join([*shown, _with_slots(bare(answer.text[done:]), slots, chip)])


def _badge(sentence: Sentence, id: str, language: str) -> str:
    word = escape(say(sentence.support, language))
    badge = f'<span class="hb-badge" role="note" tabindex="0" aria-describedby="{id}">{word}</span>'
    return _shown_at(badge, id, escape(say_reason(sentence, language)))


def _with_slots(text: str, slots: Slots, chip: Chip) -> str:
    return _MARKER.sub(lambda marker: slots.put(chip(int(marker[1]), marker[0])), text)


def _written(sentence: Sentence) -> re.Pattern[str]:
    """A sentence as it stands in the answer: there, white space may come before its markers."""
    return re.compile(r"\s*".join(re.escape(part) for part in re.split(r"\s*(?=\[\d+\])", sentence.text)))


def _chip(source: Source, address: str, id: str, language: str) -> str:
    """A link with the source's number; hovered or focused it shows the quote and whose it is."""
    label = escape(f"{say('source', language, n=source.n)}: {source.title}")
    about = " · ".join(escape(fact) for fact in (source.outlet, say_day(source.published, language)) if fact)
    link = f'<a class="hb-chip hb-open" href="{escape(address)}" aria-label="{label}" aria-describedby="{id}">'
    parts = (("hb-quote", f"“{escape(source.quote)}”"), ("hb-about", escape(source.title)), ("hb-about", about))
    told = "".join(f'<span class="{kind}">{part}</span>' for kind, part in parts)
    return _shown_at(f"{link}{source.n}</a>", id, told)


def _shown_at(opener: str, id: str, inside: str) -> str:
    return f'<span class="hb-cite">{opener}<span class="hb-pop" role="tooltip" id="{id}">{inside}</span></span>'


def _with_chips(text: str, chip: Chip, values: Sequence[Span] = ()) -> str:
    parts = []
    done = 0
    for marker in _MARKER.finditer(text):
        parts.append(_with_values(text, done, marker.start(), values))
        parts.append(chip(int(marker[1]), marker[0]))
        done = marker.end()
    return "".join([*parts, _with_values(text, done, len(text), values)])


def _with_values(text: str, start: int, end: int, values: Sequence[Span]) -> str:
    """text[start:end] with what was asked for in bold."""
    parts = []
    done = start
    for first, last in values:
        if done <= first and last <= end:
            parts += [_prose(text[done:first]), f"<strong>{_prose(text[first:last])}</strong>"]
            done = last
    return "".join([*parts, _prose(text[done:end])])


def _prose(text: str) -> str:
    """With a gap for each empty line; white space at the ends, where other pieces join, is the text's own."""
    return '<span class="hb-gap"></span>'.join(map(escape, _PARAGRAPH_END.split(text)))
