"""`python -m benchmarks.failover [SCENARIO…]`: what a fault of a library's server costs two writers and two readers.

The servers run on this machine, with fsync; clients are processes that put articles, collections, conversations and
feedback, or ask. What they were told is done must be there afterwards, nothing may be there by half, and the indexes
of a machine that lived through it must be a fresh one's, key by key. Half a minute a scenario, `killed` two. Exit code
1 where that is not so; `full` needs root, and is left out, saying so, where it can't have a disk of its own.
"""

import argparse
import sys

from app.wiring import prepare_process
from benchmarks.failover.disk import NoDiskError
from benchmarks.failover.scenarios import asynchronous, cut, full, killed, synchronous
from tests.postgres import folder_for_servers

SCENARIOS = {each.__name__: each for each in (killed, synchronous, asynchronous, cut, full)}


def main() -> None:
    """Print one paragraph a scenario."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.failover", description=__doc__)
    parser.add_argument("scenarios", nargs="*", choices=[*SCENARIOS, []], metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--for-s", type=float, default=5.0, help="seconds of work before and after a fault (default 5)")
    arguments = parser.parse_args()
    prepare_process()
    well = True
    for name in arguments.scenarios or SCENARIOS:
        with folder_for_servers() as folder:
            try:
                outcome = SCENARIOS[name](folder, arguments.for_s)
            except NoDiskError as error:
                print(f"{name}: NOT RUN: {error}", flush=True)
            else:
                print(outcome.text, flush=True)
                well = well and outcome.well
    sys.exit(not well)


if __name__ == "__main__":
    main()
