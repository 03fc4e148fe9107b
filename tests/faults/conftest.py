"""Two real workers with their couriers on a broker of their own, which a test may kill, flush, stop and start."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from redis import Redis
from sqlalchemy import text

from local.broker import free_port, start_broker
from services.partners.actions import account_opening
from shared.events.catalogue import SERVICES as ALL_SERVICES
from shared.messaging.outbox import Stream, publish
from shared.messaging.parked import count_parked
from shared.messaging.relay import backlog
from shared.messaging.schedule_entry import failing
from tests.conftest import environment
from tests.faults.office import NAMES, Office, enter
from tests.notifications.mail_servers import mail_server
from tests.shared.messaging.facts import account_changed

SERVICES = ("partners", "registry")


class System:
    """Partners tells, registry acts."""

    def __init__(self, folder, make_url_for, make_database):
        self.folder = folder
        self.port = free_port()
        self.broker = None
        self.start_broker()
        self.env = {**os.environ, "TROUBLE": str(folder / "trouble")}
        for service in SERVICES:
            self.env |= environment(service, make_url_for(service), f"redis://127.0.0.1:{self.port}/0")
        self.producer, self.consumer = make_database("partners"), make_database("registry")
        with self.consumer.transaction() as session:
            session.execute(text("CREATE TABLE effect (account_id VARCHAR(40) PRIMARY KEY, times INTEGER)"))
        self.workers = {}

    @property
    def redis(self):
        return Redis(port=self.port)

    def start_broker(self):
        self.broker, _ = start_broker(self.folder / "broker", self.port)

    def stop_broker(self):
        self.broker.kill()
        self.broker.wait()

    def start(self, queue):
        service, _, long = queue.partition(".")
        pool = ["--pool", "solo"] if long else ["--concurrency", "2"]
        command = [
            sys.executable, "-m", "celery", "-A", "tests.faults.celery_app:app", "worker", "-Q", queue, *pool,
            "--without-gossip", "--without-mingle", "--without-heartbeat", "-n", f"{queue}@test",
        ]  # fmt: skip
        with (self.folder / f"{queue}.log").open("ab") as log:
            self.workers[queue] = subprocess.Popen(
                command, env=self.env | {"DESK": service}, stderr=log, stdout=log, start_new_session=True
            )

    def start_all(self):
        for service in SERVICES:
            self.start(service)

    def kill(self, service):
        self.workers[service].kill()
        self.workers[service].wait()

    def keep_alive(self):
        """Do what a supervisor does: start again what ended."""
        for service, process in list(self.workers.items()):
            if process.poll() is not None:
                self.start(service)

    def tasks_on(self, queue):
        """Return what waits on a queue: beside facts, each worker that starts says once how far it is."""
        return [json.loads(message)["headers"]["task"] for message in self.redis.lrange(queue, 0, -1)]

    def publish(self, count, name="Siti"):
        facts = [account_changed(name=name) for _ in range(count)]
        with self.producer.transaction() as session:
            publish(session, *facts)
        return {str(fact.account_id): 1 for fact in facts}

    def wait_until_sent(self):
        """Wait until every fact so far is on its queue."""
        while True:
            with self.producer.reading() as session:
                if backlog(session) == 0:
                    return
            time.sleep(0.05)

    def wait_until_confirmed(self, seconds=60):
        """Wait until the producer knows that the consumer has every fact."""
        start = time.monotonic()
        while not self._is_confirmed():
            assert time.monotonic() - start < seconds, self.tail()
            time.sleep(0.1)

    def _is_confirmed(self):
        with self.producer.reading() as session:
            stream = session.get_one(Stream, "registry")
            return backlog(session) == 0 and stream.last_seq == stream.confirmed_seq

    def effects(self):
        with self.consumer.reading() as session:
            return {row.account_id: row.times for row in session.execute(text("SELECT * FROM effect"))}

    def failing_jobs(self):
        with self.consumer.reading() as session:
            return [job.name for job in failing(session)]

    def wait_for(self, expected, seconds=60):
        """Wait until the effects are the expected ones; return how many seconds it took."""
        start = time.monotonic()
        while self.effects() != expected and time.monotonic() - start < seconds:
            self.keep_alive()
            time.sleep(0.1)
        assert self.effects() == expected, self.tail()
        return time.monotonic() - start

    def count_parked(self):
        with self.consumer.reading() as session:
            return count_parked(session)

    def wait_until_parked(self, number, seconds=60):
        """Wait until so many messages are parked: what nobody knows goes round once more, behind the facts."""
        start = time.monotonic()
        while self.count_parked() < number:
            assert time.monotonic() - start < seconds, self.tail()
            time.sleep(0.05)
        assert self.count_parked() == number

    def tail(self):
        return "\n".join(path.read_text()[-1500:] for path in self.folder.glob("*.log"))

    def stop(self):
        for process in self.workers.values():
            process.send_signal(signal.SIGTERM)
        for process in self.workers.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.stop_broker()


@pytest.fixture
def system(tmp_path, make_url_for, make_database):
    system = System(tmp_path, make_url_for, make_database)
    yield system
    system.stop()


@pytest.fixture
def post():
    with mail_server() as server:
        yield server


@pytest.fixture
def office(tmp_path, make_sqlite_url, monkeypatch, post):
    """Four IKM in the register, known to all, and one of the office's staff."""
    variables = {"SINERGI_DATA_DIR": str(tmp_path), "SINERGI_SMTP_URL": post.url}
    for name in ALL_SERVICES:
        variables |= environment(name, make_sqlite_url(name), "redis://127.0.0.1:1/0")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    office = Office(tmp_path, variables)
    for number, name in enumerate(NAMES):
        office.change("registry", enter, name, number)
    office.change("partners", account_opening.open_office_account, "Rahma", "rahma@kantor.example", "staff")
    office.work()
    yield office
    assert office.parked() == []
    for name in ALL_SERVICES:
        office.database(name).dispose()
