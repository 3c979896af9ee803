"""What can be wrong with a command or with what was kept.

NotAnEditorError (PermissionError) a reader who may only ask tried to change the library
UsageError (ValueError)            an argument can't be used
UnreadableTurnError (ValueError)   a turn of a conversation was recorded by another version
KeysError (OSError)                the file of keys can't be read or written
MailError (OSError)                a letter could not be sent
"""

from pathlib import Path


class NotAnEditorError(PermissionError):
    """Who opened the page may ask, and change nothing; the message names what was tried."""


class UsageError(ValueError):
    """The message says why and what would do, in the user's language."""


class UnreadableTurnError(ValueError):
    """A turn of another version of the program; the message says what is wrong with its record."""


class KeysError(OSError):
    """The file of keys in `path` can't be read or written; `detail` says why."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"The keys in {path} can't be used: {detail}")
        self.path, self.detail = path, detail


class MailError(OSError):
    """A letter could not be sent. `problem`: "unset", "unencrypted", "refused", "unreachable" or "unsent".

    `detail`: the server, or what isn't set.
    """

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(f"Mail: {problem} ({detail})")
        self.problem, self.detail = problem, detail
