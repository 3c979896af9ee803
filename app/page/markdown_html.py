"""A model's Markdown as safe HTML: bold, lists, tables, headings. Nothing of its own HTML, images or links.

Chips and badges come in by `Slots`: characters that no text may hold stand for them while Markdown is read. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from app.screen import harmless

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

# Of a private use area: a slot is its number between these, what is marked begins and ends with those.
_OPEN, _CLOSE, _BEGIN, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_PRIVATE = re.compile("[\ue000-\ue00f]")
_PIECE = re.compile(rf"(<[^>]*>|{_OPEN}\d+{_CLOSE}|{_BEGIN}\d+{_CLOSE}|{_END})")
# What opens a block must stay first on its line.
_BLOCK = re.compile(r"(?:[ \t]*(?:[>|#]+|[-*+]|\d{1,9}[.)])(?=[ \t]))*[ \t]*")
_ROW_END = re.compile(r"(?<![ \t])[ \t]*+(?:\|[ \t]*+)?$")
_KEPT = ("table",)
_DROPPED = (
    "image",
    "link",
    "autolink",
    "html_inline",
    "html_block",
    "reference",
    "entity",
    "code",
    "fence",
    "backticks",
    "lheading",
)


@dataclass
class Slots:
    """What stands for a piece of HTML of ours, or marks a stretch of text by a class, while Markdown is read."""

    pieces: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    def put(self, html: str) -> str:
        """What to write where `html` is to come out."""
        self.pieces.append(html)
        return f"{_OPEN}{len(self.pieces) - 1}{_CLOSE}"

    def marked(self, text: str, name: str, after: str) -> str:
        """`text`, to come out marked by the class `name` wherever it shows words, and the slot `after` after them."""
        self.classes.append(name)
        block = _BLOCK.match(text)
        head = block.end() if block else 0
        end = _ROW_END.search(text, head)
        tail = end.start() if end else len(text)
        return f"{text[:head]}{_BEGIN}{len(self.classes) - 1}{_CLOSE}{text[head:tail]}{_END} {after}{text[tail:]}"


def bare(text: str) -> str:
    """A text that holds nothing that could pass for a slot, or harm a screen."""
    return _PRIVATE.sub("", harmless(text))


def rendered(text: str, slots: Slots) -> str:
    """Markdown with slots as HTML."""
    return _filled(_markdown().render(text).strip(), slots)


def _filled(html: str, slots: Slots) -> str:
    """Marks go around words only, never around elements, so that all stays nested whatever the Markdown was."""
    shown: list[str] = []
    name = ""
    for piece in _PIECE.split(html):
        if piece.startswith(_OPEN):
            shown.append(slots.pieces[int(piece[1:-1])])
        elif piece.startswith(_BEGIN):
            name = slots.classes[int(piece[1:-1])]
        elif piece == _END:
            name = ""
        elif piece.startswith("<"):
            shown.append(piece)
        else:
            words = piece.replace("'", "&#x27;")
            shown.append(f'<span class="{name}">{words}</span>' if name and piece.strip() else words)
    return "".join(shown)


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(list(_KEPT))
    made.disable(list(_DROPPED))
    for rule in ("heading_open", "heading_close"):
        made.add_render_rule(rule, _heading)
    for rule in ("th_open", "td_open", "ordered_list_open"):
        made.add_render_rule(rule, _plainly)
    return made


def _heading(
    renderer: "RendererHTML", tokens: "Sequence[Token]", at: int, options: "OptionsDict", env: "EnvType"
) -> str:
    """Below the page's own headings: a question is h2, an answer h3."""
    return f"<{'/' if tokens[at].nesting < 0 else ''}h4>"


def _plainly(
    renderer: "RendererHTML", tokens: "Sequence[Token]", at: int, options: "OptionsDict", env: "EnvType"
) -> str:
    """Without the attributes that Markdown may give, except a list's first number."""
    start = tokens[at].attrs.get("start")
    return f'<{tokens[at].tag} start="{int(start)}">' if start is not None else f"<{tokens[at].tag}>"
