"""The command line's arguments, described in the user's language. Does not know what a command does with them."""

import argparse
import gettext
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from app.commands import evaluate as evaluation
from app.commands import library as commands
from app.commands.asking import ask as ask_command
from app.keys import SCOPES
from app.messages import say
from app.settings import LANGUAGES, Settings
from app.words.arguments import ARGPARSE
from ingest.web import MAX_PAGES

Parsed = TypeVar("Parsed")

# What takes back a reading of the question's words.
_READINGS = (("any-date", "dates"), ("any-outlet", "outlet"), ("as-typed", "wording"), ("no-list", "listing"))


def language_of(argv: Sequence[str], default: str) -> str:
    """The language that the arguments ask for, as far as can be told before they are parsed: help has one, too."""
    given = [word.partition("=")[2] for word in argv if word.startswith("--language=")]
    given += [after for word, after in pairwise(argv) if word == "--language"]
    return next((word for word in given if word in LANGUAGES), default)


def parser(settings: Settings) -> argparse.ArgumentParser:
    """The whole command line, in the language of the settings and with them as its defaults."""
    language = settings.language
    _speak(language)

    def word(code: str) -> str:
        return say(code, language)

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--library", type=Path, metavar="DIR", help=word("arg_library"))
    shared.add_argument("--json", action="store_true", help=word("arg_json"))
    shared.add_argument("--language", choices=LANGUAGES, default=language, help=word("arg_language"))

    filters = argparse.ArgumentParser(add_help=False)
    day = _checked(_day, "arg_no_day", language)
    filters.add_argument("--from", dest="published_from", type=day, metavar="DATE", help=word("arg_from"))
    filters.add_argument("--to", dest="published_to", type=day, metavar="DATE", help=word("arg_to"))
    filters.add_argument("--outlet", help=word("arg_outlet"))
    filters.add_argument("--collection", metavar="NAME", help=word("arg_collection"))

    readings = argparse.ArgumentParser(add_help=False)
    readings.set_defaults(without=[])
    for option, reading in _READINGS:
        text = word(f"arg_{option.replace('-', '_')}")
        readings.add_argument(f"--{option}", dest="without", action="append_const", const=reading, help=text)

    top = argparse.ArgumentParser(
        prog="hoibao",
        description=word("cli_about"),
        epilog=word("cli_examples"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: commands.Command, *more: argparse.ArgumentParser) -> argparse.ArgumentParser:
        text = word(f"cli_{name}")
        made = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared, *more])
        made.set_defaults(run=run)
        return made

    count = _checked(_count, "arg_no_count", language)
    ingest = command("ingest", _ingest)
    ingest.add_argument("sources", nargs="+", metavar="SOURCE", help=word("arg_source"))
    ingest.add_argument("--sync", action="store_true", help=word("arg_sync"))
    either = ingest.add_mutually_exclusive_group()
    either.add_argument("--watch", action="store_true", help=word("arg_watch"))
    address = _checked(_address, "arg_no_address", language)
    either.add_argument("--ray", nargs="?", const="", type=address, metavar="HOST:PORT", help=word("arg_ray"))
    ingest.add_argument("--max-pages", type=count, default=MAX_PAGES, metavar="N", help=word("arg_max_pages"))
    ingest.add_argument("--allow-private", action="store_true", help=word("arg_allow_private"))

    modes = ("auto", "quote", "llm")
    ask = command("ask", ask_command, filters, readings)
    ask.add_argument("question")
    ask.add_argument("--mode", choices=modes, default="auto", help=word("arg_mode"))
    ask.add_argument("--research", action="store_true", help=word("arg_research"))
    ask.add_argument("--suggest", action="store_true", help=word("arg_suggest"))
    ask.add_argument("--history", type=Path, metavar="FILE", help=word("arg_history"))
    ask.add_argument("--save", type=Path, metavar="FILE", help=word("arg_save"))

    search = command("search", commands.search, filters, readings)
    search.add_argument("query")
    search.add_argument("-k", type=count, default=10, metavar="N", help=word("arg_k"))

    command("articles", commands.articles, filters).add_argument(
        "--limit", type=count, metavar="N", help=word("arg_limit")
    )
    command("show", commands.show).add_argument("id")
    command("remove", commands.remove).add_argument("ids", nargs="+", metavar="ID")

    evaluate = command("eval", evaluation.evaluate)
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--limit", type=count, metavar="N", help=word("arg_questions_limit"))
    evaluate.add_argument("--variants", action="store_true", help=word("arg_variants"))
    evaluate.add_argument("--answers", action="store_true", help=word("arg_answers"))
    evaluate.add_argument("--mode", choices=modes, default="auto", help=word("arg_answers_mode"))

    alerts = command("alerts", _alerts)
    alerts.formatter_class, alerts.epilog = argparse.RawDescriptionHelpFormatter, word("alerts_epilog")
    alerts.add_argument("doing", choices=("add", "list", "remove", "run"), help=word("arg_alerts_doing"))
    alerts.add_argument("subject", nargs="?", default="", metavar="WORDS|ID", help=word("arg_alerts_subject"))
    alerts.add_argument("--mail", metavar="ADDRESS", help=word("arg_alerts_mail"))

    command("feedback", _feedback)
    command("reindex", commands.reindex).add_argument("--embeddings", action="store_true", help=word("arg_embeddings"))
    copy = command("copy", _copy)
    copy.add_argument("source", metavar="FROM", help=word("arg_copy_from"))
    copy.add_argument("target", metavar="TO", help=word("arg_copy_to"))
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE", help=word("arg_backup_file"))
    command("restore", _restore).add_argument("file", type=Path, metavar="FILE", help=word("arg_restore_file"))
    nodes = command("nodes", _nodes)
    nodes.add_argument("doing", choices=("save", "fetch"))
    nodes.add_argument("place", metavar="PLACE", help=word("arg_nodes_place"))
    command("doctor", commands.doctor)
    serve = command("serve", _serve)
    serve.add_argument("--host", default="127.0.0.1", help=word("arg_host"))
    serve.add_argument("--port", type=count, default=8000, help=word("arg_serve_port"))
    mcp = command("mcp", _mcp)
    mcp.add_argument("--http", action="store_true", help=word("arg_http"))
    mcp.add_argument("--host", default="127.0.0.1", help=word("arg_host"))
    mcp.add_argument("--port", type=count, default=8001, help=word("arg_serve_port"))
    keys = command("keys", _keys)
    keys.add_argument("doing", choices=("add", "list", "revoke"), help=word("arg_keys_doing"))
    keys.add_argument("subject", nargs="?", default="", metavar="NAME", help=word("arg_keys_subject"))
    keys.add_argument("--scopes", nargs="+", choices=SCOPES, default=["ask", "read"], help=word("arg_scopes"))
    command("page", commands.page).add_argument("--port", type=count, default=8501, help=word("arg_port"))
    return top


