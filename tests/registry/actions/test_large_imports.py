"""Large imports, step by step as the lane of long work takes them."""

from pathlib import Path

import pytest
from sqlalchemy import select

from services.registry.actions import imports
from services.registry.files import uploads
from services.registry.files.upload import DAMAGED
from services.registry.models import ImportBatch
from services.registry.tasks.work import work
from shared.change import Change
from shared.work.claims import any_due
from tests.registry.factories import registered
from tests.registry.lists import KALBANA, confirmed, csv_of, do_long_work, received, register_size

DAFTAR = Path(__file__).parents[1] / "workbooks" / "daftar.xlsx"


@pytest.fixture
def settings(make_settings, make_url_for):
    return make_settings("registry", make_url_for("registry"))


@pytest.fixture
def folder(settings):
    return uploads.folder_in(settings.data_dir)


def test_large_imports_are_left_to_the_lane_and_then_written(database, settings, folder, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, folder, csv_of(KALBANA))
    assert batch.status == "confirming"
    with database.reading() as session:
        assert any_due(session)
    do_long_work(database, settings)
    assert register_size(database) == 1
    with database.reading() as session:
        assert not any_due(session)
        written = session.scalars(select(Change).where(Change.action == "register")).one()
        assert written.actor_name == session.get_one(ImportBatch, batch.id).confirmed_by


@pytest.mark.parametrize(("name", "status"), [("Kalbana", "planned"), ("Tahu Berkah", "confirmed")])
def test_what_was_entered_after_the_yes_is_looked_at_before_anything_is_seen(
    database, settings, folder, monkeypatch, name, status
):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, folder, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name=name, nib="9120001234567" if name == "Kalbana" else None)
    work.take_next(database, settings)
    with database.reading() as session:
        assert session.get_one(ImportBatch, batch.id).status == status
    assert register_size(database) == (1 if status == "planned" else 2)


def test_a_step_that_fails_leaves_the_import_as_it_was_and_says_so(database, settings, folder):
    batch_id = received(database, folder, csv_of(KALBANA))
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    uploads.forget(folder, [path.name for path in folder.glob("[0-9a-f]*")])
    work.take_next(database, settings)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert batch.status == "uploaded"
        assert "no longer here" in batch.notice["template"]


def test_a_file_that_cannot_be_read_after_all_is_said(database, settings, folder):
    batch_id = received(database, folder, DAFTAR.read_bytes(), "daftar.xlsx")
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    [path] = folder.glob("[0-9a-f]*")
    path.write_bytes(path.read_bytes()[:2000])
    work.take_next(database, settings)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.status, batch.notice["template"]) == ("uploaded", DAMAGED.template)
