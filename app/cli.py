"""The command line: arguments in, exit code out. What each command does is in `app.commands`.

Exit codes: 0 done; 1 done, but some inputs were rejected; 2 wrong usage or setting; 3 the library can't be opened;
4 the LLM failed and there was no quoted answer to give instead.
"""

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from app.arguments import language_of, parser
from app.commands import library as commands
from app.errors import KeysError, UsageError
from app.messages import say_error
from app.settings import SettingsError
from app.wiring import prepare_process, read_language, read_settings
from rag.errors import QuestionError, RerankerError
from vectorstore.errors import BackupError, CollectionError, EncoderError, LibraryError
from vectorstore.priority import stand_back

USAGE, LIBRARY = 2, 3
# Commands for which nobody waits who asks: the page may answer on the same machine meanwhile.
BEHIND = frozenset(("ingest", "reindex", "copy"))
# What was named on the command line or in the settings can't be used.
UNUSABLE = (
    SettingsError,
    QuestionError,
    EncoderError,
    RerankerError,
    UsageError,
    CollectionError,
    BackupError,
    KeysError,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Foreseeable errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    prepare_process()
    given = sys.argv[1:] if argv is None else argv
    language = language_of(given, read_language())
    try:
        settings = replace(read_settings(), language=language)
        arguments = parser(settings).parse_args(given)
        if arguments.library is not None:
            settings = replace(settings, library=arguments.library, store=None)
        if arguments.command in BEHIND and argv is None:  # a process of its own, before any thread of it begins
            stand_back()
        return int(arguments.run(arguments, settings))
    except UNUSABLE as error:
        print(say_error(error, language), file=sys.stderr)
        return USAGE
    except LibraryError as error:
        print(say_error(error, language), file=sys.stderr)
        return LIBRARY
    except KeyboardInterrupt:
        return commands.INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
