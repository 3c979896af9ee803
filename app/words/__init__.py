"""Every sentence that a user reads, in Vietnamese and English, by its code. `app.messages` fills them in."""

from app.words import (
    alerts,
    answers,
    api,
    arguments,
    arrival,
    catalogue,
    chat,
    clippings,
    commands,
    conversations,
    explore,
    inputs,
    labels,
    library,
    problems,
    replies,
    settings,
)
from app.words.examples import EXAMPLES

__all__ = ["EXAMPLES", "TABLE"]

# code: (Vietnamese, English). A new section brings a table of its own.
SECTIONS = (
    alerts,
    answers,
    api,
    arguments,
    arrival,
    catalogue,
    chat,
    clippings,
    commands,
    conversations,
    explore,
    labels,
    library,
    problems,
    inputs,
    replies,
    settings,
)
TABLE: dict[str, tuple[str, str]] = {code: words for section in SECTIONS for code, words in section.TABLE.items()}
