"""A registry reduced to one handler that writes a row per fact, with trouble on demand."""

import os
import signal
import time
from pathlib import Path

from celery import Celery
from sqlalchemy import text

from shared.events.partners import AccountChanged
from shared.language import msg
from shared.messaging.celery import create_worker
from shared.messaging.cli import service_cli
from shared.messaging.consumers import Consumers
from shared.messaging.schedule import Schedule
from shared.settings import Settings
from shared.work.lane import Lane

COUNT = text(
    "INSERT INTO effect (account_id, times) VALUES (:id, 1) "
    "ON CONFLICT (account_id) DO UPDATE SET times = effect.times + 1"
)
consumers = Consumers("registry")
lane = Lane("registry")


@consumers.on(AccountChanged)
def note(session, event):
    """Count the fact; on its first coming kill this very process where the test's file asks for it."""
    session.execute(COUNT, {"id": str(event.account_id)})
    trouble = Path(os.environ["TROUBLE"])
    if event.name == "slow":
        time.sleep(0.05)
    if event.name == "deadly" or (event.name == "deadly once" and not trouble.exists()):
        trouble.touch()
        os.kill(os.getpid(), signal.SIGKILL)


schedule = Schedule("registry")


def is_doomed(session):
    """Whether the test's file says that the job is to be killed."""
    trouble = Path(os.environ["TROUBLE"])
    return trouble.exists() and trouble.read_text() == "doomed job"


@schedule.every(seconds=3600, when=is_doomed)
def doomed_job(database):
    os.kill(os.getpid(), signal.SIGKILL)


HALT_AFTER = 5


def is_halted():
    """Whether the test's file says that slow work goes no further than its first steps."""
    trouble = Path(os.environ["TROUBLE"])
    return trouble.exists() and trouble.read_text() == "halt"


@lane("test.slow")
def count_slowly(hand):
    """Write a row a step; each takes a moment."""
    for number in range(hand.work.done + 1, 21):
        time.sleep(0.1)
        while number > HALT_AFTER and is_halted():
            time.sleep(0.05)
        with hand.transaction(number, 20, msg("Please fill this in.")) as session:
            session.execute(COUNT, {"id": f"step {number:02}"})


@lane("test.deadly")
def kill_the_worker(hand):
    os.kill(os.getpid(), signal.SIGKILL)


def load() -> Celery:
    worker = create_worker(Settings.from_env("registry"), consumers, schedule, lane=lane)
    worker.tasks["registry.doomed_job"].time_limit = 3
    worker.conf.sinergi_cli = __name__
    return worker


if __name__ == "__main__":
    service_cli(load)()
