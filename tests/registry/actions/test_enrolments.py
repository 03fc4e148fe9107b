"""What a programme aims at is planned when somebody is enrolled, shared, and dropped when nobody aims at it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, enrolments
from services.registry.models import Enrolment, Outcome
from shared.events.registry import IkmProfileChanged, OutcomeChanged
from shared.vocabulary import AIM_OF_TOPIC, OUTCOME_OF_TOPIC, OUTCOMES, TOPICS
from tests.registry.factories import announced, enrolled, registered


def states(session: Session) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in session.scalars(select(Outcome).order_by(Outcome.created_at))]


def test_each_topic_says_which_outcome_it_aims_at() -> None:
    assert AIM_OF_TOPIC.keys() == TOPICS.keys()
    assert set(AIM_OF_TOPIC.values()) == OUTCOMES.keys()
    assert OUTCOME_OF_TOPIC.items() <= AIM_OF_TOPIC.items()


def test_whoever_is_enrolled_aims_at_the_outcome_of_the_topic(session: Session) -> None:
    fact = enrolled(registered(session).id)
    enrolments.keep(session, fact)
    (told,) = announced(session, OutcomeChanged)
    assert (told.kind, told.state, told.offers, told.ikm_id) == ("HALAL", "planned", [fact.offer.offer_id], fact.ikm_id)


def test_the_same_fact_twice_plans_once_and_an_older_one_changes_nothing(session: Session) -> None:
    fact = enrolled(registered(session).id, "completed", revision=2)
    for one in (fact, fact, replace(fact, state="withdrew", revision=1)):
        enrolments.keep(session, one)
    assert states(session) == [("HALAL", "planned")]
    assert [row.state for row in session.scalars(select(Enrolment))] == ["completed"]


def test_two_programmes_share_one_outcome_and_the_one_that_began_it_stands_first(session: Session) -> None:
    ikm = registered(session)
    first, second = enrolled(ikm.id), enrolled(ikm.id)
    for fact in (first, second):
        enrolments.keep(session, fact)
    assert states(session) == [("HALAL", "planned")]
    assert announced(session, OutcomeChanged)[-1].offers == [first.offer.offer_id, second.offer.offer_id]


@pytest.mark.parametrize("ended", ["withdrew", "no_show", "incomplete"])
def test_what_nobody_aims_at_any_more_is_dropped_and_planned_again_after_a_correction(
    session: Session, ended: str
) -> None:
    fact = enrolled(registered(session).id)
    for state, revision, outcome in (("enrolled", 1, "planned"), (ended, 2, "dropped"), ("completed", 3, "planned")):
        enrolments.keep(session, replace(fact, state=state, revision=revision))
        assert states(session) == [("HALAL", outcome)]


def test_what_another_programme_shares_is_not_dropped_and_is_then_of_the_other(session: Session) -> None:
    ikm = registered(session)
    first, second = enrolled(ikm.id), enrolled(ikm.id)
    for fact in (first, second, replace(first, state="withdrew", revision=2)):
        enrolments.keep(session, fact)
    told = announced(session, OutcomeChanged)[-1]
    assert (told.state, told.offers) == ("planned", [second.offer.offer_id])


def test_whoever_held_the_certificate_before_the_programme_has_nothing_to_gain(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "yes", {"number": "ID32110001029500322"})
    enrolments.keep(session, enrolled(ikm.id))
    assert states(session) == []


def test_one_that_ran_out_before_the_programme_is_to_be_had_again(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "yes", {"expires_on": date(2026, 5, 1)})
    enrolments.keep(session, enrolled(ikm.id))
    assert states(session) == [("HALAL", "planned")]


def test_a_completed_programme_is_a_training_that_partners_are_told_of(session: Session) -> None:
    fact = enrolled(registered(session).id, "completed")
    enrolments.keep(session, fact)
    (training,) = announced(session, IkmProfileChanged)[-1].trainings
    assert (training.topic, training.title, training.held_on) == ("SERTIFIKASI_HALAL", "Sehati", date(2026, 6, 3))
    enrolments.keep(session, replace(fact, state="incomplete", revision=2))
    assert announced(session, IkmProfileChanged)[-1].trainings == []