def _speak(language: str) -> None:
    """Have argparse say its own sentences in `language`: it looks them up by the name of gettext's function, `_`."""

    def one(text: str) -> str:
        return ARGPARSE.get(text, text)

    def counted(text: str, several: str, n: int) -> str:
        return one(text if n == 1 else several)

    vietnamese = language == "vi"
    setattr(argparse, "_", one if vietnamese else gettext.gettext)  # noqa: B010 - the stubs don't know it
    setattr(argparse, "ngettext", counted if vietnamese else gettext.ngettext)  # noqa: B010


def _ingest(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.ingest import ingest  # which no question should have to load

    return ingest(arguments, settings)


def _copy(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.moving import copy

    return copy(arguments, settings)


def _backup(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.backup import backup

    return backup(arguments, settings)


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.backup import restore

    return restore(arguments, settings)


def _nodes(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.moving import nodes

    return nodes(arguments, settings)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.serving import serve

    return serve(arguments, settings)


def _mcp(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.serving import mcp

    return mcp(arguments, settings)


def _keys(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.keys import keys

    return keys(arguments, settings)


def _alerts(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.alerts import alerts

    return alerts(arguments, settings)


def _feedback(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.commands.feedback import feedback

    return feedback(arguments, settings)


def _checked(read: Callable[[str], Parsed], code: str, language: str) -> Callable[[str], Parsed]:
    """`read`, whose ValueError becomes the sentence `code`."""

    def checked(text: str) -> Parsed:
        try:
            return read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(say(code, language, value=repr(text))) from None

    return checked


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _address(text: str) -> str:
    """“host:port”, or nothing."""
    host, _, port = text.rpartition(":")
    if text and (not host or not port.isdecimal()):
        raise ValueError(text)
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(text)
    return int(text)
