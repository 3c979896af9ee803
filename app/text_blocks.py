"""A text of headings, paragraphs, lists and quotes, as Markdown and as plain words. What stands in it stays words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from app.conversation.export import markdown_line
from app.screen import harmless

_MARKDOWN = {"title": "# ", "heading": "## ", "subheading": "### ", "item": "- ", "quote": "> ", "text": "", "note": ""}
# What would begin a list or underline a heading at the start of a line.
_BEGINS = re.compile(r"^(\d*)([-+=.)])")
_PLAIN = {"item": "- ", "quote": "“"}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One line or paragraph. `link`: an http(s) address that it leads to; `about`: small words after it."""

    kind: Literal["title", "heading", "subheading", "text", "item", "quote", "note"]
    text: str
    link: str = ""
    about: str = ""


def markdown_text(blocks: Sequence[TextBlock]) -> str:
    """As Markdown; items of a list stand together."""
    parts: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        line = _BEGINS.sub(r"\1\\\2", markdown_line(block.text))
        if block.link:
            line = f"[{line}](<{quote(block.link, safe='/:?#@!$&()*+,;=%~')}>)"
        about = f" ({markdown_line(block.about)})" if block.about else ""
        apart = "\n" if before and before.kind == block.kind == "item" else "\n\n"
        parts.append(f"{apart if parts else ''}{_MARKDOWN[block.kind]}{line}{about}")
    return "".join(parts) + "\n"


def plain_text(blocks: Sequence[TextBlock]) -> str:
    """In plain words, with addresses written out."""
    parts: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        line = " ".join(harmless(block.text).split())
        line = f"{_PLAIN.get(block.kind, '')}{line}{'”' if block.kind == 'quote' else ''}"
        line += f" ({harmless(block.about)})" if block.about else ""
        line += f"\n  {block.link}" if block.link else ""
        apart = "\n" if before and before.kind == block.kind == "item" else "\n\n"
        parts.append(f"{apart if parts else ''}{line}")
    return "".join(parts) + "\n"
