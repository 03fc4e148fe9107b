"""The three services as production runs them, on a broker, databases and a mail server that a test may hurt."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from redis import Redis

from local.broker import free_port, start_broker
from local.programs import worker
from shared.database import Database
from shared.events.catalogue import SERVICES
from shared.messaging.outbox import Stream
from shared.messaging.relay import backlog
from tests.conftest import environment
from tests.faults.house.relay import FRIENDLY, Relay

GONE = frozenset({"ikm-7@contoh.id", "ikm-31@contoh.id"})


class House:
    """A worker with two children and its courier for each service; the test itself is the web process."""

    def __init__(self, folder: Path, make_url_for, make_database):
        self.folder, self.port = folder, free_port()
        self.relay = Relay(GONE)
        self.relay.start()
        self.start_broker()
        self.environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        for service in SERVICES:
            self.environment |= environment(
                service,
                make_url_for(service),
                f"redis://127.0.0.1:{self.port}/0",
                SINERGI_DATA_DIR=str(folder),
                SINERGI_SMTP_URL=self.relay.url,
                SINERGI_MAIL_FROM="kantor@contoh.id",
                SINERGI_PUBLIC_URL="http://127.0.0.1:1",
            )
        self.databases: dict[str, Database] = {service: make_database(service) for service in SERVICES}
        self.workers: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def redis(self) -> Redis:
        return Redis(port=self.port, socket_timeout=5)

    def start_broker(self) -> None:
        self.broker, _ = start_broker(self.folder / "broker", self.port)

    def stop_broker(self) -> None:
        self.broker.kill()
        self.broker.wait()

    def start(self, service: str) -> None:
        with (self.folder / f"{service}.log").open("ab") as log:
            self.workers[service] = subprocess.Popen(
                worker(service).command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def keep_alive(self) -> None:
        """Do what a supervisor does: start again what ended."""
        for service in SERVICES:
            if service not in self.workers or self.workers[service].poll() is not None:
                self.start(service)

    def children(self, service: str) -> list[int]:
        """Return the processes that a worker started: its two children and its courier."""
        found = Path(f"/proc/{self.workers[service].pid}/task/{self.workers[service].pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def is_settled(self) -> bool:
        """Tell whether every fact of every service has arrived wherever it is heard."""
        return all(self._is_confirmed(database) for database in self.databases.values())

    @staticmethod
    def _is_confirmed(database: Database) -> bool:
        with database.reading() as session:
            streams = session.query(Stream).all()
            return backlog(session) == 0 and all(stream.last_seq == stream.confirmed_seq for stream in streams)

    def logs(self) -> str:
        return "\n".join(f"{path.name}\n{path.read_text()[-3000:]}" for path in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        self.relay.mood = FRIENDLY
        for process in self.workers.values():
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + 20
        for process in self.workers.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.stop_broker()
        self.relay.stop()


def running(folder: Path, make_url_for, make_database) -> Iterator[House]:
    house = House(folder, make_url_for, make_database)
    try:
        house.keep_alive()
        yield house
    finally:
        house.stop()
