"""`hoibao backup` and `hoibao restore`: a library in a folder to one file while it is in use, and back."""

# ruff: noqa: D103 - the commands' help texts are their docstrings

import time
from argparse import Namespace

from app.commands.library import DONE, print_json
from app.commands.progress import ProgressBar
from app.errors import UsageError
from app.messages import say
from app.settings import Settings
from vectorstore.sql.backup import back_up
from vectorstore.sql.backup import restore as put_back
from vectorstore.sql.sqlite import opened


def backup(arguments: Namespace, settings: Settings) -> int:
    if settings.store:
        raise UsageError(say("backup_of_server", settings.language))
    began = time.perf_counter()
    database = opened(settings.library)
    with ProgressBar(say("backing_up", settings.language), total=database.path.stat().st_size, unit="B") as bar:
        trailer = back_up(database, arguments.file, lambda done, total: bar.at(done))
    saved = {
        "articles": trailer.articles,
        "chunks": trailer.chunks,
        "bytes": trailer.size,
        "sha256": trailer.sha256,
        "seconds": round(time.perf_counter() - began, 2),
    }
    if arguments.json:
        print_json(saved)
    else:
        megabytes = round(trailer.size / 1e6, 1)
        print(say("backed_up", settings.language, **saved, file=arguments.file, megabytes=megabytes))
    return DONE


def restore(arguments: Namespace, settings: Settings) -> int:
    if settings.store:
        raise UsageError(say("restore_on_server", settings.language))
    began = time.perf_counter()
    with ProgressBar(say("restoring", settings.language), unit="B") as bar:
        trailer = put_back(arguments.file, settings.library, lambda done, total: bar.at(done))
    seconds = round(time.perf_counter() - began, 2)
    held = {"articles": trailer.articles, "chunks": trailer.chunks, "seconds": seconds}
    if arguments.json:
        print_json(held)
    else:
        print(say("restored", settings.language, **held, folder=settings.library))
    return DONE
