"""The parts of the site that are made of the code: each command's help, each message with an anchor.

A page names the part that it wants, `<!-- commands -->` or `<!-- messages -->`; MkDocs calls `on_page_markdown`.
"""

import argparse
import re
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_PART = re.compile(r"<!-- (commands|messages) -->")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page with the parts that it names put in, in its own language."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    language = "en" if str(page.file.src_uri).startswith("en/") else "vi"
    shown = markdown.replace("```sh run\n", "```sh\n")  # what the tests run is told apart for them alone
    return _PART.sub(lambda part: _PARTS[part[1]](language), shown)


def commands(language: str) -> str:
    """Every command with its help, as `hoibao COMMAND --help` prints it."""
    from app.arguments import parser
    from app.settings import Settings

    whole = parser(Settings(language=language))
    (subparsers,) = (action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    parts = []
    for name, one in subparsers.choices.items():
        parts.append(f"### hoibao {name} {{#{name}}}\n\n```text\n{one.format_help().strip()}\n```\n")
    return "\n".join(parts)


def messages(language: str) -> str:
    """Every message by its code, which is its anchor."""
    from app.words import inputs, problems, replies

    parts = []
    for section in (problems, inputs, replies):
        for code, (vietnamese, english) in sorted(section.TABLE.items()):
            words = escape(vietnamese if language == "vi" else english).replace("\n", "<br>")
            parts.append(f'<p id="{code}"><code>{code}</code><br>{words}</p>\n')
    return "\n".join(parts)


_PARTS: dict[str, Callable[[str], str]] = {"commands": commands, "messages": messages}
