"""Facts a second from outbox to committed effect, beside one Celery task per fact on the same broker.

``python -m benchmarks.facts_per_second [number of facts]``
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from benchmarks.desk import fact
from local.broker import start_broker
from shared.database import Database
from shared.messaging.celery import create_sender
from shared.messaging.outbox import publish
from shared.migrations import upgrade
from shared.settings import Settings

SERVICES = ("partners", "notifications")


def main() -> None:
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        broker, redis_url = start_broker(Path(folder) / "broker")
        env = prepare(folder, redis_url)
        databases = {service: Database(env[f"SINERGI_{service.upper()}_DATABASE_URL"]) for service in SERVICES}
        workers = [start_worker(service, env, Path(folder)) for service in SERVICES]
        try:
            ours = facts / measure_ours(databases, facts)
            tasks = max(facts // 5, 500)
            peer = tasks / measure_peer(databases["notifications"], env, tasks)
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait()
            broker.terminate()
            broker.wait()
    print(f"outbox to committed effect, in batches: {ours:9,.0f} facts/s ({facts} facts)")
    print(f"one Celery task per fact, same broker:  {peer:9,.0f} facts/s ({tasks} facts)")
    print(f"ratio: {ours / peer:.1f}")


def prepare(folder: str, redis_url: str) -> dict[str, str]:
    """Make both databases and return the environment of the workers."""
    env = {
        **os.environ,
        "SINERGI_REDIS_URL": redis_url,
        "SINERGI_SECRET_KEY": "benchmark-" + "s" * 40,
        "SINERGI_DATA_KEY": "benchmark-" + "d" * 40,
    }
    for service in SERVICES:
        url = f"sqlite:///{folder}/{service}.db"
        upgrade(service, url)
        env[f"SINERGI_{service.upper()}_DATABASE_URL"] = url
    with Database(env["SINERGI_NOTIFICATIONS_DATABASE_URL"]).transaction() as session:
        session.execute(text("CREATE TABLE effect (fact_id VARCHAR(40) PRIMARY KEY)"))
    return env


def start_worker(service: str, env: dict[str, str], folder: Path) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable, "-m", "celery", "-A", "benchmarks.app:app", "worker", "-Q", service, "--concurrency", "1",
        "--without-gossip", "--without-mingle", "--without-heartbeat", "-n", f"{service}@benchmark",
    ]  # fmt: skip
    with (folder / f"{service}.log").open("ab") as log:
        return subprocess.Popen(command, env=env | {"DESK": service}, stdout=log, stderr=log)


def measure_ours(databases: dict[str, Database], facts: int) -> float:
    """Return the seconds from the commit of the facts to the last committed effect."""
    commit(databases["partners"], 1)
    wait_for(databases["notifications"], 1)
    commit(databases["partners"], facts)
    start = time.perf_counter()
    wait_for(databases["notifications"], facts + 1)
    return time.perf_counter() - start


def measure_peer(database: Database, env: dict[str, str], tasks: int) -> float:
    """Return the seconds from sending the first of the tasks to the last committed effect."""
    sender = create_sender(Settings.from_env("notifications", env))
    done = count(database)
    start = time.perf_counter()
    for _ in range(tasks):
        sender.send_task("notifications.note_one", [str(uuid4())], queue="notifications")
    wait_for(database, done + tasks)
    return time.perf_counter() - start


def commit(database: Database, facts: int) -> None:
    with database.transaction() as session:
        publish(session, *(fact() for _ in range(facts)))


def wait_for(database: Database, rows: int) -> None:
    while count(database) < rows:
        time.sleep(0.01)


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM effect")) or 0


if __name__ == "__main__":
    main()
