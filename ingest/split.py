"""An article becomes chunks: runs of whole sentences with exact offsets, balanced in length.

Boilerplate and a title that the text repeats are left out, and no chunk runs across them. A heading goes into the
first chunk under it, so that it can be found and quoted, and is named in `heading` of all chunks under it; where a
caption cuts it off from its body it is only named. Linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.clean import boilerplate
from ingest.headings import headings
from ingest.title import body_start
from vectorstore.chunk import Article, Chunk
from vectorstore.sentences import paragraphs, sentences

MIN_CHARS = 600
MAX_CHARS = 1_000
MAX_SENTENCE_CHARS = 2_000
Span = tuple[int, int]

# What it costs to end a chunk at a place; a chunk that is short by all of MIN_CHARS costs 1.
_PER_CHUNK = 0.05
_BETWEEN_PARAGRAPHS = 0.0
_INSIDE_PARAGRAPH = 0.15
_BETWEEN_ITEMS = 0.3
_INSIDE_SENTENCE = 0.6
_AFTER_LEAD_IN = 1.0
_MAX_UNITS = 64  # in one chunk: keeps the time linear for texts of tiny lines
_ITEM = re.compile(r"[-–—•*+·]\s?|\d{1,2}[.)]\s|[a-zđ][.)]\s")
_CLAUSE_ENDS = ("; ", ": ", ", ", " - ", " – ", " ")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never cut: a sentence, or a piece of an endless one. `cost` of ending a chunk before it."""

    start: int
    end: int
    cost: float


def split(article: Article) -> list[Chunk]:
    """The chunks of an article in reading order, without overlap."""
    text = article.text
    spans = paragraphs(text)
    noise = boilerplate([text[start:end] for start, end in spans])
    kept = [span for span, dropped in zip(spans, noise, strict=True) if not dropped]
    title = body_start(article.title, [text[start:end] for start, end in kept[:2]])
    skipped = {span for span, dropped in zip(spans, noise, strict=True) if dropped} | set(kept[:title])
    chunks: list[Chunk] = []
    heading = ""
    for run in _runs(spans, skipped):
        for heading, section in _sections(text, run, heading):
            chunks += _pack(list(_units(text, section)), heading)
    return chunks
