from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from services.registry.actions import merging
from services.registry.actions.participations import record_answer, record_closing, record_enrolment
from tests.registry.factories import OFFER, answered, closed, enrolled, registered


def test_an_answer_stands_in_the_history(session: Session) -> None:
    ikm = registered(session)
    record_answer(session, answered(ikm.id))
    (past,) = ikm.participations
    assert (past.title, past.topic, past.status) == ("Klinik kemasan", "PENGEMASAN", "accepted")


def test_the_newest_answer_wins_in_whatever_order_they_come(session: Session) -> None:
    ikm, invitation_id = registered(session), uuid4()
    record_answer(session, answered(ikm.id, invitation_id=invitation_id, answer="declined", revision=2))
    record_answer(session, answered(ikm.id, invitation_id=invitation_id, answer="accepted", revision=1))
    session.refresh(ikm)
    assert [past.status for past in ikm.participations] == ["declined"]


@pytest.mark.parametrize("answer_comes_last", [False, True])
def test_a_seat_taken_back_ends_the_participation(session: Session, answer_comes_last: bool) -> None:
    ikm = registered(session)
    answer = answered(ikm.id)
    steps = [(record_answer, answer), (record_closing, closed(answer))]
    for keep, fact in reversed(steps) if answer_comes_last else steps:
        keep(session, fact)
    (past,) = ikm.participations
    assert (past.title, past.status, past.reason) == ("Klinik kemasan", "cancelled", "Usaha tutup")


def test_silence_until_the_deadline_stands_in_the_history(session: Session) -> None:
    ikm = registered(session)
    record_closing(session, closed(answered(ikm.id), "expired", reason=None))
    assert [past.status for past in ikm.participations] == ["expired"]


def test_an_answer_for_a_merged_ikm_goes_to_the_one_that_lives(session: Session) -> None:
    kept, gone = registered(session), registered(session, name="Kalbana 2")
    merging.merge(session, kept.id, gone.id, "sama")
    record_answer(session, answered(gone.id))
    session.refresh(kept)
    assert len(kept.participations) == 1


@pytest.mark.parametrize(("ended_on", "kept"), [(date(2027, 1, 9), date(2027, 1, 9)), (None, None)])
def test_the_day_on_which_a_programme_ended_stands_in_the_history_of_whoever_took_part(
    session: Session, ended_on: date | None, kept: date | None
) -> None:
    ikm = registered(session)
    answer = answered(ikm.id)
    record_answer(session, answer)
    for _ in range(2):
        record_enrolment(session, enrolled(ikm.id, offer_id=OFFER.offer_id, ended_on=ended_on))
    (past,) = ikm.participations
    session.refresh(past)
    assert past.ended_on == (kept or answer.offer.ends_on)
