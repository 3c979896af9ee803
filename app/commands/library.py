"""What each command does and prints: words for people, or one JSON document for programs."""

# ruff: noqa: D103 - the commands' help texts in app/cli.py are their docstrings

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app import shapes
from app.errors import UsageError
from app.messages import say, say_day, say_error, say_note
from app.screen import harmless
from app.settings import Settings
from app.wiring import open_assistant, open_encoder, open_library
from vectorstore.errors import EncoderMismatchError
from vectorstore.library import Library
from vectorstore.records import Filters

_OTHER_PORT = 8502
DONE, REJECTED, LLM_FAILED, INTERRUPTED = 0, 1, 4, 130
Command = Callable[[Namespace, Settings], int]


def search(arguments: Namespace, settings: Settings) -> int:
    library = open_library(settings)
    assistant = open_assistant(settings, library, with_llm=False, one_question=True)
    result = assistant.search(arguments.query, arguments.k, filters_of(arguments, library), without=arguments.without)
    notes = [say_note(note, settings.language) for note in result.notes]
    if arguments.json:
        print_json(shapes.found_json(result, notes))
        return DONE
    if result.question.understood_as != result.question.text:
        notes = [say("understood_as", settings.language, text=result.question.understood_as), *notes]
    for note in notes:
        tell(note)
    for rank, passage in enumerate(result.passages, 1):
        about = [passage.title, passage.outlet, say_day(passage.published, settings.language)]
        print(f"{rank}. {one_line(about)} ({passage.score:.3f})\n{harmless(passage.text)}\n")
    if not result.passages:
        tell(_why_none(library, settings))
    return DONE


def articles(arguments: Namespace, settings: Settings) -> int:
    library = open_library(settings)
    listed = library.articles(filters_of(arguments, library), arguments.limit)
    if arguments.json:
        print_json([shapes.listed_json(article, chunks) for article, chunks in listed])
        return DONE
    for article, chunks in listed:
        about = [article.id, say_day(article.published, settings.language), article.outlet or "", article.title]
        about.append(say("chunk_count", settings.language, chunks=chunks))
        print("\t".join(one_line([part]) for part in about))
    if not listed:
        tell(_why_none(library, settings))
    return DONE


def _why_none(library: Library, settings: Settings) -> str:
    """Why nothing is listed: there is nothing, or nothing of the days, outlet and collection that were named."""
    empty = not library.coverage().articles
    return say("library_empty" if empty else "none_match", settings.language, option=settings.option)


def show(arguments: Namespace, settings: Settings) -> int:
    library = open_library(settings)
    article = library.article(arguments.id)
    if article is None:
        raise UsageError(say("article_missing", settings.language, id=arguments.id))
    if arguments.json:
        print_json(shapes.article_json(article, library.sources(article.id), library.links(article.id)))
    else:
        about = [article.outlet, say_day(article.published, settings.language), article.author, article.url]
        print(f"{one_line([article.title])}\n{one_line(about)}\n\n{harmless(article.text)}")
        for link in library.links(article.id):
            place = [link.title, link.outlet, say_day(link.published, settings.language)]
            print(say(f"link_{link.kind}", settings.language, id=harmless(link.article_id), about=one_line(place)))
    return DONE


def remove(arguments: Namespace, settings: Settings) -> int:
    library = open_library(settings)
    removed = library.remove(arguments.ids)
    library.flush()
    if arguments.json:
        print_json({"removed": removed})
    else:
        print(say("removed", settings.language, removed=removed))
    return DONE


def reindex(arguments: Namespace, settings: Settings) -> int:
    library = open_library(settings)
    began = time.perf_counter()
    with library.writing(lambda holder: tell(say("waiting", settings.language, process=holder)), lambda: False):
        if arguments.embeddings:
            _reembed(library, settings)
        _rechunk(library, settings)
        chunks = library.rebuild()
    seconds = round(time.perf_counter() - began, 2)
    if arguments.json:
        print_json({"chunks": chunks, "seconds": seconds})
    else:
        print(say("reindexed", settings.language, chunks=chunks, seconds=seconds))
    return DONE


def _reembed(library: Library, settings: Settings) -> None:
    from app.commands.progress import ProgressBar

    with ProgressBar(say("embedding", settings.language), total=library.coverage().chunks, unit=" chunks") as bar:
        for done in library.reembed(open_encoder(settings)):
            bar.at(done)


def _rechunk(library: Library, settings: Settings) -> None:
    """Texts that an older version cut into chunks are cut anew, as far as the encoder is still the library's."""
    from app.commands.progress import ProgressBar
    from ingest.chunking import chunking_version
    from ingest.renewal import rechunk

    older = library.behind(chunking_version()).articles
    if not older:
        return
    try:
        with ProgressBar(say("rechunking", settings.language), total=older) as bar:
            for done in rechunk(library, open_encoder(settings)):
                bar.at(done)
    except EncoderMismatchError as error:
        tell(say_error(error, settings.language))


def doctor(arguments: Namespace, settings: Settings) -> int:
    from app.commands.doctor import examine

    checks = examine(settings)
    ok = all(check.ok for check in checks)
    if arguments.json:
        listed = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks]
        print_json({"ok": ok, "checks": listed})
    else:
        for check in checks:
            print(f"{'✓' if check.ok else '✗'} {check.name}: {check.detail}")
    return next((check.exit_code for check in checks if not check.ok), DONE)


def page(arguments: Namespace, settings: Settings) -> int:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", arguments.port))
        except (OSError, OverflowError):
            other = _OTHER_PORT if arguments.port != _OTHER_PORT else _OTHER_PORT + 1
            ports = {"port": str(arguments.port), "other": str(other)}
            raise UsageError(say("port_unusable", settings.language, **ports)) from None
    os.environ["HOIBAO_LIBRARY"], os.environ["HOIBAO_STORE"] = str(settings.library), settings.store or ""
    os.environ["HOIBAO_LANGUAGE"] = settings.language
    options: dict[str, Any] = {
        "server.address": "127.0.0.1",
        "server.port": arguments.port,
        "server.headless": not (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")),
        "server.showEmailPrompt": False,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": True,
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
    }
    flags = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    script = Path(__file__).parents[1] / "page" / "main.py"
    from streamlit.web import cli as streamlit  # in this process, which has loaded what the first answer needs

    streamlit.main(["run", str(script), *flags], standalone_mode=False)
    return DONE


def filters_of(arguments: Namespace, library: Library) -> Filters:
    """Which articles the arguments narrow a command to."""
    collection = arguments.collection and library.collections.named(arguments.collection)
    return Filters(arguments.published_from, arguments.published_to, arguments.outlet, collection=collection)


def print_json(document: Any) -> None:
    """The one document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def one_line(parts: Sequence[str | None]) -> str:
    """What is known of an article, on one line: a line end in a title must not begin another source."""
    return " — ".join(" ".join(harmless(part).split()) for part in parts if part)


def tell(sentence: str) -> None:
    """A sentence on stderr."""
    print(harmless(sentence), file=sys.stderr)
