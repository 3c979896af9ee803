"""A model's Markdown as Markdown in a safe subset, for documents and terminals. Knows no page.

Bold, lists, tables and headings stay; HTML, images, links and code become words.
"""

import re

from app.screen import harmless

_FORBIDDEN = re.compile(r"([\\`\[\]<>&~])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+", re.MULTILINE)


def safe_markdown(text: str) -> str:
    """The same, with what is not allowed escaped, and headings below those of a document of ours."""
    return _HEADING.sub("#### ", _FORBIDDEN.sub(r"\\\1", harmless(text)))
