"""The whole house under random faults: seats, answers, cancellations and mails, with a mail server that has moods.

The seed is printed and draws the same steps and faults again; ``FAULTS`` says how many faults each database gets:
``FAULT_SEED=7 FAULTS=300 ./sinergi test tests/faults/test_house.py``.
"""

import os
import random
import secrets
import sys
import threading
import time
from contextlib import suppress
from itertools import count

import pytest
from sqlalchemy import or_, select, update
from sqlalchemy.exc import DBAPIError

from services.notifications.models import Message
from shared.clock import now
from tests.faults.house import house as houses
from tests.faults.house.faults import HURTING, calm_the_mail_server, upset_the_mail_server
from tests.faults.house.life import Life
from tests.faults.house.relay import FRIENDLY
from tests.faults.house.truths import TRUTHS

FAULTS = int(os.environ.get("FAULTS", "35"))
SECONDS_A_FAULT = 1.6
PEOPLE = 4
RECOVERY_SECONDS = 240
pytestmark = [
    pytest.mark.timeout(int(FAULTS * SECONDS_A_FAULT * 3 + 2 * RECOVERY_SECONDS + 120)),
    pytest.mark.xdist_group("faults"),
]


@pytest.fixture
def house(tmp_path, make_url_for, make_database):
    yield from houses.running(tmp_path, make_url_for, make_database)


def test_whatever_breaks_seats_and_mails_stay_right(house):
    seed = int(os.environ.get("FAULT_SEED", secrets.randbelow(10_000)))
    sys.stdout.write(f"FAULT_SEED={seed}\n")
    life = Life(house, random.Random(seed))
    life.begin()
    with people_at_work(life, seed):
        break_things(house, random.Random(seed))
    recover(house)
    sys.stdout.write(f"{FAULTS} faults; steps: {life.done}; mail server: {dict(house.relay.seen)}\n")
    assert life.done.keys() >= {"two_of_staff_confirm_the_same_ikm", "owner_answers", "staff_change_their_mind"}
    assert house.relay.seen.keys() > {FRIENDLY}
    assert {truth.__name__: found for truth in TRUTHS if (found := list(truth(house)))} == {}, house.logs()


class people_at_work:  # noqa: N801 - read as a sentence
    """Several people act at the same moment until it ends."""

    def __init__(self, life, seed):
        self.life, self.ended = life, threading.Event()
        self.errors = []
        self.threads = [threading.Thread(target=self._work, args=(random.Random(seed + n),)) for n in range(PEOPLE)]

    def _work(self, chance):
        try:
            while not self.ended.wait(chance.uniform(0, 0.6)):
                self.life.go_on()
        except Exception as error:  # noqa: BLE001 - told below, in the thread of the test
            self.errors.append(error)

    def __enter__(self):
        for thread in self.threads:
            thread.start()

    def __exit__(self, *failure):
        self.ended.set()
        for thread in self.threads:
            thread.join()
        if self.errors and not any(failure):
            raise self.errors[0]


def break_things(house, chance):
    for _ in range(FAULTS):
        time.sleep(chance.uniform(0, 2 * SECONDS_A_FAULT))
        house.keep_alive()
        if house.relay.mood != FRIENDLY and chance.random() < 0.35:
            calm_the_mail_server(house, chance)
        chance.choice(HURTING)(house, chance)
    until = time.monotonic() + RECOVERY_SECONDS
    while house.relay.seen.keys() <= {FRIENDLY} and time.monotonic() < until:
        # On a slow machine no mail has met a mood yet, and what carries it may just have been killed.
        house.keep_alive()
        upset_the_mail_server(house, chance)
        time.sleep(SECONDS_A_FAULT)


def recover(house):
    """Stop breaking, and wait until nothing moves any more; what pauses is hurried on, as time would."""
    house.relay.mood = FRIENDLY
    until = time.monotonic() + RECOVERY_SECONDS
    calm = 0
    for turn in count():
        house.keep_alive()
        hurry(house)
        calm = calm + 1 if is_calm(house) else 0
        if calm == 3:
            return
        assert time.monotonic() < until, (turn, house.logs())
        time.sleep(1)


def is_calm(house):
    return house.is_settled() and not unfinished(house)


def unfinished(house):
    with house.databases["notifications"].reading() as session:
        due = (Message.state == "queued") & (Message.next_attempt_at <= now())
        return session.scalars(select(Message.id).where(or_(Message.state == "sending", due)).limit(1)).all()


def hurry(house):
    tried = (Message.state == "queued") & (Message.last_error.is_not(None)) & (Message.next_attempt_at > now())
    with suppress(DBAPIError), house.databases["notifications"].transaction() as session:
        session.execute(update(Message).where(tried).values(next_attempt_at=now(), revision=Message.revision + 1))
