"""From plan to register and back, on both databases."""

import os
import threading
from datetime import timedelta

import pytest

from services.registry.actions import imports
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_undoing import undo
from services.registry.files import uploads
from services.registry.queries.imports import written
from shared.clock import now
from shared.errors import RuleBroken
from shared.events.registry import IkmProfileChanged
from shared.history import first_broken_link
from tests.registry.factories import CIPHER, announced, registered
from tests.registry.lists import DOUBTFUL, KALBANA, confirmed, csv_of, only_ikm, planned, received, register_size

FIGURES = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Nilai Investasi;Kapasitas Produksi;Th. Izin"
WATI = "Penjahit Wati;Wati Wulandari;Muara Wahau;;400.000.000;200;2011"
NAMESAKE = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;5.000.000;500;2024"
BARE_NAMESAKE = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;;;"


def test_nothing_is_written_before_the_yes(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    assert batch.counts["new"] == 1
    assert register_size(database) == 0


def test_the_yes_writes_and_announces_once_and_forgets_the_file(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    assert not list(tmp_path.glob("[0-9a-f]*"))
    with database.transaction() as session:
        ikm = only_ikm(session)
        assert (ikm.name, ikm.nib, ikm.status, ikm.cluster) == ("Kalbana", "9120001234567", "registered", "PISANG")
        assert ikm.contacts[0].phone == "+6281234567890"
        assert ikm.import_batch_id == batch.id
        assert written(session, [batch]) == {batch.id: {"new": 1, "touched": 1, "waiting": 0}}
        assert len(announced(session, IkmProfileChanged)) == 1
        assert first_broken_link(session) is None


def test_confirming_twice_is_refused_with_a_sentence(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(RuleBroken, match="sudah disetujui"):
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 1


def test_two_people_confirming_at_once_write_once(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    refused = []

    def attempt():
        try:
            with database.transaction() as session:
                confirm(session, batch.id, batch.plan_digest, tmp_path)
        except RuleBroken as error:
            refused.append(error)

    people = [threading.Thread(target=attempt) for _ in range(2)]
    [person.start() for person in people]
    [person.join() for person in people]
    assert len(refused) == 1
    assert register_size(database) == 1


def test_a_plan_nobody_looked_at_is_not_written(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(RuleBroken):
        confirm(session, batch.id, "another plan", tmp_path)


def test_a_register_that_changed_is_planned_on_again(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, nib="9120001234567", name="Kalbana")
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (again.status, again.counts["update"]) == ("planned", 1)
        assert again.notice
    with database.transaction() as session:
        assert confirm(session, batch.id, again.plan_digest, tmp_path).status == "confirmed"
    assert register_size(database) == 1


def test_a_register_that_changed_elsewhere_does_not_disturb(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name="Tahu Berkah")
    with database.transaction() as session:
        assert confirm(session, batch.id, batch.plan_digest, tmp_path).status == "confirmed"


def test_a_list_undone_and_brought_in_again_is_another_register(database, tmp_path):
    first = confirmed(database, tmp_path, csv_of(KALBANA))
    batch = planned(database, tmp_path, csv_of(KALBANA.replace("RT. 1", "RT. 9")))
    with database.transaction() as session:
        undo(session, first.id)
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (again.status, again.counts["update"]) == ("planned", 1)
    with database.transaction() as session:
        assert confirm(session, batch.id, again.plan_digest, tmp_path).status == "confirmed"


def test_rows_that_came_to_wait_are_planned_on_too(database, tmp_path):
    confirmed(database, tmp_path, csv_of(WATI, header=FIGURES))
    batch = planned(database, tmp_path, csv_of(BARE_NAMESAKE, header=FIGURES))
    assert confirmed(database, tmp_path, csv_of(NAMESAKE, header=FIGURES)).counts["possible"] == 1
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (batch.counts["update"], again.status, again.counts["possible"]) == (1, "planned", 1)


def test_the_same_file_and_register_give_the_same_plan(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    with database.reading() as session:
        again = draw_up(session, batch.id, tmp_path, CIPHER)
    with database.transaction() as session:
        assert keep_plan(session, again).plan_digest == batch.plan_digest


def test_a_dropped_import_leaves_no_file(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        imports.discard(session, batch.id, tmp_path)
    assert not list(tmp_path.glob("[0-9a-f]*"))


def test_uploads_left_for_a_week_are_forgotten(database, tmp_path):

    received(database, tmp_path, csv_of(KALBANA))
    [path] = tmp_path.glob("[0-9a-f]*")
    week_ago = (now() - timedelta(days=8)).timestamp()
    os.utime(path, (week_ago, week_ago))
    uploads.forget_old(tmp_path)
    assert not path.exists()
