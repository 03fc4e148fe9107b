"""What proves an outcome, recorded by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.outcome_announcement import note
from services.registry.domain.outcome import MACHINE
from services.registry.domain.outcome_evidence import checked, type_of
from services.registry.domain.outcome_number import Proper
from services.registry.domain.plain import as_json
from services.registry.models.evidence import Evidence
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from shared.clock import today


@dataclass(frozen=True)
class File:
    """A picture or document as it was sent."""

    name: str
    content: bytes


def record_evidence(
    session: Session, ikm_id: UUID, outcome_id: UUID, sent: Mapping[str, Any], file: File | None = None
) -> Outcome:
    """Let evidence achieve an outcome, once an id. Raises InvalidInput for what proves nothing."""
    Ikm.living(session, ikm_id)
    outcome = Outcome.locked(session, ikm_id, outcome_id)
    if any(one.id == sent["id"] for one in outcome.evidences):
        return outcome
    after = MACHINE.after("achieve", outcome.state)
    kind = type_of(file.content) if file else None
    proof = checked(
        outcome.kind, outcome.began_on, today(), number=sent["number"], dated_on=sent["dated_on"],
        has_proof=bool(file or sent.get("source")),
    )  # fmt: skip
    evidence = _evidence(sent, proof)
    if file:
        evidence.file_name, evidence.file_type, evidence.file = file.name[-200:], kind, file.content
    achieve(session, outcome, evidence, after)
    return outcome


def _evidence(sent: Mapping[str, Any], proof: Proper) -> Evidence:
    return Evidence(
        id=sent["id"],
        dated_on=sent["dated_on"],
        number=proof.number,
        expires_on=sent.get("expires_on") or proof.expires_on,
        source=sent.get("source") or None,
    )


def achieve(session: Session, outcome: Outcome, evidence: Evidence, after: str, **more: Any) -> None:
    """Add evidence to an outcome that is held, and say so; ``more`` is what the history says besides."""
    before = outcome.state
    outcome.evidences.append(evidence)
    outcome.state, outcome.reason, outcome.verified_on = after, None, None
    outcome.achieved_on, outcome.expires_on = evidence.dated_on, evidence.expires_on
    said = {"number": evidence.number, "dated_on": as_json(evidence.dated_on), "proof": evidence.source}
    note(session, outcome, "achieved", before, **said, **more)
