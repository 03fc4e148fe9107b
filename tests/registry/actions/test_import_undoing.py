"""Undoing a list on which later ones stand: with them, or alone and with nothing left once they go."""

import time
from threading import Event

import pytest
from sqlalchemy import select

from services.registry.actions import ikm as ikm_actions
from services.registry.actions import imports
from services.registry.actions.import_undoing import undo, undo_all, undo_alone
from services.registry.models import Contact, Ikm, ImportBatch
from services.registry.models.counter import Counter
from services.registry.queries import later_lists as later_query
from shared.work.table import Work
from tests.registry.actions.test_import_decisions import together
from tests.registry.factories import CIPHER, registered
from tests.registry.lists import KALBANA, confirmed, csv_of, only_ikm, register_size

MOVED = KALBANA.replace("RT. 1", "RT. 7").replace("081234567890", "081234567890 / 081345678901")
MOVED_AGAIN = KALBANA.replace("RT. 1", "RT. 9")
OTHER = "Tahu Berkah;Wati Sari;Bengalon;081234567891;Tahu;10392;;RT. 4;"


def take(database, batch, **how):
    with database.transaction() as session:
        return undo(session, batch.id, **how)


def built_on(database, batch):
    with database.reading() as session:
        return [
            (one.filename, one.touched)
            for one in later_query.later_lists(session, session.get_one(ImportBatch, batch.id))
        ]


@pytest.fixture
def three(database, tmp_path):
    """Three lists, each building on the one before."""
    return [
        confirmed(database, tmp_path, csv_of(*rows), name)
        for name, rows in (("a.csv", (KALBANA, OTHER)), ("b.csv", (MOVED,)), ("c.csv", (MOVED_AGAIN,)))
    ]


def test_an_import_names_the_later_lists_that_built_on_it(database, three):
    assert built_on(database, three[0]) == [("c.csv", 1), ("b.csv", 1)]
    assert built_on(database, three[1]) == [("c.csv", 1)]
    assert built_on(database, three[2]) == []


def test_many_ikm_that_a_later_list_built_on_are_counted_no_further_than_anybody_reads(database, three, monkeypatch):
    monkeypatch.setattr(later_query, "COUNTED", 0)
    with database.reading() as session:
        lists = later_query.later_lists(session, session.get_one(ImportBatch, three[0].id))
    assert [(one.touched, one.touched_many) for one in lists] == [(1, True), (1, True)]


def test_an_import_is_undone_with_the_lists_that_built_on_it(database, three):
    take(database, three[0], with_later=True)
    assert register_size(database) == 0
    with database.reading() as session:
        assert set(session.scalars(select(ImportBatch.status))) == {"undone"}


def test_undone_alone_it_leaves_what_others_stand_on_and_that_goes_with_the_last_of_them(database, three):
    outcome = take(database, three[0]).outcome
    assert (outcome["removed"], len(outcome["kept_new"])) == (1, 1)
    take(database, three[2])
    assert register_size(database) == 1
    take(database, three[1])
    assert register_size(database) == 0
    with database.reading() as session:
        left = session.get_one(ImportBatch, three[0].id).outcome
    assert (left["removed"], left["kept_new"]) == (2, [])


def test_a_value_of_an_undone_list_does_not_come_back_with_a_later_one(database, tmp_path):
    with database.transaction() as session:
        values = {
            "owner_name": "Nora Ramadhani",
            "nib": "9120001234567",
            "address": "RT. 0",
            "product": "Keripik Pisang",
        }
        registered(session, **values)
    first = confirmed(database, tmp_path, csv_of(MOVED), "a.csv")
    second = confirmed(database, tmp_path, csv_of(MOVED_AGAIN), "b.csv")
    assert take(database, first).outcome["kept_fields"]
    take(database, second)
    with database.reading() as session:
        assert only_ikm(session).address == "RT. 0"
        assert session.scalars(select(Contact.phone)).all() == []
        assert session.get_one(ImportBatch, first.id).outcome["kept_fields"] == {}


def test_what_a_person_went_on_with_stays_whatever_is_undone(database, three):
    with database.transaction() as session:
        ikm = session.scalars(select(Ikm).where(Ikm.name == "Kalbana")).one()
        ikm_actions.edit(session, ikm.id, {"address": "Jl. Baru"}, cipher=CIPHER)
    take(database, three[0])
    take(database, three[1])
    take(database, three[2])
    with database.reading() as session:
        assert only_ikm(session).address == "Jl. Baru"


def test_a_later_list_undone_meanwhile_is_left_alone(database, three):
    take(database, three[2])
    with database.transaction() as session:
        undo_alone(session)
        undo_all(session, ImportBatch.locked(session, three[0].id), [three[2].id, three[1].id])
    assert register_size(database) == 0


def test_a_list_and_the_one_on_it_undone_by_two_at_once_leave_nothing(database, three):
    together(lambda: take(database, three[0], with_later=True), lambda: take(database, three[1]))
    for batch in three:
        with database.reading() as session:
            standing = session.get_one(ImportBatch, batch.id).status == "confirmed"
        if standing:
            take(database, batch)
    assert register_size(database) == 0


def test_whoever_works_on_a_later_list_meanwhile_and_the_undoing_do_not_wait_for_each_other(database, three):
    works = Event()

    def work_on_the_second_list():
        with database.transaction() as session:
            ImportBatch.locked(session, three[1].id)
            works.set()
            time.sleep(0.2)  # the undoing holds by now what it holds before it needs this list
            Counter.hold(session, "ikm")

    def take_the_first_with_later_ones():
        works.wait()
        return take(database, three[0], with_later=True)

    together(work_on_the_second_list, take_the_first_with_later_ones)
    assert register_size(database) == 0


def test_with_later_ones_that_are_many_rows_it_is_left_to_the_lane(database, three, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 2)
    assert take(database, three[0], with_later=True).status == "undoing"
    with database.reading() as session:
        work = session.scalars(select(Work)).one()
    assert work.arguments == {"later": [str(three[2].id), str(three[1].id)]}
