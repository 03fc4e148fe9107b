"""One click is one story: request, outbox, message, history, mail and log of all services carry its id."""

import json
import sqlite3
import urllib.request
from contextlib import closing
from uuid import uuid4

import pytest

from local.client import eventually

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("site")]

UNANSWERED = 4
WRITTEN = {
    "partners": ("outbox", "change"),
    "registry": ("inbox", "change"),
    "notifications": ("inbox", "message"),
}


def answer(job, story):
    request = urllib.request.Request(  # noqa: S310 - ours
        f"{job.system.site}/api/partners/v1/answers/{job.token(UNANSWERED)}",
        json.dumps({"answer": "accepted"}).encode(),
        {"Content-Type": "application/json", "X-Request-Id": story},
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - ours
        return response.headers["X-Request-Id"]


def tables_that_know(job, story):
    """Return where rows of the story lie."""
    found = set()
    for service, tables in WRITTEN.items():
        with closing(sqlite3.connect(job.system.place.database(service))) as connection:
            for table in tables:
                query = f"SELECT count(*) FROM {table} WHERE correlation_id = ?"  # noqa: S608 - names from above
                if connection.execute(query, [story]).fetchone()[0]:
                    found.add((service, table))
    return found


def logged(job, story):
    """Return what the processes wrote about the story."""
    lines = [line for file in job.system.place.logs.iterdir() for line in file.read_text().splitlines()]
    return {json.loads(line)["event"] for line in lines if story in line}


def test_an_answer_is_one_story_in_all_services(main_job):
    story = uuid4().hex
    assert answer(main_job, story) == story
    everywhere = {(service, table) for service, tables in WRITTEN.items() for table in tables}
    eventually(lambda: tables_that_know(main_job, story) == everywhere, 60, "rows of the story in every service")
    eventually(lambda: logged(main_job, story) >= {"request_answered", "mail_attempted"}, 60, "lines of the story")
