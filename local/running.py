"""The whole system as a child of another command: started as a person would start it, stopped at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from local.accounts import ADMIN_EMAIL
from local.broker import free_port
from local.client import eventually
from local.desk import own_password as choose_own
from local.environment import ROOT
from local.place import Place
from local.problems import Problem
from shared.database import Database
from shared.messaging.processes import end_with_parent
from shared.messaging.relay import backlog
from shared.web.site import SITE

READY = "Sinergi IKM is ready"
START_SECONDS = 90


@dataclass(frozen=True)
class System:
    site: str
    place: Place

    @property
    def administrator(self) -> tuple[str, str]:
        """Return email and password of the first account."""
        return ADMIN_EMAIL, self.place.read_secrets()["admin_password"]

    def is_quiet(self) -> bool:
        """Tell whether no fact waits to be sent, in any service."""
        return not any(self._waiting(service) for service in SITE)

    def _waiting(self, service: str) -> int:
        database = Database(f"sqlite:///{self.place.database(service)}")
        try:
            with database.reading() as session:
                return backlog(session)
        finally:
            database.dispose()


def _choose_password(system: System) -> None:
    """Choose the administrator's own password, as a person does at the first sign-in."""
    if "admin_chose" not in system.place.read_secrets():
        chosen = choose_own(system.site, *system.administrator)
        system.place.keep_secrets({"admin_password": chosen, "admin_chose": "yes"})


def own_environment() -> dict[str, str]:
    """Return this environment without anything that would lead to a real database, broker or relay."""
    foreign = ("SINERGI_", "REDIS_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**kept, "PYTHONPATH": str(ROOT)}


@contextmanager
def running_system(directory: Path, *, own_password: bool = True) -> Iterator[System]:
    """Run ``./sinergi up`` on a data directory and a free port; raises Problem with its words if it cannot start.

    ``own_password``: the administrator has chosen one already, so that their first sign-in opens everything.
    """
    port, diary = free_port(), directory / "up.log"
    command = [sys.executable, "-m", "local", "up", "--data", str(directory), "--port", str(port)]
    with diary.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=own_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(end_with_parent, signal.SIGTERM),
        )
    try:
        eventually(lambda: READY in diary.read_text() or process.poll() is not None, START_SECONDS, "the start")
        if process.poll() is not None:
            raise Problem(diary.read_text().strip())
        system = System(f"http://127.0.0.1:{port}", Place(directory))
        if own_password:
            _choose_password(system)
        yield system
    finally:
        process.terminate()
        process.wait()
