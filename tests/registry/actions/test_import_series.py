"""Rows of one list and one reason are decided alike, as a person decided on one of them; on both databases."""

import pytest
from sqlalchemy import select

from services.registry.actions import import_series
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_series import decide_alike, decide_all_alike
from services.registry.actions.import_undoing import undo
from services.registry.models import ImportRow
from services.registry.queries.doubt_groups import doubt_groups
from shared.errors import RuleBroken
from shared.work.table import Work
from tests.registry.actions.test_import_decisions import together
from tests.registry.factories import registered
from tests.registry.lists import confirmed, csv_of, planned, register_size

NAMES = ("Melati", "Cendana", "Kenanga", "Seroja", "Anggrek", "Dahlia")


def of_names(*names):
    """Rows that say no more than the name of a known business, which only a person can decide on."""
    return csv_of(*(f"{name} Jaya;;Kaliorang;;;;;;" for name in names))


@pytest.fixture
def known(database):
    """By name, businesses of which each has an owner that no row names."""
    with database.transaction() as session:
        return {name: registered(session, name=f"{name} Jaya", owner_name=f"Ibu {name}").id for name in NAMES}


def doubtful(database, batch):
    return doubtful_in(database, batch.id)


def doubtful_in(database, batch_id):
    with database.reading() as session:
        rows = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.verdict == "possible")
        return list(session.scalars(rows.order_by(ImportRow.position)))


def say(database, row, decision, **how):
    with database.transaction() as session:
        return decide(session, row.id, decision, **how)


def alike(database, row, seen=None):
    with database.transaction() as session:
        return decide_alike(session, row.id, seen)


def test_rows_of_one_reason_are_one_question(database, tmp_path, known):
    batch = confirmed(database, tmp_path, of_names(*NAMES))
    with database.reading() as session:
        [group] = doubt_groups(session)
    assert (group.batch_id, group.filename, group.count) == (batch.id, "daftar.csv", 6)
    assert group.doubt == "name"
    assert group.sample == doubtful(database, batch)[0].id


def test_what_was_said_of_one_is_said_of_all_and_each_becomes_a_business(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES)))
    say(database, rows[0], "different")
    done = alike(database, rows[0])
    assert (done.decided, done.left, done.meanwhile) == (5, 0, 0)
    assert register_size(database) == 12
    assert alike(database, rows[0]).decided == 0


def test_the_same_adds_each_row_to_the_one_business_it_may_be(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES[:3])))
    say(database, rows[0], "same", ikm_id=known["Melati"])
    assert alike(database, rows[0]).decided == 2
    assert register_size(database) == 6


def test_one_business_twice_among_them_becomes_one(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names("Melati", "Cendana", "Cendana", "Dahlia")))
    say(database, rows[0], "different")
    alike(database, rows[0])
    assert register_size(database) == 9
    assert not [row for row in doubtful_in(database, rows[0].batch_id) if row.waiting]


def test_rows_decided_meanwhile_are_left_alone_and_said(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES)))
    say(database, rows[0], "different")
    say(database, rows[3], "same", ikm_id=known["Seroja"])
    done = alike(database, rows[0], seen=5)
    assert (done.decided, done.meanwhile) == (4, 1)
    assert register_size(database) == 11


def test_nothing_is_decided_alike_before_a_person_decided_on_one(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES[:3])))
    with pytest.raises(RuleBroken):
        alike(database, rows[0])


def test_before_the_yes_it_is_noted_can_be_decided_otherwise_and_is_carried_out_with_the_list(
    database, tmp_path, known
):
    batch = planned(database, tmp_path, of_names(*NAMES))
    rows = doubtful(database, batch)
    say(database, rows[0], "different")
    assert alike(database, rows[0]).decided == 5
    assert register_size(database) == 6
    say(database, rows[5], "same", ikm_id=known["Dahlia"])
    with database.transaction() as session:
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 11
    assert not [row for row in doubtful(database, batch) if row.waiting]


def test_undoing_the_import_takes_the_decisions_back(database, tmp_path, known):
    batch = confirmed(database, tmp_path, of_names(*NAMES))
    rows = doubtful(database, batch)
    say(database, rows[0], "different")
    alike(database, rows[0])
    with database.transaction() as session:
        undo(session, batch.id)
    assert register_size(database) == 6


def test_two_people_who_decide_alike_at_once_decide_each_row_once(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES)))
    say(database, rows[0], "different")
    done = together(*[lambda: alike(database, rows[0], seen=5)] * 2)
    assert sorted((each.decided, each.meanwhile) for each in done) == [(0, 5), (5, 0)]
    assert register_size(database) == 12


def test_one_row_decided_while_all_are_is_decided_once(database, tmp_path, known):
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES)))
    say(database, rows[0], "different")
    single = lambda: say(database, rows[4], "same", ikm_id=known["Anggrek"])  # noqa: E731
    together(lambda: alike(database, rows[0], seen=5), single)
    assert register_size(database) in (11, 12)
    assert not [row for row in doubtful_in(database, rows[0].batch_id) if row.waiting]


def test_many_rows_are_left_to_the_lane(database, tmp_path, known, monkeypatch):
    monkeypatch.setattr(import_series, "AT_ONCE", 2)
    rows = doubtful(database, confirmed(database, tmp_path, of_names(*NAMES)))
    say(database, rows[0], "different")
    with database.transaction() as session:
        work_id = decide_all_alike(session, rows[0].id).work_id
    with database.reading() as session:
        work = session.get_one(Work, work_id)
        assert (work.kind, work.arguments) == ("import.decide", {"seen": 5})
    assert register_size(database) == 7


def test_two_rows_that_may_be_one_business_stay_for_a_person(database, tmp_path, known):
    content = csv_of(*(f"{name} Jaya;;Kaliorang;;;;;{place};" for name, place in
                       (("Melati", ""), ("Cendana", "Jl. Mawar 1"), ("Cendana", ""), ("Dahlia", ""))))  # fmt: skip
    rows = doubtful(database, confirmed(database, tmp_path, content))
    say(database, rows[0], "different")
    done = alike(database, rows[0])
    assert (done.decided, done.left) == (2, 1)
    assert [row.number for row in doubtful_in(database, rows[0].batch_id) if row.waiting] == [4]
