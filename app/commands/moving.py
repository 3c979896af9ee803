"""`hoibao copy` and `hoibao nodes`: a library, or what a machine has derived of one, taken elsewhere."""

# ruff: noqa: D103 - the commands' help texts are their docstrings

import time
from argparse import Namespace

from app.commands.library import DONE, print_json
from app.messages import say
from app.settings import Settings
from app.wiring import open_database, open_library


def copy(arguments: Namespace, settings: Settings) -> int:
    from app.commands.progress import ProgressBar
    from vectorstore.sql.copying import TABLES
    from vectorstore.sql.copying import copy as copy_all

    began = time.perf_counter()
    source, target = open_database(arguments.source), open_database(arguments.target, create=True)
    counts = {table.name: source.rows(f"SELECT count(*) FROM {table.name}")[0][0] for table in TABLES}  # noqa: S608
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        bar.at(done)

    with ProgressBar(say("copying", settings.language), total=sum(counts.values()), unit=" rows") as bar:
        copy_all(source, target, advance)
    copied = {"articles": counts["articles"], "chunks": counts["chunks"]}
    copied |= {"seconds": round(time.perf_counter() - began, 2)}
    if arguments.json:
        print_json(copied)
    else:
        print(say("copied", settings.language, **copied))
    return DONE


def nodes(arguments: Namespace, settings: Settings) -> int:
    from vectorstore.local.nodes import fetch, save

    library = open_library(settings)
    move = save if arguments.doing == "save" else fetch
    if arguments.doing == "save":
        library.prepare()
    size = move(library.folder, library.identity(), arguments.place)
    if arguments.json:
        print_json({"bytes": size})
    else:
        print(say(f"nodes_{arguments.doing}", settings.language, megabytes=round(size / 1e6, 1)))
    return DONE
