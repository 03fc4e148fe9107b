"""What a database of before holds is told apart as it is brought to the newest schema."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select

from services.registry.actions import (
    enrolments,
    import_columns,
    import_confirmation,
    merging,
    participations,
    unmerging,
)
from services.registry.actions.announcements import next_untold, tell_untold
from services.registry.actions.consents import put_consent
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.imports import TELL, UNDER_WAY
from services.registry.files.uploads import folder_in
from services.registry.models import Consent, Ikm, ImportBatch, Listing, Merge, Outcome, Participation
from services.registry.tasks.work import work as lane
from shared.clock import start_of_day
from shared.context import actor
from shared.errors import InvalidInput, RuleBroken
from shared.events.registry import IkmProfileChanged
from shared.migrations import config_for, upgrade
from shared.work.table import Work
from tests.registry.factories import CIPHER, announced, answered, enrolled, registered, set_contact
from tests.registry.lists import KALBANA, confirmed, csv_of, planned, rows_of


def test_a_consent_that_a_list_brought_without_its_day_is_marked(database):
    listed = {"channel": "daftar.csv", "source": "daftar.csv", "batch_id": uuid4()}
    at_a_moment = datetime(2026, 5, 1, 3, 4, 5, tzinfo=UTC)
    with database.transaction() as session:
        put_consent(registered(session), "yes", recorded_at=start_of_day(date(2026, 5, 1)), **listed)
        put_consent(registered(session), "no", recorded_at=at_a_moment, **listed)
        put_consent(registered(session), "yes", channel="phone", source="form", recorded_at=at_a_moment)
    upgraded_from_before("registry_0008", database)
    with database.reading() as session:
        said = session.execute(select(Consent.source, Consent.state, Consent.dated)).all()
    assert {tuple(row) for row in said} == {
        ("daftar.csv", "yes", True),
        ("daftar.csv", "no", False),
        ("form", "yes", True),
    }


def test_a_list_nobody_confirmed_is_read_anew_and_its_days_are_asked_about(database, tmp_path):
    form = "Nama Peserta;Nama IKM;Kecamatan;No HP;Judul Kegiatan;Tanggal"
    content = csv_of("Siti;Tahu Siti;Kaliorang;081234567891;Bimtek Merek;1/2/2023", header=form)
    stages = ("planned", "planning", "confirmed")
    batches = {stage: planned(database, tmp_path, content).id for stage in (*stages, "without a file")}
    with database.transaction() as session:
        for stage in stages:
            session.get_one(ImportBatch, batches[stage]).status = stage
        session.get_one(ImportBatch, batches["without a file"]).stored_name = None
    upgraded_from_before("registry_0008", database)
    with database.reading() as session:
        now = {stage: session.get_one(ImportBatch, batch_id) for stage, batch_id in batches.items()}
    assert [batch.status for batch in now.values()] == ["uploaded", "uploaded", "confirmed", "planned"]
    found = import_columns.days_of(now["planned"], tmp_path)
    with database.transaction() as session, pytest.raises(InvalidInput):
        import_columns.remap(session, batches["planned"], {}, ask=True, found=found)
    left = now["without a file"]
    with database.transaction() as session, pytest.raises(RuleBroken):
        import_confirmation.confirm(session, left.id, left.plan_digest or "", tmp_path)
    with database.reading() as session:
        plan = draw_up(session, batches["planning"], tmp_path, CIPHER)
    with database.transaction() as session:
        assert keep_plan(session, plan).dates == found
    [row] = rows_of(database, batches["planning"])
    assert "2023" not in str([change for change in row.plan["changes"] if change["field"] != "remarks"])


def test_a_list_of_before_keeps_its_columns_and_can_be_gone_on_with(database, tmp_path):
    batch_id = planned(database, tmp_path, csv_of(KALBANA)).id
    upgraded_from_before("registry_0012", database)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
    assert (batch.columns, batch.mapping["Nama IKM"], batch.status) == (None, "name", "planned")
    with database.transaction() as session:
        assert import_columns.remap(session, batch_id, {"Ket": ""}).status == "uploaded"
    with database.reading() as session:
        plan = draw_up(session, batch_id, tmp_path, CIPHER)
    with database.transaction() as session:
        assert keep_plan(session, plan).status == "planned"


def test_mergers_of_before_are_known_as_far_as_the_history_tells_and_stay(database):
    with database.transaction() as session:
        kept, gone = registered(session, name="Melati"), registered(session, name="Mawar", nib="9120001234567")
        merging.merge(session, kept.id, gone.id, "tampak sama")
        ids = kept.id, gone.id
    upgraded_from_before("registry_0010", database)
    with database.reading() as session:
        merge = session.scalars(select(Merge)).one()
    assert ((merge.kept_id, merge.gone_id), merge.reason, merge.moved) == (ids, "tampak sama", None)
    assert (merge.merged_by, merge.gone_before["status"]) == (actor().name, "registered")
    assert (merge.taken["nib"]["new"], merge.taken["nib"]["source"]["source"]) == ("9120001234567", "form")
    with database.transaction() as session, pytest.raises(RuleBroken):
        unmerging.undo_merge(session, merge.id, "dua usaha")
    with database.transaction() as session:
        third = registered(session, name="Ketiga")
        merging.merge(session, third.id, kept.id, "tampak sama")


def test_invitations_of_before_are_of_whom_the_mergers_moved_them_from(database):
    with database.transaction() as session:
        third, kept, gone = [registered(session, name=name) for name in ("Ketiga", "Melati", "Mawar")]
        for ikm in (third, kept, gone):
            participations.record_answer(session, answered(ikm.id))
        participations.put_participation(gone, "Bimtek", date(2026, 5, 1), source="daftar")
        session.flush()
        session.expire_all()
        merging.merge(session, kept.id, gone.id, "tampak sama")
        session.expire_all()
        merging.merge(session, third.id, kept.id, "tampak sama")
        ids = {third.id, kept.id, gone.id}
    upgraded_from_before("registry_0011", database)
    with database.reading() as session:
        rows = session.execute(select(Participation.ikm_id, Participation.invited_id)).all()
    assert {row.ikm_id for row in rows} == {third.id}
    assert sorted(map(str, [row.invited_id for row in rows])) == sorted(map(str, [None, *ids]))


def test_the_lines_of_the_list_know_which_import_brought_them(database, tmp_path):
    batch_id = confirmed(database, tmp_path, csv_of(KALBANA)).id
    with database.transaction() as session:
        registered(session, name="Melati")
    upgraded_from_before("registry_0017", database)
    with database.reading() as session:
        brought = dict(session.execute(select(Listing.name, Listing.import_batch_id)).all())
        seen = session.scalars(select(Ikm.name).order_by(Ikm.name)).all()
        untold = session.scalars(select(Ikm.id).where(Ikm.profile_revision == 0)).all()
    assert brought == {"Kalbana": batch_id, "Melati": None}
    assert (seen, untold) == (["Kalbana", "Melati"], [])


def test_of_what_nobody_has_heard_the_other_services_are_still_told(database):
    with database.transaction() as session:
        told, untold = [registered(session, name=name).id for name in ("Melati", "Kalbana")]
        session.execute(sa.update(Ikm).where(Ikm.id == untold).values(profile_revision=0))
    upgraded_from_before("registry_0019", database)
    with database.reading() as session:
        assert dict(session.execute(select(Ikm.id, Ikm.untold)).all()) == {told: False, untold: True}


def test_of_whom_workers_are_recorded_the_other_services_are_told_how_many(database):
    with database.transaction() as session:
        counted, other = registered(session, workers_total=7).id, registered(session, name="Melati").id
    upgraded_from_before("registry_0021", database)
    with database.transaction() as session:
        known = {ikm.id: ikm for ikm in session.scalars(select(Ikm))}
        assert {ikm.id: ikm.untold for ikm in known.values()} == {counted: True, other: False}
        assert (known[counted].workers_total, known[counted].local_material, known[other].in_sentra) == (7, None, None)
        import_confirmation.take_up_left(session)
        tell_untold(session, next_untold(session))
        assert [(fact.ikm_id, fact.workers) for fact in announced(session, IkmProfileChanged)[2:]] == [(counted, 7)]
        assert session.scalars(select(Work.kind)).all() == [TELL]


def test_a_step_of_an_import_that_is_under_way_goes_on_in_the_lane(database, make_settings, make_url_for, tmp_path):
    settings = make_settings("registry", make_url_for("registry"))
    folder = folder_in(settings.data_dir)
    batches = {status: planned(database, folder, csv_of(KALBANA)).id for status in (*UNDER_WAY.values(), "planned")}
    asked = {"id": str(uuid4()), "name": "Rahma", "role": "staff", "story": "the-click"}
    upgraded_from_before("registry_0009", database, lambda connection: put_under_way(connection, batches, asked))
    with database.reading() as session:
        works = {work.noun_id: work for work in session.scalars(select(Work))}
    expected = {batches[status]: kind for kind, status in UNDER_WAY.items()}
    assert {noun_id: work.kind for noun_id, work in works.items()} == expected
    for work in works.values():
        assert (work.actor_name, work.actor_role, work.story, work.state) == ("Rahma", "staff", "the-click", "waiting")
        assert (work.noun, work.page, work.alone) == ("import", f"/impor/{work.noun_id}", f"import {work.noun_id}")
    while lane.take_next(database, settings):
        pass
    with database.reading() as session:
        now = {status: session.get_one(ImportBatch, batch_id).status for status, batch_id in batches.items()}
    assert now == {"planning": "planned", "confirming": "confirmed", "undoing": "undone", "planned": "planned"}


def test_a_list_nobody_confirmed_says_of_all_workers_what_it_said_of_the_men(database, tmp_path):
    content = csv_of(
        "Tahu Siti;Kaliorang;7;3", "Tempe Ani;Kaliorang;5;2", header="Nama IKM;Kecamatan;Tenaga Kerja;TK L"
    )
    taken = {"Nama IKM": "name", "Kecamatan": "kecamatan", "Tenaga Kerja": "workers_male", "TK L": "workers_male"}
    batches = {status: planned(database, tmp_path, content).id for status in ("planned", "confirmed")}

    def mapped_as_before(connection):
        table = sa.table("import_batch", sa.column("id", sa.Uuid()), sa.column("status", sa.String()),
                         sa.column("mapping", sa.JSON()))  # fmt: skip
        for status, batch_id in batches.items():
            connection.execute(sa.update(table).where(table.c.id == batch_id).values(status=status, mapping=taken))

    with database.transaction() as session:
        registered(session, name="Kalbana", workers_male=3)
    upgraded_from_before("registry_0014", database, mapped_as_before)
    with database.reading() as session:
        now = {status: session.get_one(ImportBatch, batch_id) for status, batch_id in batches.items()}
        assert session.scalars(select(Ikm.workers_total).where(Ikm.workers_male == 3)).one() is None
    assert [batch.status for batch in now.values()] == ["uploaded", "confirmed"]
    assert now["planned"].mapping == taken | {"Tenaga Kerja": "workers_total"}
    assert now["confirmed"].mapping == taken


def put_under_way(connection, batches, asked):
    table = sa.table("import_batch", sa.column("id", sa.Uuid()), sa.column("status", sa.String()),
                     sa.column("asked", sa.JSON()))  # fmt: skip
    for status, batch_id in batches.items():
        connection.execute(sa.update(table).where(table.c.id == batch_id).values(status=status, asked=asked))


def upgraded_from_before(revision, database, meanwhile=lambda connection: None):
    """Bring a database to the schema before this revision, change something in it, then to the newest."""
    url = database.engine.url.render_as_string(hide_password=False)
    config = config_for("registry", url)
    command.downgrade(config, ScriptDirectory.from_config(config).get_revision(revision).down_revision)
    with database.engine.begin() as connection:
        meanwhile(connection)
    upgrade("registry", url)


def test_what_a_plan_of_before_did_not_say_is_looked_at_before_the_yes(database, tmp_path):
    batch = planned(database, tmp_path, csv_of("Mebel Jati;Nora;;081234567890;Lemari;;;RT. 1;"))
    upgraded_from_before("registry_0015", database)
    with database.reading() as session:
        digest = session.get_one(ImportBatch, batch.id).plan_digest
        assert session.get_one(ImportBatch, batch.id).foreseen == {}
    with database.transaction() as session:
        old = session.get_one(ImportBatch, batch.id)
        old.plan_digest = "f" * 64
    with database.transaction() as session:
        again = import_confirmation.confirm(session, batch.id, "f" * 64, tmp_path)
        assert (again.status, again.foreseen["draft"]) == ("planned", 1)
        assert again.plan_digest == digest


def test_rows_that_wait_from_before_are_known_by_their_reason_and_the_list_is_searched_anew(database, tmp_path):
    with database.transaction() as session:
        ikm = registered(session, owner_name="Nora Ramadhani", nib="9120001234567", product="Keripik")
        set_contact(session, ikm.id, "owner", {"email": "nora@contoh.id"})
    batch = confirmed(database, tmp_path, csv_of("Kalbana;;Kaliorang;;;;;;"))
    with database.transaction() as session:
        session.execute(sa.update(Listing).values(search_text="kalbana ikm 00001"))
    upgraded_from_before("registry_0015", database)
    assert [row.doubt for row in rows_of(database, batch.id)] == ["name"]
    with database.reading() as session:
        assert session.scalars(select(Listing.search_text)).all() == [
            "kalbana ikm 00001 9120001234567 kaliorang nora contoh id"
        ]


def test_nothing_is_lost_and_nobody_has_an_outcome_yet_as_outcomes_get_their_tables(database):
    with database.transaction() as session:
        participations.record_answer(session, answered(registered(session).id))
    upgraded_from_before("registry_0022", database)
    with database.transaction() as session:
        (past,) = session.scalars(select(Participation))
        assert (past.title, session.scalars(select(Outcome)).all()) == ("Klinik kemasan", [])
        enrolments.keep(session, enrolled(past.ikm_id))
        assert session.scalars(select(Outcome.state)).all() == ["planned"]
