"""What people say of a programme: the last answer of each counts, also of two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from services.partners.actions import enrolments
from services.partners.actions.evaluations import evaluate
from services.partners.domain.evaluation import LINK, PHONE
from services.partners.models import Evaluation
from services.partners.queries.evaluations import said_of
from shared.change import Change
from shared.database import Database
from shared.errors import RuleBroken
from tests.conftest import MakeDatabase
from tests.partners.completions import completed, enrolments_of
from tests.partners.evaluations import SAID, was_there


def test_the_last_answer_counts_and_the_same_again_changes_nothing(database: Database) -> None:
    with database.transaction() as session:
        offer, (first, _) = was_there(session)
        at = evaluate(session, first.id, SAID, source=LINK).answered_at
        assert evaluate(session, first.id, SAID, source=PHONE).answered_at == at
        changed = evaluate(session, first.id, SAID | {"useful": 2}, source=PHONE)
        assert (changed.useful, changed.source) == (2, PHONE)
        said = said_of(session, offer.id)
        assert said.useful == [("1", 0), ("2", 1), ("3", 0), ("4", 0), ("5", 0)]
        assert len(said.silent) == 1


def test_each_answer_that_says_something_new_stands_in_the_history_without_its_words(
    make_database: MakeDatabase,
) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        _, (one,) = was_there(session, 1)
        for mark in (4, 4, 2):
            evaluate(session, one.id, SAID | {"useful": mark}, source=LINK)
    with database.reading() as session:
        lines = select(Change).where(Change.noun_id == one.id, Change.action == "evaluate").order_by(Change.id)
        told = [(line.old, line.new) for line in session.scalars(lines)]
    first = {"useful": 4, "obstacle_topic": SAID["obstacle_topic"], "source": LINK}
    assert told == [({}, first), (first, first | {"useful": 2})]


def test_whoever_was_at_no_session_is_not_asked(database: Database) -> None:
    with database.transaction() as session:
        offer = completed(session, 1)
        (one,) = enrolments_of(session, offer)
        with pytest.raises(RuleBroken, match="hadir di pertemuan"):
            evaluate(session, one.id, SAID, source=LINK)
        assert said_of(session, offer.id).silent == []


def test_whoever_withdrew_is_not_asked(database: Database) -> None:
    with database.transaction() as session:
        offer, (one,) = was_there(session, 1)
        enrolments.move(session, [one], "withdraw", "Sakit")
        with pytest.raises(RuleBroken):
            evaluate(session, one.id, SAID, source=LINK)
        assert said_of(session, offer.id).silent == []


def test_of_two_answers_at_once_one_row_stays(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        _, (one,) = was_there(session, 1)

    def say(mark: int) -> None:
        with database.transaction() as session:
            evaluate(session, one.id, SAID | {"useful": mark}, source=LINK)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, (3, 5)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Evaluation)) == 1
