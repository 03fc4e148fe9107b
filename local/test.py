"""./sinergi test: the whole test suite, or the part named by pytest's own arguments."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL = ("--numprocesses", "3", "--dist", "loadgroup")
"""Three at a time on two cores: one waits for killed processes to come back (group "faults") while two compute."""
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - its free space is looked at, nothing is read from it
"""Hundreds of databases are made and thrown away: in memory that takes a tenth of the time."""


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or ALL)])  # noqa: S606 - no shell is meant
