"""Half a year after a programme its open outcomes are asked for, once."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import enrolments
from services.registry.actions.outcome_answers import ask, not_yet
from services.registry.actions.verification import restrict
from services.registry.domain.outcome import half_a_year_before
from services.registry.models import Outcome
from services.registry.queries.outcomes import count_to_ask
from services.registry.queries.outcomes_due import to_ask
from shared.errors import InvalidInput
from shared.events.registry import OutcomesDue
from tests.registry.factories import announced, enrolled, registered, set_contact

BEFORE, THE_DAY = "2026-12-02 10:00 +0800", "2026-12-03 10:00 +0800"


@pytest.mark.parametrize(
    ("day", "before"), [(date(2026, 12, 3), date(2026, 6, 3)), (date(2026, 8, 31), date(2026, 2, 28))]
)
def test_half_a_year_is_six_months_by_the_calendar(day: date, before: date) -> None:
    assert half_a_year_before(day) == before


def test_whoever_has_mail_is_asked_once_by_mail_and_stands_on_the_list_until_there_is_an_answer(
    session: Session,
) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"email": "sari@ikm.example"})
    enrolments.keep(session, enrolled(ikm.id, "completed"))
    with time_machine.travel(BEFORE, tick=False):
        assert to_ask(session) == []
    with time_machine.travel(THE_DAY, tick=False):
        assert to_ask(session) == [ikm.id]
        for _ in range(2):
            ask(session, ikm.id)
        assert to_ask(session) == []
    (fact,) = announced(session, OutcomesDue)
    assert (fact.email, [(one.kind, one.title, one.ended_on) for one in fact.open]) == (
        "sari@ikm.example",
        [("HALAL", "Sehati", date(2026, 6, 3))],
    )
    assert count_to_ask(session) == 1
    not_yet(session, ikm.id, session.scalars(select(Outcome.id)).one(), "Menunggu audit")
    assert count_to_ask(session) == 0


def test_a_later_programme_that_shares_it_puts_the_question_off(session: Session) -> None:
    ikm = registered(session)
    enrolments.keep(session, enrolled(ikm.id, "completed"))
    enrolments.keep(session, enrolled(ikm.id, ends_on=date(2026, 9, 1)))
    with time_machine.travel(THE_DAY, tick=False):
        assert to_ask(session) == []


def test_nobody_who_asked_to_be_left_alone_is_asked(session: Session) -> None:
    ikm = registered(session)
    enrolments.keep(session, enrolled(ikm.id, "completed"))
    restrict(session, ikm.id, restricted=True, reason="diminta")
    with time_machine.travel(THE_DAY, tick=False):
        assert to_ask(session) == []
        ask(session, ikm.id)
    assert announced(session, OutcomesDue) == []


def test_not_yet_needs_its_reason(session: Session) -> None:
    fact = enrolled(registered(session).id, "completed")
    enrolments.keep(session, fact)
    enrolments.keep(session, replace(fact, revision=2))
    with pytest.raises(InvalidInput):
        not_yet(session, fact.ikm_id, session.scalars(select(Outcome.id)).one(), " ")
