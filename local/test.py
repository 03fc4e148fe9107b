"""./sinergi test: the whole test suite, or the part named by pytest's own arguments."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL = ("--numprocesses", "2", "--dist", "loadgroup")
"""Two at a time: most tests wait for a database, a broker or a browser."""


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or ALL)])  # noqa: S606 - no shell is meant
