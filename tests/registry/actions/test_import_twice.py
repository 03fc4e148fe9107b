"""Every step of an import asked for twice, and by two at once, on both databases."""

import io
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.registry.actions import import_columns, import_receiving, imports
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_undoing import undo
from services.registry.files import import_tables, uploads
from services.registry.models import Ikm, ImportBatch
from shared.errors import InvalidInput, Refused, RuleBroken, StaleForm
from tests.registry.factories import CIPHER
from tests.registry.lists import (
    DOUBTFUL,
    KALBANA,
    confirmed,
    csv_of,
    planned,
    received,
    register_size,
    rows_of,
)

OTHERWISE = {"Ket": "", "Alamat": "remarks"}


def at_once(*steps):
    """Take steps at the same moment; return what each gave, or the sentence it was refused with."""

    def take(step):
        try:
            return step()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


@pytest.fixture
def step(database):
    """Do one action in a transaction of its own."""

    def do(action, *arguments):
        with database.transaction() as session:
            return action(session, *arguments)

    return do


def test_the_same_columns_twice_keep_the_plan_and_what_was_decided_on_it(database, tmp_path, step):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    step(decide, row.id, "different")
    again = step(import_columns.remap, batch.id, dict(batch.mapping), batch.revision - 1)
    assert (again.status, again.plan_digest) == ("planned", batch.plan_digest)
    with database.reading() as session:
        plan = draw_up(session, batch.id, tmp_path, CIPHER)
    step(keep_plan, plan)
    assert [row.decision for row in rows_of(database, batch.id)] == [None, "different"]


def test_other_columns_on_an_old_form_are_refused(database, tmp_path, step):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.reading() as session:
        revision = session.get_one(ImportBatch, batch_id).revision
    step(import_columns.remap, batch_id, OTHERWISE, revision)
    assert step(import_columns.remap, batch_id, OTHERWISE, revision).mapping["Alamat"] == "remarks"
    with pytest.raises(StaleForm):
        step(import_columns.remap, batch_id, {"Ket": "", "Alamat": "address"}, revision)


def test_the_same_columns_while_the_worker_plans_change_nothing(database, tmp_path, step):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    step(imports.queue_plan, batch_id)
    assert step(import_columns.remap, batch_id, {}, 0).status == "planning"


def test_the_same_columns_by_two_at_once_make_one_plan(database, tmp_path, step):
    batch_id = received(database, tmp_path, csv_of(KALBANA))

    def choose():
        step(import_columns.remap, batch_id, OTHERWISE, 1)
        with database.reading() as session:
            plan = draw_up(session, batch_id, tmp_path, CIPHER)
        return step(keep_plan, plan).status

    assert at_once(choose, choose) == ["planned", "planned"]
    assert len(rows_of(database, batch_id)) == 1


def test_one_upload_form_sent_twice_at_once_is_one_import(database, tmp_path, step):
    batch_id = uuid4()

    def send():
        upload = uploads.store(tmp_path, io.BytesIO(csv_of(KALBANA)), "daftar.csv")
        tables = import_tables.find_tables(upload.path, upload.kind, upload.filename)
        return step(import_receiving.receive, batch_id, upload, tables).id

    assert at_once(*[send] * 4) == [batch_id] * 4


def test_another_file_from_the_same_form_is_not_taken_for_the_first(database, tmp_path, step):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    upload = uploads.store(tmp_path, io.BytesIO(csv_of(DOUBTFUL)), "daftar.csv")
    tables = import_tables.find_tables(upload.path, upload.kind, upload.filename)
    with pytest.raises(InvalidInput):
        step(import_receiving.receive, batch_id, upload, tables)


def test_lists_with_the_same_newcomer_written_at_once_make_one_ikm(database, tmp_path, step):
    batches = [planned(database, tmp_path, csv_of(KALBANA), f"{number}.csv") for number in range(3)]
    writing = [lambda batch=batch: step(confirm, batch.id, batch.plan_digest, tmp_path).status for batch in batches]
    assert sorted(at_once(*writing)) == ["confirmed", "planned", "planned"]
    assert register_size(database) == 1


def test_an_import_undone_by_two_at_once_is_undone_once(database, tmp_path, step):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    undone = at_once(*[lambda: step(undo, batch.id).status] * 2)
    assert sorted(map(str, undone)) == ["Impor ini sudah diurungkan.", "undone"]
    assert register_size(database) == 0


def test_an_import_dropped_by_two_at_once_is_dropped(database, tmp_path, step):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    assert at_once(*[lambda: step(imports.discard, batch.id, tmp_path)] * 2) == [None, None]


def test_dropped_and_written_at_once_is_one_of_both(database, tmp_path, step):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    done = at_once(
        lambda: step(imports.discard, batch.id, tmp_path),
        lambda: step(confirm, batch.id, batch.plan_digest, tmp_path),
    )
    assert sum(isinstance(each, RuleBroken) for each in done) == 1
    assert register_size(database) == (0 if done[0] is None else 1)


@pytest.fixture
def doubtful(database, tmp_path):
    """A confirmed import with one row that waits for a decision."""
    return rows_of(database, confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL)).id)[1]


def test_the_same_decision_twice_is_carried_out_once(database, doubtful, step):
    assert at_once(*[lambda: step(decide, doubtful.id, "different").waiting] * 4) == [False] * 4
    assert register_size(database) == 2
    with pytest.raises(RuleBroken):
        step(decide, doubtful.id, "later")


def test_two_decisions_at_once_leave_the_first(database, doubtful, step):
    with database.reading() as session:
        known = session.scalars(select(Ikm.id)).one()
    done = at_once(
        lambda: step(decide, doubtful.id, "different").decision,
        lambda: step(decide, doubtful.id, "same", known).decision,
    )
    assert sum(isinstance(each, RuleBroken) for each in done) == 1
    assert register_size(database) == (2 if "different" in done else 1)


def test_a_decision_while_the_list_is_written_waits_for_it(database, tmp_path, step):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    done = at_once(
        lambda: step(confirm, batch.id, batch.plan_digest, tmp_path).status,
        lambda: step(decide, row.id, "different").decision,
    )
    assert done == ["confirmed", "different"]
    assert register_size(database) == 2
