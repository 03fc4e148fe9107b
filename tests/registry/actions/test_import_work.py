"""The steps of large imports as long work: stopped, failed, killed and begun again, and still done once."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text, update

from services.registry.actions import import_series, imports
from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_undoing import undo
from services.registry.actions.not_taken import ask_not_taken
from services.registry.models import ImportBatch
from services.registry.tasks import work as steps
from services.registry.tasks.schedule import forget_old_uploads
from services.registry.tasks.work import work as lane
from shared.change import Change
from shared.clock import now
from shared.context import Actor, acting_as
from shared.messaging.outbox import Outbox
from shared.work.asking import live_about, stop_about
from shared.work.files import path_of
from shared.work.lane import BROKE
from shared.work.table import Work
from tests.conftest import environment
from tests.registry.factories import registered
from tests.registry.lists import KALBANA, confirmed, csv_of, do_long_work, planned, received, register_size, rows_of

ROWS = 300
WORKER = "from shared import log; log.configure('registry', 'worker'); \
from services.registry.tasks.work import work; from shared.database import Database; \
from shared.settings import Settings; settings = Settings.from_env('registry'); \
work.take_next(Database(settings.database_url, signing_keys=settings.secret_keys), settings)"


@pytest.fixture
def many() -> bytes:
    return csv_of(*(f"Usaha {place:04};Nora {place:04};Kaliorang;0812{place:07};;;;;" for place in range(ROWS)))


@pytest.fixture
def settings(make_settings, make_url_for, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    return make_settings("registry", make_url_for("registry"))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture
def confirming(database, folder, many, settings):
    """A large import a person said yes to."""
    batch = planned(database, folder, many)
    with database.transaction() as session, acting_as(Actor(uuid4(), "Rahma", "staff"), "the-click"):
        return confirm(session, batch.id, batch.plan_digest, folder)


@pytest.fixture
def start(make_url_for, tmp_path):
    """Start a process that does the next work."""
    variables = environment("registry", make_url_for("registry"), "redis://127.0.0.1:1/0")
    variables = os.environ | variables | {"SINERGI_DATA_DIR": str(tmp_path)}
    return lambda: subprocess.Popen([sys.executable, "-c", WORKER], env=variables, stderr=subprocess.PIPE, text=True)


def batch_of(database, batch_id) -> ImportBatch:
    with database.reading() as session:
        return session.get_one(ImportBatch, batch_id)


def let_the_hold_run_out(database) -> None:
    with database.transaction() as session:
        session.execute(update(Work).values(claimed_until=now() - timedelta(seconds=1)))


def stop(database, batch_id) -> None:
    with database.transaction() as session:
        stop_about(session, imports.NOUN, batch_id)


def test_a_step_is_taken_in_the_name_and_the_story_of_whoever_asked(database, settings, confirming):
    do_long_work(database, settings)
    with database.reading() as session:
        changes = {(c.actor_name, c.actor_id, c.correlation_id) for c in session.scalars(select(Change))}
        facts = session.scalars(select(Outbox.correlation_id).distinct()).all()
    [(name, account_id, story)] = changes
    assert (name, story) == ("Rahma", "the-click")
    assert account_id is not None
    assert facts == ["the-click"]


def test_a_step_whose_worker_was_killed_is_begun_again_and_done_once(database, confirming, start):
    for delay in (1.0, 1.6):
        worker = start()
        time.sleep(delay)
        worker.kill()
        worker.communicate()
        assert register_size(database) in (0, ROWS)
        let_the_hold_run_out(database)
    with start() as worker:
        worker.communicate()
    assert (batch_of(database, confirming.id).status, register_size(database)) == ("confirmed", ROWS)


def test_two_workers_beside_each_other_write_and_undo_once(database, confirming, start):
    for status, size in (("confirmed", ROWS), ("undone", 0)):
        workers = [start(), start()]
        assert [(worker.communicate(), worker.returncode)[1] for worker in workers] == [0, 0]
        assert (batch_of(database, confirming.id).status, register_size(database)) == (status, size)
        if status == "confirmed":
            with database.transaction() as session:
                undo(session, confirming.id)


def test_what_fails_is_logged_as_everything_is_and_the_import_says_so(database, confirming, start):
    with database.transaction() as session:
        session.execute(text("ALTER TABLE listing RENAME TO gone"))
    _, told = start().communicate()
    [line] = map(json.loads, told.splitlines())
    assert (line["event"], line["kind"], line["correlation_id"]) == ("work_failed", imports.WRITE, "the-click")
    assert "Nora 0001" not in told
    batch = batch_of(database, confirming.id)
    assert (batch.status, batch.notice["template"]) == ("planned", BROKE.template)


@pytest.mark.parametrize("step", ["planning", "confirming", "undoing"])
def test_a_step_that_is_stopped_leaves_the_import_as_it_was_and_says_so(database, settings, folder, many, step):
    before, said, size = {
        "planning": ("uploaded", steps.NOT_PLANNED, 0),
        "confirming": ("planned", steps.NOT_WRITTEN, 0),
        "undoing": ("confirmed", steps.NOT_UNDONE, ROWS),
    }[step]
    batch = under_way(database, settings, folder, many, step)
    assert batch_of(database, batch.id).status == step
    stop(database, batch.id)
    lane.take_next(database, settings)
    after = batch_of(database, batch.id)
    assert (after.status, after.notice["template"], register_size(database)) == (before, said.template, size)


def under_way(database, settings, folder, content, step):
    batch = planned(database, folder, content)
    with database.transaction() as session:
        if step == "planning":
            imports.queue_plan(session, batch.id)
        else:
            batch = confirm(session, batch.id, batch.plan_digest, folder)
    if step == "undoing":
        do_long_work(database, settings)
        with database.transaction() as session:
            undo(session, batch.id)
    return batch


def test_a_step_that_was_stopped_can_be_asked_for_again(database, settings, confirming, folder):
    stop(database, confirming.id)
    lane.take_next(database, settings)
    with database.transaction() as session:
        confirm(session, confirming.id, confirming.plan_digest, folder)
    lane.take_next(database, settings)
    batch = batch_of(database, confirming.id)
    assert (batch.status, batch.notice, register_size(database)) == ("confirmed", None, ROWS)


def test_a_list_is_asked_to_be_planned_once(database, folder, many, settings):
    batch_id = received(database, folder, many)
    for _ in range(2):
        with database.transaction() as session:
            imports.queue_plan(session, batch_id)
    with database.reading() as session:
        assert len(session.scalars(select(Work)).all()) == 1
    lane.take_next(database, settings)
    assert (batch_of(database, batch_id).status, lane.take_next(database, settings)) == ("planned", False)


def test_dropping_an_import_ends_its_planning(database, folder, settings, start):
    rows = (f"Usaha {place:05};Nora {place:05};Kaliorang;0812{place:07};;;;;" for place in range(40_000))
    batch_id = received(database, folder, csv_of(*rows))
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    with start() as worker:
        while at_work(database, batch_id).words is None:
            time.sleep(0.1)
        with database.transaction() as session:
            imports.discard(session, batch_id, folder)
        worker.communicate(timeout=90)
    with database.reading() as session:
        assert session.scalars(select(Work.state)).one() == "stopped"
    assert batch_of(database, batch_id).status == "discarded"


def at_work(database, batch_id) -> Work:
    with database.reading() as session:
        return live_about(session, imports.NOUN, [batch_id])[batch_id]


def test_a_list_that_others_were_faster_with_says_in_the_work_too_that_it_is_to_be_looked_at(
    database, settings, folder
):
    batch = confirmed(database, folder, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name="Kalbana", nib="9120001234567")
    lane.take_next(database, settings)
    with database.reading() as session:
        work = session.scalars(select(Work)).one()
    assert (batch_of(database, batch.id).status, work.state) == ("planned", "done")
    assert work.said == batch_of(database, batch.id).notice


def test_what_was_uploaded_and_left_is_forgotten_in_the_lane(database, settings, folder, many):
    batch = planned(database, folder, many)
    path = folder / batch.stored_name
    os.utime(path, (0, 0))
    forget_old_uploads(database)
    assert lane.take_next(database, settings)
    assert (path.exists(), batch_of(database, batch.id).stored_name) == (False, None)


def test_what_is_said_of_a_large_list_is_planned_in_the_lane_and_decisions_stay(database, folder, settings):
    with database.transaction() as session:
        registered(session, name="Mebel Jati", owner_name="Nora Ramadhani", kecamatan_code="64.08.09")
    header = "Nama IKM;Nama Pemilik;No HP;Jenis Produk"
    batch = planned(database, folder, csv_of("Mebel Jati;Nora Ramadhani;081234567890;Lemari", header=header))
    with database.transaction() as session:
        decide(session, rows_of(database, batch.id)[0].id, "different")
    with database.transaction() as session:
        assert answer_for_all(session, batch.id, {"kecamatan_code": "64.08.10"}).status == "planning"
    lane.take_next(database, settings)
    [row] = rows_of(database, batch.id)
    assert (batch_of(database, batch.id).status, row.decision) == ("planned", "different")
    assert row.entry["values"]["kecamatan_code"] == "64.08.10"


def test_many_rows_are_decided_alike_in_the_lane(database, folder, settings, monkeypatch):
    monkeypatch.setattr(import_series, "AT_ONCE", 1)
    names = ("Melati", "Cendana", "Kenanga", "Seroja")
    with database.transaction() as session:
        for name in names:
            registered(session, name=f"{name} Jaya", owner_name=f"Ibu {name}")
    monkeypatch.setattr(imports, "LARGE", 4000)
    batch = confirmed(database, folder, csv_of(*(f"{name} Jaya;;Kaliorang;;;;;;" for name in names)))
    first = rows_of(database, batch.id)[0]
    with database.transaction() as session:
        decide(session, first.id, "different")
        work_id = import_series.decide_all_alike(session, first.id).work_id
    lane.take_next(database, settings)
    with database.reading() as session:
        work = session.get_one(Work, work_id)
        assert (work.state, work.said["params"]["decided"]) == ("done", 3)
    assert register_size(database) == 8


def test_a_list_and_those_on_it_are_undone_in_the_lane(database, folder, settings, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 4000)
    first = confirmed(database, folder, csv_of(KALBANA), "a.csv")
    confirmed(database, folder, csv_of(KALBANA.replace("RT. 1", "RT. 9")), "b.csv")
    monkeypatch.setattr(imports, "LARGE", 1)
    with database.transaction() as session:
        undo(session, first.id, with_later=True)
    lane.take_next(database, settings)
    assert register_size(database) == 0
    with database.reading() as session:
        assert set(session.scalars(select(ImportBatch.status))) == {"undone"}


def test_what_was_not_taken_is_a_workbook_to_correct_and_send_again(database, folder, settings):
    batch = planned(database, folder, csv_of(KALBANA, "Lestari;Siti;Kaliorang;nomor lama;;;;;"))
    with database.transaction() as session:
        first, second = (ask_not_taken(session, batch.id) for _ in range(2))
    assert first == second
    lane.take_next(database, settings)
    with database.reading() as session:
        work = session.get_one(Work, first)
    assert (work.state, work.result_file) == ("done", steps.NOT_TAKEN_NAME)
    [heading, row] = (
        CalamineWorkbook.from_path(path_of(settings.data_dir, work.id, work.result_file))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert (row[0], row[3]) == ("Lestari", "nomor lama")
    assert "nomor lama" in row[heading.index("Mengapa tidak diambil")]
