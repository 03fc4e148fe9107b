"""Faults at random while facts are published: at the end every fact has had its effect, once.

The seed is printed and repeats the run:
``FAULT_SEED=7 FAULT_SECONDS=600 ./sinergi test tests/faults/test_random_faults.py``.
"""

import os
import random
import secrets
import sys
import time

import pytest

SECONDS = float(os.environ.get("FAULT_SECONDS", "12"))
RECOVERY_SECONDS = 120
pytestmark = [pytest.mark.timeout(SECONDS + RECOVERY_SECONDS + 60), pytest.mark.xdist_group("faults")]


def kill_a_worker(system, chance):
    system.kill(chance.choice(sorted(system.workers)))


def flush_the_broker(system, chance):
    system.redis.flushall()


def restart_the_broker(system, chance):
    system.stop_broker()
    time.sleep(chance.uniform(0, 1))
    system.start_broker()


FAULTS = (kill_a_worker, kill_a_worker, flush_the_broker, restart_the_broker)


def test_facts_act_once_whatever_fails_around_them(system):
    seed = int(os.environ.get("FAULT_SEED", secrets.randbelow(10_000)))
    sys.stdout.write(f"FAULT_SEED={seed}\n")
    chance = random.Random(seed)
    system.start_all()
    expected, until = {}, time.monotonic() + SECONDS
    while time.monotonic() < until:
        expected |= system.publish(chance.randint(1, 120))
        time.sleep(chance.uniform(0, 1))
        system.keep_alive()
        if chance.random() < 0.5:
            chance.choice(FAULTS)(system, chance)
    system.wait_for(expected, seconds=RECOVERY_SECONDS)
