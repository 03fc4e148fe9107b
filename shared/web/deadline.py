"""A request that takes too long is ended: one that computes without end would hold its thread for good."""

import ctypes
import threading
import time

from flask import Flask, current_app, request

from shared.language import msg
from shared.web.weight import handles_file

SECONDS = "REQUEST_SECONDS"
LONGEST = 60.0
LONGEST_WITH_FILE = 150.0
"""A workbook is given sixty seconds to be read alone."""
LOOKED_EVERY = 0.5
AGAIN_AFTER = 5.0
TOOK_TOO_LONG = msg("This took too long and was ended. Nothing may have been saved: look, then try again with less.")


class TimeUp(Exception):
    """Raised in the thread of a request that takes too long."""


class Watch:
    """Knows which threads answer a request, and until when. One thread looks after all of them."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}
        self._ended: set[int] = set()
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None

    def begin(self, seconds: float) -> None:
        """Give this thread so many seconds."""
        with self._lock:
            self._until[threading.get_ident()] = time.monotonic() + seconds
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = threading.Thread(target=self._look, name="deadline", daemon=True)
                self._watcher.start()

    def end(self) -> None:
        """Let this thread alone, also if it was to be ended at this moment."""
        with self._lock:
            thread = threading.get_ident()
            self._until.pop(thread, None)
            if thread in self._ended:
                self._ended.discard(thread)
                # Only then: each such call makes Python look for what is pending at every step it takes from then on.
                _raise_in(thread, None)

    def _look(self) -> None:
        while True:
            time.sleep(LOOKED_EVERY)
            with self._lock:
                for thread in [one for one, until in self._until.items() if until < time.monotonic()]:
                    self._until[thread] = time.monotonic() + AGAIN_AFTER
                    self._ended.add(thread)
                    _raise_in(thread, TimeUp)


def end_in_time(app: Flask) -> None:
    """End requests of this app that take longer than they may."""
    watch = Watch()
    app.config.setdefault(SECONDS, LONGEST)

    @app.before_request
    def begin() -> None:
        with_file = handles_file(current_app, request.endpoint, request.method)
        watch.begin(LONGEST_WITH_FILE if with_file else current_app.config[SECONDS])

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        watch.end()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    # Python's own way to stop a thread: it takes effect at its next step in Python, not within a call into C.
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error and ctypes.py_object(error))
