"""Large imports, step by step as their process takes them."""

from pathlib import Path

import pytest
from sqlalchemy import select

from services.registry.actions import import_jobs, import_planning, imports, uploads
from services.registry.actions.import_confirmation import carry_on
from services.registry.domain.upload import DAMAGED
from services.registry.models import ImportBatch
from shared.change import Change
from tests.registry.factories import CIPHER, registered
from tests.registry.lists import KALBANA, confirmed, csv_of, planned, received, register_size

DAFTAR = Path(__file__).parents[1] / "workbooks" / "daftar.xlsx"


def test_large_imports_are_left_to_a_process_and_then_written(database, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    assert batch.status == "confirming"
    with database.reading() as session:
        assert import_jobs.any_due(session)
    import_jobs.take_step(database, batch.id, tmp_path, CIPHER)
    assert register_size(database) == 1
    with database.reading() as session:
        assert not import_jobs.any_due(session)
        written = session.scalars(select(Change).where(Change.action == "register")).one()
        assert written.actor_name == session.get_one(ImportBatch, batch.id).confirmed_by


@pytest.mark.parametrize(("name", "status"), [("Kalbana", "planned"), ("Tahu Berkah", "confirmed")])
def test_a_large_import_is_planned_again_before_others_have_to_wait(database, tmp_path, monkeypatch, name, status):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name=name, nib="9120001234567" if name == "Kalbana" else None)
    monkeypatch.setattr(import_planning, "draw_again", None)
    import_jobs.take_step(database, batch.id, tmp_path, CIPHER)
    with database.reading() as session:
        assert session.get_one(ImportBatch, batch.id).status == status
    assert register_size(database) == (1 if status == "planned" else 2)


def test_a_plan_made_ahead_is_dropped_when_the_register_changes_once_more(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name="Tahu Berkah")
    with database.reading() as session:
        ahead = import_planning.draw_again(session, session.get_one(ImportBatch, batch.id))
    with database.transaction() as session:
        registered(session, name="Kalbana", nib="9120001234567")
    with database.transaction() as session:
        assert carry_on(session, session.get_one(ImportBatch, batch.id), tmp_path, ahead).counts["update"] == 1
    assert register_size(database) == 2


def test_a_step_that_fails_leaves_the_import_as_it_was_and_says_so(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    uploads.forget(tmp_path, [path.name for path in tmp_path.glob("[0-9a-f]*")])
    import_jobs.take_step(database, batch_id, tmp_path, CIPHER)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert batch.status == "uploaded"
        assert "no longer here" in batch.notice["template"]


def test_a_file_that_cannot_be_read_after_all_is_said(database, tmp_path):
    batch_id = received(database, tmp_path, DAFTAR.read_bytes(), "daftar.xlsx")
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    [path] = tmp_path.glob("[0-9a-f]*")
    path.write_bytes(path.read_bytes()[:2000])
    import_jobs.take_step(database, batch_id, tmp_path, CIPHER)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.status, batch.notice["template"]) == ("uploaded", DAMAGED.template)
