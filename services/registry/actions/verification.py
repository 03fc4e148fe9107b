"""The decisions about a whole record: vouched for, resting, closed down, restricted."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.domain.ikm import next_status, require_reason
from services.registry.domain.provenance import vouch
from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.clock import now


def verify(session: Session, ikm_id: UUID) -> Ikm:
    """A person has checked the record: every field with a value is vouched for."""
    ikm = _move(session, ikm_id, "verify", None)
    ikm.verified_at = now()
    ikm.provenance = vouch(ikm.provenance, ikm.provenance)
    announce(session, ikm)
    return ikm


def deactivate(session: Session, ikm_id: UUID, reason: str) -> Ikm:
    return _decide(session, ikm_id, "deactivate", reason)


def reactivate(session: Session, ikm_id: UUID, reason: str) -> Ikm:
    return _decide(session, ikm_id, "reactivate", reason)


def close(session: Session, ikm_id: UUID, reason: str) -> Ikm:
    return _decide(session, ikm_id, "close", reason)


def restrict(session: Session, ikm_id: UUID, *, restricted: bool, reason: str) -> Ikm:
    """Stop or allow again matching, sharing and mail, on the owner's request (UU PDP 27/2022, article 41)."""
    require_reason(reason)
    ikm = Ikm.living(session, ikm_id)
    if ikm.restricted == restricted:
        return ikm
    ikm.restricted = restricted
    action = "restrict" if restricted else "lift_restriction"
    record(session, noun="ikm", noun_id=ikm.id, action=action, reason=reason)
    announce(session, ikm)
    return ikm


def _decide(session: Session, ikm_id: UUID, command: str, reason: str) -> Ikm:
    ikm = _move(session, ikm_id, command, reason)
    announce(session, ikm)
    return ikm


def _move(session: Session, ikm_id: UUID, command: str, reason: str | None) -> Ikm:
    ikm = Ikm.locked(session, ikm_id)
    before = ikm.status
    ikm.status = next_status(command, before, reason)
    ikm.status_reason = reason
    record(
        session,
        noun="ikm",
        noun_id=ikm.id,
        action=command,
        old={"status": before},
        new={"status": ikm.status},
        reason=reason,
    )
    return ikm
