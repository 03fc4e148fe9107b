"""Keeps the processes of one machine running: in order, watched, mended, and stopped in reverse order."""

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from local.child import Child, Program
from local.logs import loud_line
from local.problems import Problem

LOOK_SECONDS = 0.05
WATCH_SECONDS = 0.2
START_SECONDS = 60.0
ATTEMPTS = 3


class Supervisor:
    """Runs stages of programs one after the other; the programs of a stage start and stop together."""

    def __init__(self, stages: Sequence[Sequence[Program]], environment: Mapping[str, str], directory: Path,
                 logs: Path, say: Callable[[str], None] = print) -> None:  # fmt: skip
        self.stages = [[Child(program, environment, directory, logs) for program in stage] for stage in stages]
        self.say = say
        self.stop_asked = 0
        self.hindrances: dict[str, str] = {}

    @property
    def children(self) -> list[Child]:
        return [child for stage in self.stages for child in stage]

    def listen(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal stop everything; asked a second time, without patience."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop_asked += 1

    def start(self) -> bool:
        """Start every stage and wait until it is ready; False if a stop was asked for meanwhile.

        Raises Problem when a program does not come up.
        """
        for stage in self.stages:
            for child in stage:
                child.start()
            if not self._wait_until_ready(stage):
                return False
        return True

    def _wait_until_ready(self, stage: Sequence[Child]) -> bool:
        until = time.monotonic() + START_SECONDS
        attempts = dict.fromkeys(stage, 1)
        while not self.stop_asked:
            for child in stage:
                child.look()
                if not child.is_running:
                    self._try_again(child, attempts)
            if all(child.ready for child in stage):
                return True
            if time.monotonic() > until:
                late = next(child for child in stage if not child.ready)
                raise Problem(f"{late.program.name} did not become ready; {late.log.path} says why.")
            time.sleep(LOOK_SECONDS)
        return False

    def _try_again(self, child: Child, attempts: dict[Child, int]) -> None:
        if attempts[child] == ATTEMPTS:
            raise Problem(f"{child.program.name} does not start; {child.log.path} says why.")
        attempts[child] += 1
        child.start()

    def watch(self) -> None:
        """Mend what crashes and pass on warnings, until asked to stop."""
        while not self.stop_asked:
            for child in self.children:
                self._look_after(child)
            time.sleep(WATCH_SECONDS)

    def _look_after(self, child: Child) -> None:
        try:
            self._follow_and_mend(child)
            self.hindrances.pop(child.program.name, None)
        except OSError as error:
            # A disk that is full or cannot be written any more: what runs goes on, and is mended once there is room.
            if self.hindrances.get(child.program.name) != str(error):
                self.hindrances[child.program.name] = str(error)
                self.say(f"{child.program.name} cannot be looked after: {error.strerror} ({error.filename}).")

    def _follow_and_mend(self, child: Child) -> None:
        was_ready = child.ready
        for line in self._worth_saying(child):
            self.say(line)
        if child.ready and not was_ready:
            self.say(f"{child.program.name} works again.")
        event = child.mend()
        if event:
            self.say(event)

    def _worth_saying(self, child: Child) -> list[str]:
        lines = child.look()
        if child.program.once:
            return lines
        return [f"{child.program.name}: {loud}" for loud in map(loud_line, lines) if loud]

    def stop(self) -> None:
        """Stop the last stage first; within a stage all at once. Leaves no process."""
        for stage in reversed(self.stages):
            for child in stage:
                child.ask_to_end()
            started = time.monotonic()
            for child in stage:
                self._end(child, started + child.program.patience)

    def _end(self, child: Child, until: float) -> None:
        while child.is_running and time.monotonic() < until and self.stop_asked < 2:
            time.sleep(LOOK_SECONDS)
        child.end()

    def run(self, when_ready: Callable[[], None]) -> int:
        """Start, watch and stop; return the exit code of the command."""
        self.listen()
        try:
            if self.start():
                when_ready()
                self.watch()
                self.say("Stopping ...")
        finally:
            self.stop()
        return 0
