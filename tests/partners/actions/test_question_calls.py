"""What came of a call with a question is kept once, goes to the register, and comes back as taken or not."""

from datetime import date

import pytest
from sqlalchemy import select

from services.partners.actions import offers, question_calls
from services.partners.actions.question_calls import ask_again, note_call, settle_answer
from services.partners.domain.question import Heard, Question
from services.partners.models import QuestionCall
from shared.change import Change
from shared.context import Actor, acting_as
from shared.database import new_id
from shared.errors import InvalidInput, NotFound, RuleBroken
from shared.events.contract import load
from shared.events.partners import IkmAnswered
from shared.events.registry import AnswerSettled
from shared.messaging.outbox import Outbox
from tests.partners.actions.test_races import at_once
from tests.partners.factories import ikm_changes, keep_ikm, merged, opened

HALAL, KBLI, SIZE = Question("certificate", "HALAL"), Question("kbli"), Question("size")
YES, NO, UNREACHED = Heard("yes"), Heard("no"), Heard("not_reached")
ANI, TONO = Actor(new_id(), "Ani", "staff"), Actor(new_id(), "Tono", "staff")


@pytest.fixture
def pair(database):
    """An open offer and an IKM of which it is not known whether it is certified halal."""
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, holdings=[])
        return opened(session, topic="SERTIFIKASI_HALAL").id, ikm_id


def told(session):
    """What was told to the register."""
    rows = select(Outbox).where(Outbox.name == IkmAnswered.event_name).order_by(Outbox.id)
    return [load(row.name, row.version, row.payload) for row in session.scalars(rows)]


def test_an_answer_is_told_to_the_register_with_its_source(database, pair):
    with database.transaction() as session, acting_as(ANI):
        call = note_call(session, *pair, HALAL, Heard("yes", expires_on=date(2028, 5, 31)), 0)
        (fact,) = told(session)
    assert (fact.ikm_id, fact.fact, fact.permit, fact.value) == (pair[1], "certificate", "HALAL", "yes")
    assert (fact.expires_on, fact.said_at) == (date(2028, 5, 31), call.called_at)
    assert (fact.heard_by, fact.heard_by_name, fact.offer_title) == (ANI.id, "Ani", "Bimtek foto produk")
    assert call.is_under_way


def test_a_number_that_is_the_answer_is_told_as_its_value(database, pair):
    with database.transaction() as session:
        note_call(session, *pair, KBLI, Heard("code", "10794"), 0)
        note_call(session, *pair, Question("certificate", "NIB"), Heard("yes", "9120001234567"), 0)
        kbli, nib = told(session)
    assert (kbli.fact, kbli.value, kbli.number) == ("kbli", "10794", None)
    assert (nib.permit, nib.value, nib.number) == ("NIB", "yes", "9120001234567")


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        (HALAL, UNREACHED),
        (HALAL, Heard("does_not_know")),
        (Question("cluster"), Heard("none_of_these")),
        (SIZE, UNREACHED),
    ],
)
def test_what_is_no_fact_is_noted_and_told_to_nobody(database, pair, question, heard):
    with database.transaction() as session:
        call = note_call(session, *pair, question, heard, 0)
        assert (call.answer, call.tries, call.is_under_way) == (heard.answer, 1, False)
        assert told(session) == []


def test_pressed_twice_it_is_told_once(database, pair):
    for _ in range(2):
        with database.transaction() as session, acting_as(ANI):
            assert note_call(session, *pair, HALAL, YES, 0).tries == 1
    with database.reading() as session:
        assert len(told(session)) == 1


def test_pressed_twenty_times_at_once_it_is_told_once(database, pair):
    def press(_):
        with database.transaction() as session, acting_as(ANI):
            note_call(session, *pair, HALAL, YES, 0)

    assert at_once(press, range(20)) == []
    with database.reading() as session:
        assert len(told(session)) == 1
        assert len(session.scalars(select(QuestionCall)).all()) == 1


def test_of_two_who_call_at_once_the_second_is_told(database, pair):
    def press(work):
        person, heard = work
        with database.transaction() as session, acting_as(person):
            note_call(session, *pair, HALAL, heard, 0)

    errors = at_once(press, [(ANI, YES), (TONO, NO)])
    assert [type(error) for error in errors] == [RuleBroken]
    with database.reading() as session:
        assert len(told(session)) == 1


