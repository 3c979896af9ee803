"""An answer as one text for programs that show Markdown: its words, its notes, and links to every source.

Articles are others' words: what would be a link, a picture or markup of theirs is written so that none comes of it.
Characters count as Unicode code points.
"""

import re
from dataclasses import dataclass
from typing import Any

from app.links import article_link, source_link
from app.messages import say, say_answer, say_day, say_notes
from app.screen import harmless
from rag.answer import Answer, Source

_MARKER = re.compile(r"\[(\d{1,4})\]")
_ACTIVE = re.compile(r"(?<=!)\[|(?<=\])\(|<(?=[a-zA-Z/!?])")
_IN_LABEL = re.compile(r"([\\\[\]<>*_`!|~])")
# What a client keeps of a draft, if it sends it back at all, before the text that was checked.
_THOUGHTS = re.compile(r"\A\s*<(think|details)\b[^>]*>.*?</\1>\s*", re.DOTALL)
# What `linked` puts after an answer's own words, as it comes back in a client's history.
_APPENDED = re.compile(r"\n\n(?:> [^\n]*\n?)*\n*\*\*(?:Nguồn|Sources)\*\*\n- \[.*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class UrlCitation:
    """Characters [start, end) of the text name `source`, which opens at `url`."""

    start: int
    end: int
    url: str
    title: str
    source: Source

    def document(self) -> dict[str, Any]:
        """OpenAI's `url_citation`, with the quote and where it stands in the article besides."""
        return {
            "start_index": self.start,
            "end_index": self.end,
            "url": self.url,
            "title": self.title,
            "quote": self.source.quote,
            "article_id": self.source.article_id,
            "quote_start": self.source.start,
            "quote_end": self.source.end,
        }


@dataclass(frozen=True, slots=True)
class LinkedText:
    """`text` with `citations`, in the order of their places in it."""

    text: str
    citations: tuple[UrlCitation, ...]


def linked(answer: Answer, public_url: str) -> LinkedText:
    """The answer's text, its notes as a quoted block, and a list of its sources, each a link to the reader;
    of an answer without any, what came nearest.
    """
    body = _inert(harmless(say_answer(answer)))
    sources = {source.n: source for source in answer.sources}
    citations = tuple(
        UrlCitation(
            marker.start(),
            marker.end(),
            source_link(public_url, sources[int(marker[1])]),
            _title(sources[int(marker[1])], answer.language),
            sources[int(marker[1])],
        )
        for marker in _MARKER.finditer(body)
        if int(marker[1]) in sources
    )
    notes = "\n".join(f"> {_inert(_line(note))}" for note in say_notes(answer))
    links = [
        f"- [{source.n}] [{_label(_title(source, answer.language))}]({source_link(public_url, source)})"
        for source in answer.sources
    ]
    if answer.listing and not links:
        links = [
            f"- [{_label(one.title or one.article_id)}]({article_link(public_url, one.article_id)})"
            for one in answer.listing.articles
        ]
    if not links:
        links = [
            f"- [{_label(_title(near.source, answer.language))}]({source_link(public_url, near.source)})"
            for near in answer.nearest
        ]
    heading = f"**{say('sources', answer.language).strip(':')}**"
    listed = "\n".join([heading, *links]) if links else ""
    return LinkedText("\n\n".join(filter(None, [body, notes, listed])), citations)


def own_words(text: str) -> str:
    """What an answer said, of a text made by `linked` that a client sends back."""
    return _APPENDED.sub("", _THOUGHTS.sub("", text))


def _title(source: Source, language: str) -> str:
    about = [source.title, source.outlet, say_day(source.published, language)]
    return " — ".join(_line(part) for part in about if part)


def _inert(words: str) -> str:
    return _ACTIVE.sub(lambda found: f"\\{found[0]}", words)


def _line(words: str) -> str:
    return " ".join(harmless(words).split())


def _label(words: str) -> str:
    return _IN_LABEL.sub(r"\\\1", words)
