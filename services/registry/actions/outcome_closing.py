"""Outcomes that close, expire or open again by what the register says of certificates, with nobody's click."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.evidence import achieve
from services.registry.actions.outcome_announcement import note
from services.registry.domain.outcome import ACHIEVED, MACHINE, PLANNED
from services.registry.models.certificate import Certificate
from services.registry.models.evidence import Evidence
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from services.registry.queries.outcome_certificates import Proof, outcomes_of, proof_of
from services.registry.queries.outcome_programmes import programmes_of
from shared.clock import today


def follow_certificates(session: Session, ikm_id: UUID) -> list[Outcome]:
    """Bring the outcomes of an IKM up to what the register says of its certificates; return those that closed."""
    ikm = Ikm.locked(session, ikm_id)
    closed = []
    for outcome in outcomes_of(session, ikm_id):
        if outcome.state == PLANNED and (proof := proof_of(session, ikm, outcome)):
            _close(session, outcome, proof)
            closed.append(outcome)
        elif outcome.state == ACHIEVED and _has_lost_its_evidence(session, outcome):
            _open_again(session, outcome)
        elif "expire" in MACHINE.possible(outcome.state) and outcome.expires_on and outcome.expires_on < today():
            _expire(session, ikm, outcome)
    return closed


def _close(session: Session, outcome: Outcome, proof: Proof) -> None:
    titles = ", ".join(dict.fromkeys(one.title for one in programmes_of(session, outcome)))
    evidence = Evidence(
        dated_on=proof.dated_on, number=proof.number, expires_on=proof.expires_on, source=proof.source,
        certificate_id=proof.certificate_id,
    )  # fmt: skip
    achieve(session, outcome, evidence, MACHINE.after("achieve", outcome.state), title=titles)


def _has_lost_its_evidence(session: Session, outcome: Outcome) -> bool:
    proof = outcome.evidence
    if proof is None or proof.certificate_id is None:
        return False
    certificate = session.get(Certificate, proof.certificate_id)
    return certificate is None or certificate.state != "yes"


def _open_again(session: Session, outcome: Outcome) -> None:
    before = outcome.state
    outcome.state = MACHINE.after("lose_evidence", before)
    outcome.achieved_on = outcome.expires_on = None
    note(session, outcome, "reopened", before)


def _expire(session: Session, ikm: Ikm, outcome: Outcome) -> None:
    renewed = proof_of(session, ikm, outcome)
    if renewed and renewed.lasts(today()):
        outcome.expires_on = renewed.expires_on
        return
    before = outcome.state
    outcome.state = MACHINE.after("expire", before)
    note(session, outcome, "expired", before)
