"""Which paragraphs are section headings. Looks at the shape of lines only; knows nothing of chunks."""

import re
from collections.abc import Sequence

from ingest.title import plain
from vectorstore.sentences import sentences

MAX_HEADING_CHARS = 120
_MARKED = re.compile(r"#{1,6}\s|(?:[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-ZĐ])[.)/]\s|(?:Phần|Chương|Mục|Điều)\s\w+")
_BULLET = re.compile(r"[-–—•*+·]\s|[-–—•+][^\W\d_]|[a-zđ][.)]\s")
_QUOTED = re.compile(r"[\"“”«'‘].*[\"“”»'’]")
_LEADS_IN = (":", ";", ",")


def headings(lines: Sequence[str]) -> list[str]:
    """For each paragraph of an unbroken run the heading that it is, without Markdown's marks, or "".

    A heading is a short line without a final stop, followed by body. One alone or two together (a part and its first
    section) are headings; more in a row are a list, a table or verse unless they are numbered, marked or in capitals.
    """
    found = [""] * len(lines)
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _may_be_heading(lines[end]):
            end += 1
        announced = index > 0 and lines[index - 1].rstrip("*_ ").endswith(_LEADS_IN)
        if end < len(lines) and not announced:
            run = range(index, end)
            for i in run if len(run) <= 2 else (i for i in run if _is_marked(lines[i])):
                found[i] = plain(lines[i])
        index = end + 1
    return found


def _may_be_heading(line: str) -> bool:
    """A short line, opening like a sentence and not ending like one."""
    bare = plain(line)
    if not 1 < len(bare) <= MAX_HEADING_CHARS or bare[-1] in ".…!;:," or _QUOTED.fullmatch(bare):
        return False
    first = next((char for char in bare if char.isalnum()), "")
    opens = first.isupper() or first.isdigit()
    return opens and not _BULLET.match(line.replace("**", "")) and len(sentences(bare)) == 1


def _is_marked(line: str) -> bool:
    return bool(_MARKED.match(line)) or (line.isupper() and " " in line)
