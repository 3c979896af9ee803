"""`python -m benchmarks.process NAME FOLDER MODELS QUESTION…`: for `benchmarks.sizes`, an index in a new process.

Prints when the first question was answered and how many MB are resident after the last. Where there is one question
alone, the bundled model is run by the engine that loads soonest, for everybody.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from vectorstore.encoders.encoder import BUNDLED
from vectorstore.encoders.load import load_encoder

OWN, PASSAGES = "Hỏi Báo", 8


def search_of(name: str, folder: Path, models: Path, *, one_question: bool) -> Callable[[str], object]:
    """Hỏi Báo's search, or that of the peer of that name, which loads nothing of ours but the encoder."""
    if name == OWN:
        from app.settings import Settings
        from app.wiring import open_assistant, prepare_process
        from vectorstore.local.library import LocalLibrary

        prepare_process()
        library = LocalLibrary(folder)
        assistant = open_assistant(Settings(), library, with_llm=False, one_question=one_question)
        return lambda question: assistant.search(question, PASSAGES)
    from benchmarks.peers import PEERS, opened

    kind = next(kind for kind in PEERS if kind.name == name)
    cache = None if one_question else user_cache_path("hoibao")
    peer = opened(kind, lambda: load_encoder(BUNDLED, cache), models)
    peer.load(folder)
    return lambda question: peer.search(question, PASSAGES)


def resident_mb() -> float:
    """Now, where the system says so; else at most."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Ask, and print."""
    name, folder, models, *questions = sys.argv[1:]
    search = search_of(name, Path(folder), Path(models), one_question=len(questions) == 1)
    search(questions[0])
    first = time.time()
    for question in questions[1:]:
        search(question)
    print(json.dumps({"first": first, "mb": resident_mb()}))


if __name__ == "__main__":
    main()
