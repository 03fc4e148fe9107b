"""Institutions: registered, corrected, and moved through their states, each with a line in the history."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions.accounts import deactivate_account
from services.partners.domain import institution as rules
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from shared.audit import record
from shared.clock import now
from shared.errors import NotFound, RuleBroken, StaleForm
from shared.language import msg

FIELDS = ("name", "kind", "contact_name", "email", "phone", "service_area")


def register_institution(session: Session, institution_id: UUID, values: Mapping[str, Any]) -> Institution:
    """Add a prospective institution; the same id again returns the one that exists."""
    existing = session.get(Institution, institution_id)
    if existing:
        return existing
    institution = Institution(id=institution_id, **{field: values.get(field) for field in FIELDS})
    _require_own_name(session, institution)
    session.add(institution)
    session.flush()
    record(
        session,
        noun="institution",
        noun_id=institution.id,
        action="register",
        new={field: values.get(field) for field in FIELDS},
    )
    return institution


def change_institution(
    session: Session, institution_id: UUID, revision: int, values: Mapping[str, Any]
) -> Institution:
    """Correct what is known about an institution; a form older than the last change is refused."""
    institution = _locked(session, institution_id)
    if institution.revision != revision:
        raise StaleForm
    changed = {field: values[field] for field in FIELDS if field in values and getattr(institution, field) != values[field]}
    if not changed:
        return institution
    old = {field: getattr(institution, field) for field in changed}
    for field, value in changed.items():
        setattr(institution, field, value)
    _require_own_name(session, institution)
    if institution.state == rules.ACTIVE:
        rules.require_contact(institution.contact_name, institution.email, institution.phone)
    session.flush()
    record(session, noun="institution", noun_id=institution.id, action="change", old=old, new=changed)
    return institution


def activate_institution(session: Session, institution_id: UUID) -> Institution:
    """Make a prospective institution a partner, its contact being verified by who does this."""
    institution = _locked(session, institution_id)
    rules.require_contact(institution.contact_name, institution.email, institution.phone)
    institution.contact_verified_at = now()
    return _move(session, institution, "activate")


def suspend_institution(session: Session, institution_id: UUID, reason: str) -> Institution:
    """Hide its offers for the time being; what already runs goes on."""
    return _move(session, _locked(session, institution_id), "suspend", reason)


def resume_institution(session: Session, institution_id: UUID) -> Institution:
    return _move(session, _locked(session, institution_id), "resume")


def end_institution(session: Session, institution_id: UUID, reason: str) -> Institution:
    """End the partnership and deactivate the institution's accounts."""
    institution = _move(session, _locked(session, institution_id), "end", reason)
    for account_id in session.scalars(select(Account.id).where(Account.institution_id == institution.id)):
        deactivate_account(session, account_id, reason)
    return institution


def _move(session: Session, institution: Institution, command: str, reason: str | None = None) -> Institution:
    old = institution.state
    institution.state = rules.MACHINE.after(command, old, reason)
    institution.state_reason = reason.strip() if reason else None
    session.flush()
    record(
        session,
        noun="institution",
        noun_id=institution.id,
        action=command,
        old={"state": old},
        new={"state": institution.state},
        reason=institution.state_reason,
    )
    return institution


def _locked(session: Session, institution_id: UUID) -> Institution:
    institution = session.get(Institution, institution_id, with_for_update=True)
    if institution is None:
        raise NotFound
    return institution


def _require_own_name(session: Session, institution: Institution) -> None:
    namesake = select(Institution.id).where(Institution.name == institution.name, Institution.id != institution.id)
    with session.no_autoflush:
        if session.scalar(namesake.limit(1)):
            raise RuleBroken(msg("There is already an institution with this name."), field="name")
