"""An answer in Markdown, cut into what is checked one by one: sentences, list items, rows of a table.

Each keeps its own characters; beside them stands what it says in plain words: a row with the words of its header, a
label with its value, nothing of ornaments and list numbers. Knows no passage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from language.sentences import sentences
from rag.check.markers import PLAIN

# Where a clause that is cited by itself ends; with fewer words it says nothing alone.
_CITED = re.compile(rf"(?:\s*{PLAIN.pattern})+\s*[;,]\s")
_CLAUSE_WORDS = 5
_LEADING = re.compile(rf"(?:\s*{PLAIN.pattern})+")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_HEADING = re.compile(r"\s*#{1,6}\s")
_BOLD_LINE = re.compile(r"\s*(?:[-*•]\s+)?\*\*[^*]+\*\*:?\s*$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_UNDER_HEADER = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_ITEM = re.compile(r"^\s*(?:>\s*)*(?:[-*•+–]\s+|\(?\d{1,2}[.)]\s+|[a-zđ]\)\s+)*(?:#{1,6}\s+)?")
_ORNAMENT = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`+|~~")
# A label and its value: “Thợ chính: 9 triệu”. A longer one is a sentence of its own.
_LABEL = re.compile(r"^([^:.!?\n]{1,60}):\s+(?=\S)")
_LABEL_WORDS = 7
_TELLS = re.compile(
    r"(?<!\w)(?:theo|cho biết|nói|viết|ghi|khẳng định|nhận định|said|says|according|wrote)(?!\w)", re.IGNORECASE
)
# What heads the first column of a table, and says nothing of its rows.
_ANY_COLUMN = frozenset(
    "tiêu chí, nội dung, chỉ tiêu, hạng mục, thông tin, mục, stt, nguồn, ghi chú, "
    "item, criterion, aspect, note, source".split(", ")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """`text`, characters of the answer with its markers, after the white space `gap`; `parts` are what it claims."""

    gap: str
    text: str
    parts: tuple[str, ...]
    heads: bool = False
    """Whether it is a heading, a header or a rule, and claims nothing by itself."""


def pieces(answer: str) -> Iterator[Piece]:
    """The pieces of `answer`, whose markers are plain, in order; with their gaps they are all of it, trimmed."""
    done = 0
    header: Sequence[str] = ()
    lines = _lines(answer)
    for n, (start, end) in enumerate(lines):
        line = answer[start:end]
        if _ROW.fullmatch(line):
            following = answer[slice(*lines[n + 1])] if n + 1 < len(lines) else ""
            if _UNDER_HEADER.fullmatch(following):
                header = _cells(line)
                yield Piece(answer[done:start], line, (), heads=True)
            elif _UNDER_HEADER.fullmatch(line):
                yield Piece(answer[done:start], line, (), heads=True)
            else:
                yield Piece(answer[done:start], line, tuple(_row_says(_cells(line), header)))
            done = end
            continue
        header = ()
        heading = bool(_HEADING.match(line) or _RULE.fullmatch(line) or _BOLD_LINE.fullmatch(line))
        for first, last in _sentences(line):
            yield Piece(answer[done : start + first], line[first:last], (plain(line[first:last]),), heads=heading)
            done = start + last


def cited_clauses(text: str) -> list[str]:
    """A sentence cut after each of its markers that a comma or semicolon follows: “A [1]; B [2]”; else the whole."""
    cuts = [0, *(match.end() for match in _CITED.finditer(text)), len(text)]
    clauses = [text[start:end].strip(" ;,") for start, end in pairwise(cuts)]
    if all(PLAIN.search(clause) and len(clause.split()) >= _CLAUSE_WORDS for clause in clauses):
        return clauses
    return [text]


def plain(text: str) -> str:
    """What a sentence or list item says, without markers, ornaments and number, its label joined to its value."""
    bare = _ORNAMENT.sub("", _ITEM.sub("", PLAIN.sub("", text))).strip()
    label = _LABEL.match(bare)
    if label and len(label[1].split()) <= _LABEL_WORDS and not _TELLS.search(label[1]):
        between = "" if any(map(str.isalpha, label[1])) else ":"  # “10/10: cơ quan …”: a day, no fraction of them
        return f"{label[1]}{between} {_small(bare[label.end() :])}"
    return re.sub(r"\s+([.,;:!?])", r"\1", bare)


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines that hold anything, trimmed."""
    spans = []
    for match in re.finditer(r"[^\n]+", text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def _sentences(line: str) -> list[tuple[int, int]]:
    """The sentences of a line; a marker after the full stop belongs to the one before it."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(line):
        leading = _LEADING.match(line[start:end])
        if leading and spans:
            spans[-1] = (spans[-1][0], start + leading.end())
            start += leading.end()
            start += len(line[start:end]) - len(line[start:end].lstrip())
        if start < end:
            spans.append((start, end))
    return spans or [(0, len(line))]


def _cells(row: str) -> list[str]:
    return [plain(cell) for cell in row.strip().strip("|").split("|")]


def _row_says(cells: Sequence[str], header: Sequence[str]) -> Iterator[str]:
    """Each cell with what its row and its column are headed by."""
    first = _small(cells[0]) if cells else ""
    for n, cell in enumerate(cells[1:], 1):
        column = _small(header[n]) if n < len(header) and header[n].lower() not in _ANY_COLUMN else ""
        if re.search(r"\w", cell):
            yield " ".join(filter(None, (first, column, _small(cell))))
    if len(cells) == 1 and re.search(r"\w", cells[0]):
        yield cells[0]


def _small(text: str) -> str:
    """`text` with a small first letter, unless it begins with a name."""
    words = text.split()
    if not words or not words[0][0].isupper() or words[0][1:2].isupper():
        return text
    if len(words) > 1 and words[1][0].isupper():
        return text
    return text[0].lower() + text[1:]
