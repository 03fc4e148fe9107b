"""The data directory of an installation on one machine: everything that must survive a restart lies in it."""

import fcntl
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from local.problems import Problem
from shared.storage import has_room


@dataclass(frozen=True)
class Place:
    directory: Path

    @property
    def broker(self) -> Path:
        return self.directory / "broker"

    @property
    def mail(self) -> Path:
        return self.directory / "mail"

    @property
    def logs(self) -> Path:
        return self.directory / "log"

    @property
    def secrets(self) -> Path:
        return self.directory / "secrets.json"

    @property
    def was_begun(self) -> bool:
        """Tell whether the databases were made here before; earlier versions kept only the first account's password."""
        return not {"begun", "admin_password"}.isdisjoint(self.read_secrets())

    def database(self, service: str) -> Path:
        return self.directory / f"{service}.sqlite3"

    def prepare(self) -> None:
        """Make the directories, for the owner's eyes only; raises Problem where that is not possible."""
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._close_to_others()
            for part in (self.broker, self.mail, self.logs):
                part.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Problem(f"The data directory {self.directory} cannot be used: {error.strerror}.") from error

    def _close_to_others(self) -> None:
        open_to_others = stat.S_IMODE(self.directory.stat().st_mode) & 0o077
        if not open_to_others:
            return
        if any(self.directory.iterdir()) and not self.secrets.exists():
            raise Problem(
                f"{self.directory} holds other things and is open to other users of this machine; "
                "choose a directory of its own with --data."
            )
        self.directory.chmod(0o700)

    def require_room(self) -> None:
        """Raise Problem where nothing more can be written."""
        if not has_room(self.directory):
            raise Problem(f"{self.directory} has no room left or cannot be written; make room, then start again.")

    def lock(self) -> IO[str]:
        """Take this place for one instance; raises Problem if another one runs here. Ends with the process."""
        file = (self.directory / "lock").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise Problem(
                f"Sinergi IKM already runs on the data in {self.directory}; stop it first, or choose another --data."
            ) from None
        return file

    def read_secrets(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.secrets.read_text()))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise Problem(f"{self.secrets} is damaged; put it back from a copy, the data needs its keys.") from error

    def keep_secrets(self, values: Mapping[str, str]) -> dict[str, str]:
        """Add values to secrets.json, so that a crash leaves the old file or the new one; return all of it."""
        all_values = {**self.read_secrets(), **values}
        partial = self.secrets.with_suffix(".partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(all_values, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.secrets)
        return all_values
