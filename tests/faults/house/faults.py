"""What breaks: each fault is one function of the house and of chance."""

import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from random import Random

import psycopg

from shared.events.catalogue import SERVICES
from tests.faults.house.house import House
from tests.faults.house.relay import FRIENDLY, MOODS


def kill_a_worker(house: House, chance: Random) -> None:
    house.workers[chance.choice(SERVICES)].kill()


def kill_a_child(house: House, chance: Random) -> None:
    with suppress(ProcessLookupError, FileNotFoundError):
        if children := house.children(chance.choice(SERVICES)):
            os.kill(chance.choice(children), signal.SIGKILL)


def flush_the_broker(house: House, chance: Random) -> None:
    house.redis.flushall()


def restart_the_broker(house: House, chance: Random) -> None:
    house.stop_broker()
    time.sleep(chance.uniform(0, 1))
    house.start_broker()


def hang_the_broker(house: House, chance: Random) -> None:
    house.broker.send_signal(signal.SIGSTOP)
    time.sleep(chance.uniform(0.5, 4))
    house.broker.send_signal(signal.SIGCONT)


def hurt_a_database(house: House, chance: Random) -> None:
    """Cut every connection of a service on PostgreSQL; keep its file busy on SQLite."""
    url = house.databases[chance.choice(SERVICES)].engine.url
    if url.get_backend_name() == "sqlite":
        return _keep_busy(str(url.database), chance.uniform(0.2, 2))
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _keep_busy(path: str, seconds: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")


def upset_the_mail_server(house: House, chance: Random) -> None:
    house.relay.mood = chance.choice(MOODS)


def calm_the_mail_server(house: House, chance: Random) -> None:
    house.relay.mood = FRIENDLY


HURTING = (
    kill_a_worker,
    kill_a_child,
    kill_a_child,
    flush_the_broker,
    restart_the_broker,
    hang_the_broker,
    hurt_a_database,
    hurt_a_database,
    upset_the_mail_server,
    upset_the_mail_server,
    upset_the_mail_server,
)
