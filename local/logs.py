"""What the processes write: a file each, limited in size; warnings and errors are passed on to the terminal."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from local.problems import Problem

LARGEST = 5_000_000
KEPT = 3
TOLD: dict[str, Callable[[str], str]] = {
    "event": lambda text: text.strip().partition("\n")[0],
    "error": lambda text: text.strip().partition("\n")[0],
    # A traceback ends with what went wrong.
    "exception": lambda text: text.strip().rpartition("\n")[2],
}
LOUD = {"warning", "error", "critical"}
PLAIN_AND_LOUD = re.compile(r"\b(WARNING|ERROR|CRITICAL|Traceback)\b|^[\w.]+(Error|Exception)\b")


class LogFile:
    """A file that a child appends to and that the supervisor follows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.touch()
        self.place = path.stat().st_size
        self.partial = b""

    def follow(self) -> list[str]:
        """Return the whole lines that were added since the last look, and keep the file small."""
        try:
            with self.path.open("rb") as file:
                file.seek(self.place)
                added = file.read()
        except FileNotFoundError:
            raise Problem(f"{self.path} was removed while Sinergi IKM was running; everything stops.") from None
        self.place += len(added)
        *lines, self.partial = (self.partial + added).split(b"\n")
        if self.place > LARGEST:
            self._rotate()
        return [line.decode(errors="replace") for line in lines]

    def _rotate(self) -> None:
        """Set the content aside and empty the file; the child goes on appending to the same file."""
        for number in range(KEPT - 1, 0, -1):
            older = self.path.with_suffix(f".log.{number}")
            if older.exists():
                older.replace(self.path.with_suffix(f".log.{number + 1}"))
        self.path.with_suffix(".log.1").write_bytes(self.path.read_bytes())
        self.path.write_bytes(b"")
        self.place = 0


def loud_line(line: str) -> str | None:
    """Return what a person at the terminal should see of a log line, or None if it is only routine."""
    try:
        record = json.loads(line)
    except ValueError:
        return line.strip() if PLAIN_AND_LOUD.search(line) else None
    if not isinstance(record, dict) or record.get("level") not in LOUD:
        return None
    told = [line_of(str(record[key])) for key, line_of in TOLD.items() if record.get(key)]
    return f"{record['level']}: {' - '.join(told)}"
