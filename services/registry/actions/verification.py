"""The decisions about a whole record: vouched for, resting, closed down, restricted."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.ikm import Check
from services.registry.domain.ikm import MACHINE, status_of_new
from services.registry.domain.provenance import vouch
from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.clock import now
from shared.states import require_reason


def verify(session: Session, ikm_id: UUID, *, check: Check | None = None) -> Ikm:
    """A person has checked the record: every field with a value is vouched for.

    ``check`` looks at it once it is locked, here as below, and raises where it is not what that person saw.
    """
    ikm = _move(session, ikm_id, "verify", None, check)
    ikm.verified_at = now()
    ikm.provenance = vouch(ikm.provenance, ikm.provenance)
    announce(session, ikm)
    return ikm


def deactivate(session: Session, ikm_id: UUID, reason: str, *, check: Check | None = None) -> Ikm:
    return _decide(session, ikm_id, "deactivate", reason, check)


def reactivate(session: Session, ikm_id: UUID, reason: str, *, check: Check | None = None) -> Ikm:
    return _decide(session, ikm_id, "reactivate", reason, check)


def close(session: Session, ikm_id: UUID, reason: str, *, check: Check | None = None) -> Ikm:
    return _decide(session, ikm_id, "close", reason, check)


def reopen(session: Session, ikm_id: UUID, reason: str, *, check: Check | None = None) -> Ikm:
    """Take back that a business has closed down, whoever said so: a person, or a list."""
    return _decide(session, ikm_id, "reopen", reason, check)


def restrict(session: Session, ikm_id: UUID, *, restricted: bool, reason: str, check: Check | None = None) -> Ikm:
    """Stop or allow again matching, sharing and mail, on the owner's request (UU PDP 27/2022, article 41).

    Stopping waits for nobody to look again: what the record says has no bearing on it.
    """
    require_reason(reason)
    ikm = Ikm.living(session, ikm_id)
    if ikm.restricted == restricted:
        return ikm
    if check and not restricted:
        check(ikm)
    ikm.restricted = restricted
    action = "restrict" if restricted else "lift_restriction"
    record(session, noun="ikm", noun_id=ikm.id, action=action, reason=reason)
    announce(session, ikm)
    return ikm


def _decide(session: Session, ikm_id: UUID, command: str, reason: str, check: Check | None) -> Ikm:
    ikm = _move(session, ikm_id, command, reason, check)
    announce(session, ikm)
    return ikm


def _move(session: Session, ikm_id: UUID, command: str, reason: str | None, check: Check | None) -> Ikm:
    ikm = Ikm.locked(session, ikm_id)
    before = ikm.status
    after = MACHINE.after(command, before, reason)
    if check:
        check(ikm)
    ikm.status = status_of_new(ikm.data()) if command == "reopen" else after
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
