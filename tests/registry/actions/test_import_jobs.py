"""The processes of large imports, real ones: killed, begun again, and still done once, in the name of who asked."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update

from services.registry.actions import import_jobs, imports
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_undo import undo
from services.registry.models import ImportBatch
from shared.change import Change
from shared.clock import now
from shared.context import Actor, acting_as
from shared.messaging.outbox import Outbox
from tests.conftest import environment
from tests.registry.lists import csv_of, planned, received, register_size

ROWS = 300
WORKER = "import os, signal; from services.registry.actions.import_jobs import start_due; \
from shared.database import Database; \
start_due(Database(os.environ['SINERGI_REGISTRY_DATABASE_URL'])); os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def many() -> bytes:
    return csv_of(*(f"Usaha {place:04};Nora {place:04};Kaliorang;0812{place:07};;;;;" for place in range(ROWS)))


@pytest.fixture(autouse=True)
def as_the_worker_runs(database, make_url_for, tmp_path, monkeypatch):
    variables = environment("registry", make_url_for("registry"), "redis://127.0.0.1:1/0")
    for name, value in (variables | {"SINERGI_DATA_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(imports, "LARGE", 0)


@pytest.fixture
def confirming(database, tmp_path, many):
    """A large import a person said yes to."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    batch = planned(database, folder, many)
    with database.transaction() as session, acting_as(Actor(uuid4(), "Rahma", "staff"), "the-click"):
        return confirm(session, batch.id, batch.plan_digest, folder)


def status(database, batch_id) -> str:
    with database.reading() as session:
        return session.get_one(ImportBatch, batch_id).status


def wait_for(database, batch_id, wanted: str) -> None:
    until = time.monotonic() + 60
    while status(database, batch_id) != wanted:
        assert time.monotonic() < until, status(database, batch_id)
        time.sleep(0.1)


def let_the_claim_run_out(database) -> None:
    with database.transaction() as session:
        session.execute(update(ImportBatch).values(claimed_until=None))


def test_a_step_is_taken_in_the_name_and_the_story_of_who_asked(database, confirming):
    [process] = import_jobs.start_due(database)
    assert process.wait() == 0
    with database.reading() as session:
        changes = {(c.actor_name, c.actor_id, c.correlation_id) for c in session.scalars(select(Change))}
        facts = session.scalars(select(Outbox.correlation_id).distinct()).all()
    [(name, account_id, story)] = changes
    assert (name, story) == ("Rahma", "the-click")
    assert account_id is not None
    assert facts == ["the-click"]


def test_a_step_that_was_killed_is_begun_again_and_done_once(database, confirming):
    for delay in (0.7, 1.2):
        [process] = import_jobs.start_due(database)
        time.sleep(delay)
        process.kill()
        process.wait()
        if status(database, confirming.id) == "confirmed":
            break
        assert register_size(database) == 0
        let_the_claim_run_out(database)
    else:
        [process] = import_jobs.start_due(database)
        assert process.wait() == 0
    assert status(database, confirming.id) == "confirmed"
    assert register_size(database) == ROWS


def test_a_killed_worker_leaves_the_step_to_end_by_itself(database, confirming):
    worker = subprocess.run([sys.executable, "-c", WORKER], env=os.environ, check=False)
    assert worker.returncode == -signal.SIGKILL
    wait_for(database, confirming.id, "confirmed")
    assert register_size(database) == ROWS


def test_a_step_claimed_by_a_clock_that_was_ahead_is_begun_again(database, confirming, time_machine):
    time_machine.move_to(now() + timedelta(hours=2))
    [process] = import_jobs.start_due(database)
    process.kill()
    process.wait()
    time_machine.shift(-2 * 3600)
    [process] = import_jobs.start_due(database)
    assert process.wait() == 0
    assert (status(database, confirming.id), import_jobs.start_due(database)) == ("confirmed", [])


def test_a_second_process_beside_the_first_does_nothing(database, confirming):
    [first] = import_jobs.start_due(database)
    let_the_claim_run_out(database)
    second = import_jobs.start_due(database)
    assert [process.wait() for process in (first, *second)] == [0] * (1 + len(second))
    assert register_size(database) == ROWS
    with database.transaction() as session:
        undo(session, confirming.id)
    [process] = import_jobs.start_due(database)
    assert process.wait() == 0
    assert register_size(database) == 0


def test_what_fails_is_logged_as_everything_is_and_the_import_says_so(database, confirming):
    with database.transaction() as session:
        session.execute(text("ALTER TABLE listing RENAME TO gone"))
    command = [sys.executable, "-m", import_jobs.__name__, str(confirming.id)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    [line] = map(json.loads, done.stderr.splitlines())
    assert (done.returncode, line["event"], line["import_id"]) == (1, "import_step_failed", str(confirming.id))
    assert "Nora 0001" not in done.stderr
    with database.reading() as session:
        batch = session.get_one(ImportBatch, confirming.id)
        assert (batch.status, batch.notice["template"]) == ("planned", import_jobs.FAILED.template)


def test_dropping_an_import_ends_its_process(database, tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    rows = (f"Usaha {place:05};Nora {place:05};Kaliorang;0812{place:07};;;;;" for place in range(40_000))
    batch_id = received(database, folder, csv_of(*rows))
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    [process] = import_jobs.start_due(database)
    with database.transaction() as session:
        imports.discard(session, batch_id, folder)
    assert process.wait(15) == 0
    assert status(database, batch_id) == "discarded"
