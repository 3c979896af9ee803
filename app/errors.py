"""What can be wrong with a command or with what was kept.

UsageError (ValueError)            an argument can't be used
UnreadableTurnError (ValueError)   a turn of a conversation was recorded by another version
"""


class UsageError(ValueError):
    """The message says why and what would do, in the user's language."""


class UnreadableTurnError(ValueError):
    """A turn of another version of the program; the message says what is wrong with its record."""
