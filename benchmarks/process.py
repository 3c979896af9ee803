"""`python -m benchmarks.process NAME FOLDER MODELS QUESTION…`: for `benchmarks.sizes`, an index in a new process.

Prints when the first question was answered and how many MB are resident after the last.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.settings import Settings
from app.wiring import open_assistant, open_encoder, prepare_process
from rag.assistant import PASSAGES
from vectorstore.library import LocalLibrary


def search_of(name: str, folder: Path, models: Path) -> Callable[[str], object]:
    """The search of the peer of that name, else Hỏi Báo's."""
    from benchmarks.peers import PEERS, opened

    for kind in PEERS:
        if kind.name == name:
            peer = opened(kind, open_encoder(Settings()), models)
            peer.load(folder)
            return lambda question: peer.search(question, PASSAGES)
    assistant = open_assistant(Settings(), LocalLibrary(folder), with_llm=False)
    return lambda question: assistant.search(question, PASSAGES)


def resident_mb() -> float:
    """Now, where the system says so; else at most."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Ask, and print."""
    prepare_process()
    search = search_of(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    search(sys.argv[4])
    first = time.time()
    for question in sys.argv[5:]:
        search(question)
    print(json.dumps({"first": first, "mb": resident_mb()}))


if __name__ == "__main__":
    main()
