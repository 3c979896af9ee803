"""A disk of a few megabytes for a server's data, which can be filled and given room again. Mounting one needs root."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import run_as

DISK_MB = 200


class NoDiskError(RuntimeError):
    """None can be mounted here."""


class SmallDisk:
    """A tmpfs at `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ballast = folder / "ballast"

    def fill(self, left_mb: float) -> None:
        """Leave so much room."""
        free = os.statvfs(self._folder)
        with self._ballast.open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(1, free.f_bavail * free.f_bsize - int(left_mb * 1e6)))

    def make_room(self) -> None:
        """Take away what `fill` has put there."""
        self._ballast.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """One for the server's user alone. Raises: NoDiskError."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=0700", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoDiskError(f"no disk can be mounted at {folder}; it needs root") from error
    try:
        if user := run_as().get("user"):
            import shutil

            shutil.chown(folder, user, user)
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
