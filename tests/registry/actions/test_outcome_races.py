"""Outcomes, many at once, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, enrolments
from services.registry.actions.evidence import record_evidence
from services.registry.actions.outcome_closing import follow_certificates
from services.registry.models import Enrolment, Evidence, Outcome
from shared.database import Database
from shared.errors import RuleBroken
from tests.registry.factories import enrolled, registered

AT_ONCE = 6
PROOF = {"number": "ID32110001029500322", "dated_on": date(2026, 7, 1), "source": "surat"}


@pytest.fixture
def ikm_id(database: Database) -> UUID:
    with database.transaction() as session:
        return registered(session).id


def together(database: Database, act: Callable[[Session, Any], object], given: list[Any]) -> int:
    """Do it with each of these at once, in transactions of their own; return how many were not refused."""

    def one(what: Any) -> bool:
        try:
            with database.transaction() as session:
                act(session, what)
        except RuleBroken:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, given))


def count(database: Database, table: type[Any]) -> int:
    with database.reading() as session:
        return len(session.scalars(select(table.id)).all())


@pytest.mark.parametrize("same", [True, False])
def test_many_enrolments_at_once_plan_one_outcome(database: Database, ikm_id: UUID, same: bool) -> None:
    one = enrolled(ikm_id)
    together(database, enrolments.keep, [one if same else enrolled(ikm_id) for _ in range(AT_ONCE)])
    assert (count(database, Enrolment), count(database, Outcome)) == (1 if same else AT_ONCE, 1)


@pytest.mark.parametrize(("same", "taken"), [(True, AT_ONCE), (False, 1)])
def test_evidence_sent_many_times_at_once_achieves_once(
    database: Database, ikm_id: UUID, same: bool, taken: int
) -> None:
    with database.transaction() as session:
        enrolments.keep(session, enrolled(ikm_id))
    with database.reading() as session:
        outcome_id = session.scalars(select(Outcome.id)).one()
    one = uuid4()
    sent = [PROOF | {"id": one if same else uuid4()} for _ in range(AT_ONCE)]
    assert together(database, lambda session, proof: record_evidence(session, ikm_id, outcome_id, proof), sent) == taken
    assert count(database, Evidence) == 1


def test_a_certificate_closes_once_however_many_look_at_once(database: Database, ikm_id: UUID) -> None:
    with database.transaction() as session:
        enrolments.keep(session, enrolled(ikm_id))
        certificates.record_certificate(session, ikm_id, "HALAL", "yes", {"number": PROOF["number"]})
    together(database, follow_certificates, [ikm_id] * AT_ONCE)
    assert count(database, Evidence) == 1
