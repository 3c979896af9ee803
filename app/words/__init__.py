"""Every sentence that a user reads, in Vietnamese and English, by its code. `app.messages` fills them in."""

from app.words import chat, conversations, general, labels
from app.words.examples import EXAMPLES

__all__ = ["EXAMPLES", "TABLE"]

# code: (Vietnamese, English). A new section brings a table of its own.
TABLE: dict[str, tuple[str, str]] = {**general.TABLE, **chat.TABLE, **conversations.TABLE, **labels.TABLE}
