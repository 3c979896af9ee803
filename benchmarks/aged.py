"""`python -m benchmarks.aged LIBRARY QUESTIONS.jsonl TESTS…`: whether a process that has run tests answers more slowly.

Runs the tests in this process, then asks the same questions here and in a new process, by turns, so that both meet the
same neighbours: processor time itself depends on these. Prints both, and what the tests have left behind.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from app.settings import Settings
from app.wiring import open_assistant, open_library, prepare_process
from benchmarks.process import resident_mb
from rag.assistant import Assistant

QUESTIONS, ROUNDS = 50, 4


def opened(library: Path) -> Assistant:
    """The assistant of a library, without an LLM, as a server has it."""
    return open_assistant(Settings(), open_library(library), with_llm=False)


def mean_ms(assistant: Assistant, questions: list[str]) -> float:
    """Processor time of a question, all threads together."""
    began = time.process_time()
    for question in questions:
        assistant.ask(question)
    return (time.process_time() - began) * 1_000 / len(questions)


def left_behind() -> str:
    """What this process holds."""
    threads, files = (len(os.listdir(f"/proc/self/{name}")) for name in ("task", "fd"))
    own = threading.active_count()
    return f"{resident_mb():.0f} MB, {threads} threads ({own} of Python), {files} files, {len(sys.modules)} modules"


def main() -> None:
    """Run the tests, ask by turns, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.aged")
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("tests", nargs="*", help="pytest's arguments; none: only ask, on each line of the input")
    given = parser.parse_args()
    lines = given.questions.read_text(encoding="utf-8").splitlines()[:QUESTIONS]
    questions = [str(json.loads(line)["question"]) for line in lines]
    prepare_process()
    if not given.tests:
        assistant = opened(given.library)
        mean_ms(assistant, questions)  # what it keeps, it keeps from now on
        for _ in sys.stdin:
            print(f"{mean_ms(assistant, questions):.1f}", flush=True)
        return
    import pytest

    began = time.monotonic()
    pytest.main(["-q", "-p", "no:cacheprovider", *given.tests])
    print(f"tests for {(time.monotonic() - began) / 60:.1f} minutes; then {left_behind()}")
    assistant = opened(given.library)
    mean_ms(assistant, questions)
    command = [sys.executable, "-m", "benchmarks.aged", str(given.library), str(given.questions)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as new:
        assert new.stdin
        assert new.stdout
        for _ in range(ROUNDS):
            print("again", file=new.stdin, flush=True)
            fresh = float(new.stdout.readline())
            print(f"new {fresh:.1f} ms, aged {mean_ms(assistant, questions):.1f} ms, load {os.getloadavg()[0]:.1f}")
        new.stdin.close()


if __name__ == "__main__":
    main()
