"""From a planned outcome by evidence to a verified one; and what the register's certificates do by themselves."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, enrolments, ikm
from services.registry.actions.evidence import File, record_evidence
from services.registry.actions.outcome_closing import follow_certificates
from services.registry.actions.outcome_decisions import decide
from services.registry.models import Ikm, Outcome
from services.registry.queries.outcome_certificates import to_look_at
from shared.errors import InvalidInput, NotFound, RuleBroken
from shared.events.registry import OutcomeChanged
from tests.registry.factories import CIPHER, announced, enrolled, registered

NUMBER = "ID32110001029500322"
PDF = b"%PDF-1.7 ..."


def planned(session: Session, topic: str = "SERTIFIKASI_HALAL", **values: Any) -> Outcome:
    enrolments.keep(session, enrolled(registered(session).id, topic=topic, **values))
    return session.scalars(select(Outcome)).one()


def proof(**values: Any) -> dict[str, Any]:
    return {"id": uuid4(), "number": NUMBER, "dated_on": date(2026, 7, 1), "source": "Surat BPJPH"} | values


def recorded(session: Session, outcome: Outcome, **values: Any) -> Outcome:
    return record_evidence(session, outcome.ikm_id, outcome.id, proof(**values))


def test_evidence_achieves_and_a_person_verifies_and_the_certificate_stands_in_the_register(session: Session) -> None:
    outcome = recorded(session, planned(session))
    decide(session, outcome.ikm_id, outcome.id, "verify")
    told = [(fact.state, fact.achieved_on) for fact in announced(session, OutcomeChanged)]
    assert told == [("planned", None), ("achieved", date(2026, 7, 1)), ("verified", date(2026, 7, 1))]
    (held,) = session.get_one(Ikm, outcome.ikm_id).certificates
    assert (held.kind, held.state, held.number, held.issued_on) == ("HALAL", "yes", NUMBER, date(2026, 7, 1))


def test_the_same_evidence_sent_twice_is_recorded_once(session: Session) -> None:
    outcome, sent = planned(session), proof()
    for _ in range(2):
        record_evidence(session, outcome.ikm_id, outcome.id, sent)
    assert len(outcome.evidences) == 1
    assert len(announced(session, OutcomeChanged)) == 2


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"dated_on": date(2026, 5, 31)}, "dated_on", "before the programme"),
        ({"dated_on": date(2126, 5, 31)}, "dated_on", "still to come"),
        ({"number": "KH 1"}, "number", "ID and 15 to 17 digits"),
        ({"number": " - "}, "number", "Give the number"),
        ({"source": None}, "source", "Say where"),
    ],
)
def test_what_proves_nothing_is_refused_with_its_sentence_and_changes_nothing(
    session: Session, values: dict[str, Any], field: str, words: str
) -> None:
    outcome = planned(session)
    with pytest.raises(InvalidInput) as refused:
        recorded(session, outcome, **values)
    assert words in refused.value.errors[field][0].template
    assert (outcome.state, outcome.evidences) == ("planned", [])


def test_a_file_takes_the_place_of_a_source_and_is_kept_as_it_was_sent(session: Session) -> None:
    outcome = planned(session)
    sent = proof(source=None)
    record_evidence(session, outcome.ikm_id, outcome.id, sent, File("surat.pdf", PDF))
    session.expire_all()
    assert outcome.evidence
    assert (outcome.evidence.file, outcome.evidence.file_type) == (PDF, "application/pdf")


@pytest.mark.parametrize("content", [b"MZ....", b"%PDF-" + b"x" * (5 * 1024 * 1024)])
def test_a_file_that_is_no_paper_or_too_large_is_refused(session: Session, content: bytes) -> None:
    outcome = planned(session)
    with pytest.raises(InvalidInput):
        record_evidence(session, outcome.ikm_id, outcome.id, proof(), File("surat.pdf", content))


def test_refused_evidence_leaves_the_outcome_open_for_better_one(session: Session) -> None:
    outcome = recorded(session, planned(session))
    decide(session, outcome.ikm_id, outcome.id, "refuse", "Nama di sertifikat lain")
    assert (outcome.state, outcome.reason) == ("refused", "Nama di sertifikat lain")
    assert recorded(session, outcome).state == "achieved"


@pytest.mark.parametrize("command", ["refuse", "revoke", "drop"])
def test_no_without_a_reason_changes_nothing(session: Session, command: str) -> None:
    outcome = planned(session)
    before = {"refuse": "achieved", "revoke": "verified", "drop": "planned"}[command]
    if before != "planned":
        recorded(session, outcome)
    if before == "verified":
        decide(session, outcome.ikm_id, outcome.id, "verify")
    with pytest.raises(InvalidInput):
        decide(session, outcome.ikm_id, outcome.id, command, "  ")
    session.rollback()


def test_what_is_not_achieved_cannot_be_verified(session: Session) -> None:
    outcome = planned(session)
    with pytest.raises(RuleBroken):
        decide(session, outcome.ikm_id, outcome.id, "verify")


def test_an_outcome_of_another_ikm_is_not_there(session: Session) -> None:
    outcome = planned(session)
    with pytest.raises(NotFound):
        decide(session, registered(session, name="Lain").id, outcome.id, "verify")


def held(session: Session, ikm_id: UUID, kind: str = "HALAL", **details: Any) -> None:
    certificates.record_certificate(session, ikm_id, kind, "yes", {"number": NUMBER} | details)


def test_a_certificate_recorded_later_closes_the_planned_outcome_of_its_programme(session: Session) -> None:
    outcome = planned(session)
    held(session, outcome.ikm_id, issued_on=date(2026, 8, 1))
    assert to_look_at(session) == [outcome.ikm_id]
    assert follow_certificates(session, outcome.ikm_id) == [outcome]
    assert (outcome.state, outcome.achieved_on) == ("achieved", date(2026, 8, 1))
    assert outcome.evidence
    assert outcome.evidence.number == NUMBER
    assert to_look_at(session) == []
    assert follow_certificates(session, outcome.ikm_id) == []


def test_a_certificate_of_before_the_programme_closes_nothing(session: Session) -> None:
    outcome = planned(session)
    held(session, outcome.ikm_id, issued_on=date(2026, 5, 1))
    assert to_look_at(session) == []
    assert follow_certificates(session, outcome.ikm_id) == []


def test_a_nib_written_into_the_record_closes_what_its_programme_planned(session: Session) -> None:
    outcome = planned(session, "LEGALITAS")
    ikm.edit(session, outcome.ikm_id, {"nib": "9120001234567"}, {}, cipher=CIPHER)
    assert [one.state for one in follow_certificates(session, outcome.ikm_id)] == ["achieved"]


def test_an_outcome_is_open_again_where_its_certificate_was_taken_back(session: Session) -> None:
    outcome = planned(session)
    held(session, outcome.ikm_id)
    follow_certificates(session, outcome.ikm_id)
    certificates.record_certificate(session, outcome.ikm_id, "HALAL", "unknown")
    assert to_look_at(session) == [outcome.ikm_id]
    follow_certificates(session, outcome.ikm_id)
    assert (outcome.state, outcome.achieved_on) == ("planned", None)


def test_an_outcome_expires_with_its_certificate_unless_that_was_renewed(session: Session) -> None:
    outcome = planned(session, "IZIN_EDAR", starts_on=date(2020, 1, 1))
    recorded(session, outcome, number="2156408010123-25", dated_on=date(2020, 6, 1))
    assert to_look_at(session) == [outcome.ikm_id]
    held(session, outcome.ikm_id, "PIRT", number="2156408010123-99")
    follow_certificates(session, outcome.ikm_id)
    assert (outcome.state, outcome.expires_on) == ("achieved", date(2099, 12, 31))
    certificates.record_certificate(session, outcome.ikm_id, "PIRT", "no")
    outcome.expires_on = date(2025, 12, 31)
    follow_certificates(session, outcome.ikm_id)
    assert announced(session, OutcomeChanged)[-1].state == "expired"
    assert announced(session, OutcomeChanged)[-1].achieved_on == date(2020, 6, 1)
