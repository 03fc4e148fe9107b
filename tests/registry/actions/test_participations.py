from uuid import uuid4

from sqlalchemy.orm import Session

from services.registry.actions import merging
from services.registry.actions.participations import record_answer
from tests.registry.factories import answered, registered


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


def test_an_answer_for_a_merged_ikm_goes_to_the_one_that_lives(session: Session) -> None:
    kept, gone = registered(session), registered(session, name="Kalbana 2")
    merging.merge(session, kept.id, gone.id, "sama")
    record_answer(session, answered(gone.id))
    session.refresh(kept)
    assert len(kept.participations) == 1
