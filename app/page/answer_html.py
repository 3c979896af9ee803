"""An answer as safe HTML: its markers become chips that show their quote, sentences without full support say why.

Pure functions; they know no page and no library.
"""

import itertools
import re
from collections.abc import Callable

from app.messages import say, say_day, say_reason
from app.page.highlight import escape
from rag.answer import Answer, Sentence, Source

_MARKER = re.compile(r"\s*\[(\d{1,3})\]")
_PARAGRAPH_END = re.compile(r"\s*\n\s*\n\s*")
# The web address that opens the article at a source.
Address = Callable[[Source], str]


def streamed_html(text: str) -> str:
    """An answer that is still being written: chips lead nowhere yet."""
    return _with_chips(text, lambda n, _: f'<span class="hb-chip">{n}</span>')


def answer_html(answer: Answer, address: Address, language: str, number: int = 0) -> str:
    """A finished answer, the page's `number`th. Each chip leads to its quote; sentences without full support say so."""
    sources = {source.n: source for source in answer.sources}
    ids = (f"hb-pop-{number}-{count}" for count in itertools.count())

    def chip(n: int, written: str) -> str:  # a number in brackets that an article itself holds is no citation
        return _chip(sources[n], address(sources[n]), next(ids), language) if n in sources else escape(written)

    done = 0
    shown = []
    for sentence in answer.sentences:
        found = _written(sentence).search(answer.text, done)
        if found is None:
            continue
        shown.append(_prose(answer.text[done : found.start()]))
        shown.append(_judged(_with_chips(found[0], chip), sentence, next(ids), language))
        done = found.end()
    shown.append(_with_chips(answer.text[done:], chip))
    return "".join(shown)


def _written(sentence: Sentence) -> re.Pattern[str]:
    """A sentence as it stands in the answer: there, white space may come before its markers."""
    return re.compile(r"\s*".join(re.escape(part) for part in re.split(r"\s*(?=\[\d+\])", sentence.text)))


def _judged(inside: str, sentence: Sentence, id: str, language: str) -> str:
    if sentence.support == "supported":
        return inside
    word = escape(say(sentence.support, language))
    badge = f'<span class="hb-badge" role="note" tabindex="0" aria-describedby="{id}">{word}</span>'
    shown = _shown_at(badge, id, escape(say_reason(sentence, language)))
    return f'<span class="hb-{sentence.support}">{inside}</span> {shown}'


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


def _with_chips(text: str, chip: Callable[[int, str], str]) -> str:
    parts = []
    done = 0
    for marker in _MARKER.finditer(text):
        parts.append(_prose(text[done : marker.start()]))
        parts.append(chip(int(marker[1]), marker[0]))
        done = marker.end()
    return "".join([*parts, _prose(text[done:])])


def _prose(text: str) -> str:
    """With a gap for each empty line; white space at the ends, where other pieces join, is the text's own."""
    return '<span class="hb-gap"></span>'.join(map(escape, _PARAGRAPH_END.split(text)))
