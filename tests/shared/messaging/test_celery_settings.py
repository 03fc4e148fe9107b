import inspect
import re

from celery.app.defaults import SETTING_KEYS
from kombu.transport.redis import Channel

from shared.messaging import celery, celery_settings
from shared.messaging.celery_settings import REDIS, SENDER, WORKER

DOCUMENTATION = "# https://docs.celeryq.dev/"
VALUE = re.compile(r'^ +("\w+": |task_\w+=).+,$')


def test_every_value_says_why_and_where_it_is_described() -> None:
    lines = (inspect.getsource(celery_settings) + inspect.getsource(celery.create_worker)).splitlines()
    values = [place for place, line in enumerate(lines) if VALUE.match(line)]

    assert len(values) == len(REDIS) + len(SENDER) + len(WORKER) + 2
    unsaid = [lines[place] for place in values if not lines[place - 1].strip().startswith(DOCUMENTATION)]
    above = [lines[place - 2].strip() for place in values]
    unreasoned = [line for line in above if not line.startswith("# ") or line.startswith(DOCUMENTATION)]
    assert (unsaid, unreasoned) == ([], [])


def test_every_value_is_one_that_celery_or_its_transport_reads() -> None:
    assert {*SENDER, *WORKER} <= SETTING_KEYS
    assert REDIS.keys() - {*Channel.from_transport_options} == {"max_retries"}  # kombu's connection reads it itself


def test_what_hangs_is_ended_before_its_message_is_given_to_another() -> None:
    assert WORKER["task_soft_time_limit"] < WORKER["task_time_limit"] < REDIS["visibility_timeout"]
