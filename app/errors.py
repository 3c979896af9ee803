"""What can be wrong with a command.

UsageError (ValueError)   an argument can't be used
"""


class UsageError(ValueError):
    """The message says why and what would do, in the user's language."""
