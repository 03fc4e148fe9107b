"""What a person decides of an outcome: verified, refused, revoked, dropped, or not yet."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.certificates import put_certificate
from services.registry.actions.outcome_announcement import note
from services.registry.domain.outcome import MACHINE, VERIFIED
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from shared.audit import record_many
from shared.clock import today
from shared.vocabulary import CERTIFICATES

PAST = {"verify": "verified", "refuse": "refused", "revoke": "revoked", "drop": "dropped"}
SOURCE = "outcome"


def decide(session: Session, ikm_id: UUID, outcome_id: UUID, command: str, reason: str | None = None) -> Outcome:
    """Carry out one of the commands that people give. A verified certificate stands in the register from then on."""
    ikm = Ikm.living(session, ikm_id)
    outcome = Outcome.locked(session, ikm_id, outcome_id)
    before = outcome.state
    outcome.state = MACHINE.after(command, before, reason)
    outcome.reason = reason
    if outcome.state == VERIFIED:
        outcome.verified_on = today()
        _keep_certificate(session, ikm, outcome)
    note(session, outcome, PAST[command], before, reason=reason)
    return outcome


def _keep_certificate(session: Session, ikm: Ikm, outcome: Outcome) -> None:
    proof = outcome.evidence
    if proof is None or proof.certificate_id or outcome.kind not in CERTIFICATES:
        return
    details = {"number": proof.number, "issued_on": proof.dated_on, "expires_on": proof.expires_on}
    change = put_certificate(ikm, outcome.kind, "yes", details, source=SOURCE)
    if change:
        record_many(session, [change])
        announce(session, ikm)
