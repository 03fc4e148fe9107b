"""One process of the installation: started in a session of its own, ended with the supervisor, started again."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from local.logs import LogFile
from shared.messaging.processes import end_with_parent

FIRST_PAUSE, LONGEST_PAUSE, PROVEN_AFTER = 0.5, 30.0, 60.0


@dataclass(frozen=True)
class Program:
    """What to run. ``is_ready`` sees the lines logged since the start and says whether the process does its work."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[Sequence[str]], bool]
    patience: float = 30.0
    """Seconds given to end after being asked to, before it is killed."""
    once: bool = False
    """An errand: not started again, and what it says is for the person at the terminal."""


class Child:
    """A program and its current process."""

    def __init__(self, program: Program, environment: Mapping[str, str], directory: Path, logs: Path) -> None:
        self.program, self.environment, self.directory = program, environment, directory
        self.log = LogFile(logs / f"{program.name}.log")
        self.lines: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.pause = FIRST_PAUSE
        self.started_at = self.start_again_at = 0.0

    def start(self) -> None:
        self.lines, self.ready, self.started_at = [], False, time.monotonic()
        with self.log.path.open("ab") as log:
            self.process = subprocess.Popen(
                self.program.command,
                cwd=self.directory,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal reaches the supervisor only, which then stops everything in order.
                start_new_session=True,
                # Safe here: the supervisor has one thread.
                preexec_fn=end_with_parent,
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def look(self) -> list[str]:
        """Read what it logged, and see whether it has become ready; return the new lines."""
        added = self.log.follow()
        if not self.ready:
            self.lines += added
            self.ready = self.is_running and self.program.is_ready(self.lines)
        return added

    def mend(self) -> str | None:
        """Start a crashed process again, after a pause that grows while it keeps crashing; say what happened."""
        now = time.monotonic()
        if self.is_running or self.process is None or self.program.once:
            return None
        if not self.start_again_at:
            self.pause = FIRST_PAUSE if now - self.started_at > PROVEN_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.start_again_at = now + self.pause
            how = describe(self.process.returncode)
            return f"{self.program.name} ended ({how}); it starts again in {self.pause:g} s."
        if now >= self.start_again_at:
            self.start_again_at = 0.0
            self.start()
        return None

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self) -> None:
        """Kill what is left of the process and of all that it started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def describe(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
