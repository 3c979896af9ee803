"""Articles become chunks: runs of whole sentences with exact offsets, under their section heading.

Knows text only. A chunk never crosses a heading or a line that is kept out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from ingest.clean import body_end, is_byline, is_furniture, is_rights_notice
from ingest.tail import tail_start
from language.sentences import paragraphs, sentences
from language.text import Span
from vectorstore.records import Chunk


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """How long chunks and headings are. Measured on the benchmark of docs/measurements/evaluation.md: 600 to 1,100
    differ by less than .01 at any figure.
    """

    most_chars: int = 900
    least_chars: int = 250
    heading_chars: int = 120
    # Of the last lines, for what is not part of the article.
    closing_lines: int = 8


CHUNKS = ChunkSizes()
_ITEM = re.compile(r"(?:[-•+*–—]|\d{1,2}[.)]|[a-zđ][.)])\s")
_MARKDOWN = re.compile(r"#{1,6}\s+")
_CLAUSE = re.compile(r"(?<=[;:,])\s+|\s+")


@dataclass
class _Section:
    """Lines between two headings or kept-out lines, as blocks that should not be torn."""

    heading: str
    blocks: list[Span] = field(default_factory=list)


def split(text: str, body_start: int = 0) -> list[Chunk]:
    """The chunks of `text` from `body_start` on, in order, none overlapping another.

    What no chunk holds: headings (which travel as `Chunk.heading`), captions, bylines, notices of rights.
    """
    return [
        Chunk(start, end, section.heading)
        for section in _sections(text, body_start)
        for start, end in _packed(text, section.blocks)
    ]


def _sections(text: str, body_start: int) -> Iterator[_Section]:
    lines = [span for span in paragraphs(text) if span[0] >= body_start]
    last = lines[-CHUNKS.closing_lines :]
    del lines[len(lines) - len(last) + tail_start([text[start:end] for start, end in last]) :]
    while lines and (is_furniture(text[slice(*lines[-1])]) or is_rights_notice(text[slice(*lines[-1])])):
        lines.pop()
    names = 0
    while names < len(lines) and is_byline(text[slice(*lines[-1 - names])]):
        names += 1
    announced = names < len(lines) and text[slice(*lines[-1 - names])].endswith((":", ";", ","))
    if 0 < names <= 2 and not announced:  # more are a list of people, and so is what a colon announces
        del lines[-names:]
    elif lines and not names:
        start, end = lines[-1]
        lines[-1] = (start, start + body_end(text[start:end]))
    section = _Section("")
    for at, (start, end) in enumerate(lines):
        line = text[start:end]
        following = text[slice(*lines[at + 1])] if at + 1 < len(lines) else ""
        if is_furniture(line):
            yield section
            section = _Section(section.heading)
        elif _is_heading(line, following):
            yield section
            section = _Section(_MARKDOWN.sub("", line))
        elif section.blocks and _belongs(text[slice(*section.blocks[-1])], line):
            section.blocks[-1] = (section.blocks[-1][0], end)
        else:
            section.blocks.append((start, end))
    yield section


def _is_heading(line: str, following: str) -> bool:
    """A short line without a full stop above a paragraph that has one."""
    if not following or len(line) > CHUNKS.heading_chars:
        return False
    if _MARKDOWN.match(line):
        return True
    return (
        line[-1] not in '.!?…:;,"”’)'
        and not _ITEM.match(line.replace(".", "", 1) if line[0].isdigit() else line)
        and len(following) > len(line)
        and following[-1] in '.!?…:"”’)'
        and not line[0].islower()
    )


def _belongs(block: str, line: str) -> bool:
    """Whether a line goes on with the list that the block began, as long as both fit in a chunk."""
    listing = block.endswith(":") or _ITEM.match(block.rsplit("\n", 1)[-1].lstrip())
    return bool(listing and _ITEM.match(line)) and len(block) + len(line) < CHUNKS.most_chars


def _packed(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Blocks joined while they fit, cut at sentences where one is too long; no crumb at the end."""
    packed: list[Span] = []
    for start, end in blocks:
        if packed and end - packed[-1][0] <= CHUNKS.most_chars:
            packed[-1] = (packed[-1][0], end)
        else:
            packed += _cut(text, start, end)
    if len(packed) > 1 and packed[-1][1] - packed[-1][0] < CHUNKS.least_chars:
        start, end = packed[-2][0], packed[-1][1]
        packed[-2:] = _cut(text, start, end) if end - start > CHUNKS.most_chars else [(start, end)]
    return packed


def _cut(text: str, start: int, end: int) -> list[Span]:
    """A block as pieces of whole sentences of about equal length, none over `most_chars` unless one sentence is."""
    count = ceil((end - start) / CHUNKS.most_chars)
    if count == 1:
        return [(start, end)]
    wanted = (end - start) / count
    cut: list[Span] = []
    for first, last in _units(text, start, end):
        goal = start + len(cut) * wanted  # where the piece should end: whichever sentence ends nearer
        if cut and last - cut[-1][0] <= CHUNKS.most_chars and abs(last - goal) <= abs(cut[-1][1] - goal):
            cut[-1] = (cut[-1][0], last)
        else:
            cut.append((first, last))
    return cut


def _units(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences; one of more than two chunks' length is cut between its clauses, or words where it has none."""
    for first, last in sentences(text[start:end]):
        first, last = first + start, last + start
        while last - first > 2 * CHUNKS.most_chars:
            window = text[first : first + CHUNKS.most_chars]
            cut = max(window.rfind(mark) for mark in ("; ", ": ", ", ")) + 1 or window.rfind(" ") or CHUNKS.most_chars
            cut = cut if cut > CHUNKS.most_chars // 4 else CHUNKS.most_chars
            yield first, first + len(text[first : first + cut].rstrip())
            first += cut
            while first < last and text[first].isspace():
                first += 1
        if first < last:
            yield first, last
