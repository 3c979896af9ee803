"""The command line: arguments in, exit code out. What each command does is in `app.commands.library`.

Exit codes: 0 done; 1 done, but some inputs were rejected; 2 wrong usage or setting; 3 the library can't be opened;
4 the LLM failed and there was no quoted answer to give instead.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.commands import evaluate as evaluation
from app.commands import library as commands
from app.errors import UsageError
from app.messages import say_error
from app.settings import LANGUAGES, Settings, SettingsError
from app.wiring import prepare_process, read_settings
from ingest.web import MAX_PAGES
from rag.errors import QuestionError, RerankerError
from vectorstore.errors import CollectionError, EncoderError, LibraryError

USAGE, LIBRARY = 2, 3

_EXAMPLES = """examples:
  hoibao ingest examples/articles              read the articles that come with the project
  hoibao ask "Cầu Bến Sỏi dài bao nhiêu?"      ask; with or without diacritics, in Vietnamese or English
  hoibao ask "..." --json | jq .sources        the same for scripts
  hoibao page                                  the chat page in a browser
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Foreseeable errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    prepare_process()
    language = "vi"
    try:
        settings = read_settings()
        language = settings.language
        arguments = parser(settings).parse_args(argv)
        language = arguments.language
        settings = replace(settings, language=language)
        if arguments.library is not None:
            settings = replace(settings, library=arguments.library, store=None)
        return int(arguments.run(arguments, settings))
    except (SettingsError, QuestionError, EncoderError, RerankerError, UsageError, CollectionError) as error:
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


def parser(settings: Settings) -> argparse.ArgumentParser:
    """The whole command line, with the settings as its defaults."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--library", type=Path, metavar="DIR",
        help="folder of the library (default: the server $HOIBAO_STORE, else $HOIBAO_LIBRARY, else ./library)",
    )  # fmt: skip
    shared.add_argument("--json", action="store_true", help="print one JSON document on stdout and nothing else there")
    shared.add_argument(
        "--language",
        choices=LANGUAGES,
        default=settings.language,
        help="language of messages (answers follow the question)",
    )
    filters = argparse.ArgumentParser(add_help=False)
    filters.add_argument("--from", dest="published_from", type=_day, metavar="DATE", help="published on or after (ISO)")
    filters.add_argument("--to", dest="published_to", type=_day, metavar="DATE", help="published on or before (ISO)")
    filters.add_argument("--outlet", help="only articles of this outlet")
    filters.add_argument(
        "--collection", metavar="NAME", help="only articles of this collection; collections are made on the page"
    )

    readings = argparse.ArgumentParser(add_help=False)
    readings.set_defaults(without=[])
    readings.add_argument(
        "--any-date", dest="without", action="append_const", const="dates",
        help="neither leave out nor raise articles by the days that the question names (“hôm qua”, “July 28”)",
    )  # fmt: skip
    readings.add_argument(
        "--any-outlet", dest="without", action="append_const", const="outlet",
        help="don't raise articles of an outlet because the question names it",
    )  # fmt: skip

    readings.add_argument(
        "--as-typed", dest="without", action="append_const", const="wording",
        help="restore no diacritics and write out no “Who is he?”: ask the words as they stand",
    )  # fmt: skip

    top = argparse.ArgumentParser(
        prog="hoibao",
        description="Ask a collection of news articles; every sentence of the answer carries a source you can open.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: commands.Command, text: str, *more: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared, *more])
        made.set_defaults(run=run)
        return made

    ingest = command("ingest", _ingest, "add or update articles from files, folders, archives and the web")
    ingest.add_argument(
        "sources", nargs="+", metavar="SOURCE",
        help="a file, a folder, an archive, or the web address of a page, feed or sitemap",
    )  # fmt: skip
    ingest.add_argument("--sync", action="store_true", help="also remove articles that are gone from SOURCE")
    either = ingest.add_mutually_exclusive_group()
    either.add_argument("--watch", action="store_true", help="keep SOURCE in step as it changes, until Ctrl-C")
    either.add_argument(
        "--ray", nargs="?", const="", type=_address, metavar="HOST:PORT",
        help="read and embed on the Ray cluster there, else on one started here for this run",
    )  # fmt: skip
    ingest.add_argument(
        "--max-pages", type=_count, default=MAX_PAGES, metavar="N",
        help="pages taken of one feed or sitemap, in its order (default: %(default)s)",
    )  # fmt: skip
    ingest.add_argument(
        "--allow-private", action="store_true",
        help="also fetch addresses of this machine and of private networks",
    )  # fmt: skip
    ask = command("ask", commands.ask, "one cited answer", filters, readings)
    ask.add_argument("question")
    ask.add_argument(
        "--mode", choices=("auto", "quote", "llm"), default="auto",
        help="quote: word for word, no LLM; llm: worded by HOIBAO_LLM; auto: llm where one is set",
    )  # fmt: skip
    ask.add_argument("--suggest", action="store_true", help="also up to three questions to ask next")
    ask.add_argument("--history", type=Path, metavar="FILE", help='JSON list of {"question","answer"}, oldest first')
    search = command("search", commands.search, "ranked passages for a query", filters, readings)
    search.add_argument("query")
    search.add_argument("-k", type=_count, default=10, metavar="N", help="how many passages (default 10)")
    articles = command("articles", commands.articles, "list what is in the library, newest first", filters)
    articles.add_argument("--limit", type=_count, metavar="N", help="at most this many")
    command("show", commands.show, "one article as stored").add_argument("id")
    command("remove", commands.remove, "forget articles").add_argument("ids", nargs="+", metavar="ID")
    evaluate = command("eval", evaluation.evaluate, "retrieval and answer metrics on labelled questions")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--limit", type=_count, metavar="N", help="only the first N questions")
    evaluate.add_argument(
        "--variants", action="store_true", help="also typed without diacritics, in NFD, in capitals …"
    )
    evaluate.add_argument("--answers", action="store_true", help="also ask them, and judge answers and abstention")
    evaluate.add_argument("--mode", choices=("auto", "quote", "llm"), default="auto", help="how --answers answers")
    command("feedback", _feedback, "what readers thought of answers, as questions for eval: JSON lines on stdout")
    reindex = command("reindex", commands.reindex, "rebuild the derived indexes from the catalogue")
    reindex.add_argument(
        "--embeddings", action="store_true", help="embed every chunk again, with the model of the settings"
    )
    command("doctor", commands.doctor, "check settings, library, encoder and LLM, and say what to do")
    page = command("page", commands.page, "open the chat page")
    page.add_argument("--port", type=_count, default=8501, help="port on 127.0.0.1 (default 8501)")
    return top


def _ingest(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.ingest import ingest  # which no question should have to load

    return ingest(arguments, settings)


def _feedback(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.feedback import feedback

    return feedback(arguments, settings)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2023-07-28") from None


def _address(text: str) -> str:
    """“host:port”, or nothing."""
    host, _, port = text.rpartition(":")
    if text and (not host or not port.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT; name sources before --ray")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
