"""`python -m benchmarks.breakage [NAME…]`: what can befall a library, done to it; tried, survived, lost.

Prints a Markdown table; exit code 1 where something was lost or wrong. `disk` needs Linux and `unshare`, `page` a
Chromium; a minute for each, and four seconds for each kill of the page.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from app.wiring import prepare_process
from benchmarks.breakage import clock, copies, folders, full_disk, killed
from benchmarks.breakage.trial import Trial

NAMES = ("ingest", "reindex", "page", "copies", "disk", "clock", "folders")
INSIDE = "--inside"


def trials(names: list[str], kills: int) -> Iterator[Trial]:
    """Those of that name, as they are done."""
    if "clock" in names:
        yield clock.trial()
    if "folders" in names:
        yield from folders.trials()
    if "copies" in names:
        yield copies.trial(kills)
    if "ingest" in names:
        yield killed.ingested(kills)
    if "reindex" in names:
        yield killed.reindex(kills)
    if "page" in names:
        yield from killed.page(kills)
    if "disk" in names:
        yield from full_disk.trials()
        yield folders.read_only()


def main() -> None:
    """Print the table; what mounts is done in a namespace of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.breakage", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--kills", type=int, default=30, help="how many of each kind (default 30)")
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    names = arguments.names or list(NAMES)
    if unknown := set(names) - set(NAMES):
        parser.error(f"there is no {', '.join(unknown)}")
    prepare_process()
    if "disk" in names and not arguments.inside:
        if not shutil.which("unshare"):
            raise SystemExit("unshare is missing: the disk can't be filled")
        command = [sys.executable, "-m", "benchmarks.breakage", *names, INSIDE, "--kills", str(arguments.kills)]
        sys.exit(subprocess.run(["unshare", "--mount", "--map-root-user", *command], env=os.environ).returncode)
    print("| fault | tried | survived | lost | told |\n| --- | --- | --- | --- | --- |")
    bad: list[str] = []
    for trial in trials(names, arguments.kills):
        failed = {fault.partition(":")[0] for fault in trial.faults}
        told = "; ".join(sorted(trial.told))
        survived = trial.tried - len(failed)
        print(f"| {trial.name} | {trial.tried} | {survived} | {trial.lost} | {told} |", flush=True)
        bad += [f"{trial.name}: {fault}" for fault in trial.faults] + ([trial.name] if trial.lost else [])
    print("\n".join(bad), file=sys.stderr)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