def test_whoever_was_not_reached_is_called_again_and_every_try_counts(database, pair):
    with database.transaction() as session:
        for tries in range(3):
            note_call(session, *pair, HALAL, UNREACHED, tries)
        assert note_call(session, *pair, HALAL, YES, 3).tries == 4


def test_a_page_from_before_another_noted_something_is_refused(database, pair):
    with database.transaction() as session:
        with acting_as(ANI):
            note_call(session, *pair, HALAL, UNREACHED, 0)
        with acting_as(TONO), pytest.raises(RuleBroken):
            note_call(session, *pair, HALAL, NO, 0)


def test_what_the_register_made_of_it_is_kept(database, pair):
    with database.transaction() as session:
        call = note_call(session, *pair, HALAL, YES, 0)
        settle_answer(session, AnswerSettled(answer_id=call.answer_id, refusal=None))
        assert (call.is_under_way, call.refusal) == (False, None)
        settle_answer(session, AnswerSettled(answer_id=call.answer_id, refusal="Sekali lagi"))
        assert call.refusal is None


def test_an_answer_that_was_not_taken_is_asked_again_once_somebody_has_seen_it(database, pair):
    with database.transaction() as session:
        call = note_call(session, *pair, HALAL, YES, 0)
        with pytest.raises(RuleBroken):
            ask_again(session, call.id)
        settle_answer(session, AnswerSettled(answer_id=call.answer_id, refusal="Data IKM mengatakan lain."))
        for _ in range(2):
            assert ask_again(session, call.id).tries == 2
        assert (call.answer, call.refusal, call.is_still_to_ask) == (None, None, True)


def test_what_became_of_an_answer_nobody_waits_for_changes_nothing(database, pair):
    with database.transaction() as session:
        call = note_call(session, *pair, HALAL, UNREACHED, 0)
        settle_answer(session, AnswerSettled(answer_id=new_id(), refusal="Terlambat"))
        assert call.refusal is None


def test_an_answer_counts_also_where_the_offer_was_closed_or_cancelled_meanwhile(database, pair):
    with database.transaction() as session:
        offers.close_offer(session, pair[0])
        note_call(session, *pair, HALAL, UNREACHED, 0)
        offers.cancel_offer(session, pair[0], "Batal")
        note_call(session, *pair, HALAL, YES, 1)
        assert len(told(session)) == 1


def test_an_answer_of_an_ikm_merged_meanwhile_is_told_of_the_one_that_was_called(database, pair):
    with database.transaction() as session:
        (kept,) = keep_ikm(session)
        merged(session, pair[1], kept)
        note_call(session, *pair, HALAL, YES, 0)
        assert [fact.ikm_id for fact in told(session)] == [pair[1]]


def test_of_whoever_asked_to_be_left_alone_nothing_is_noted(database, pair):
    with database.transaction() as session:
        ikm_changes(session, pair[1], restricted=True)
        with pytest.raises(RuleBroken):
            note_call(session, *pair, HALAL, YES, 0)
        assert not session.scalars(select(QuestionCall)).all()


@pytest.mark.parametrize(
    "heard", [Heard("PISANG"), Heard(""), Heard("yes", "123"), Heard("no", expires_on=date(2028, 1, 1))]
)
def test_what_is_no_answer_changes_nothing(database, pair, heard):
    with database.transaction() as session:
        with pytest.raises(InvalidInput):
            note_call(session, *pair, HALAL, heard, 0)
        assert not session.scalars(select(QuestionCall)).all()


def test_an_offer_or_ikm_or_call_that_is_not_there_is_not_found(database, pair):
    with database.transaction() as session:
        for offer_id, ikm_id in ((new_id(), pair[1]), (pair[0], new_id())):
            with pytest.raises(NotFound):
                note_call(session, offer_id, ikm_id, HALAL, YES, 0)
        with pytest.raises(NotFound):
            question_calls.ask_again(session, new_id())


def test_the_history_says_who_heard_what(database, pair):
    with database.transaction() as session, acting_as(ANI):
        note_call(session, *pair, HALAL, YES, 0)
    with database.reading() as session:
        step = session.scalars(select(Change).where(Change.noun_id == pair[1], Change.action == "ask")).one()
        assert (step.actor_name, step.new) == ("Ani", {"certificate.HALAL": "yes"})
