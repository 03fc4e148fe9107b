"""Institutions: registered, corrected, and moved through their states. Every change is recorded and announced."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions.accounts import deactivate_account
from services.partners.domain import institution as rules
from services.partners.domain.offer import RUNNING
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from services.partners.models.offer import Offer
from shared.audit import record
from shared.clock import now
from shared.database import add_once
from shared.errors import NotFound, StaleForm
from shared.events.partners import InstitutionChanged
from shared.messaging.outbox import publish

FIELDS = ("name", "kind", "contact_name", "email", "phone", "service_area")


def register_institution(session: Session, institution_id: UUID, values: Mapping[str, Any]) -> Institution:
    """Add a prospective institution; the same id again returns the one that exists."""
    existing = session.get(Institution, institution_id)
    if existing:
        return existing
    institution = Institution(id=institution_id, **{field: values.get(field) for field in FIELDS})
    standing = add_once(session, institution, institution_id)
    if standing is not institution:
        return standing  # the same form was sent twice at the same moment
    _announce(session, institution, "register", new={field: values.get(field) for field in FIELDS})
    return institution


def change_institution(session: Session, institution_id: UUID, revision: int, values: Mapping[str, Any]) -> Institution:
    """Correct what is known about an institution; a form older than the last change is refused."""
    institution = locked(session, institution_id)
    if institution.revision != revision:
        raise StaleForm
    changed = {
        field: values[field] for field in FIELDS if field in values and getattr(institution, field) != values[field]
    }
    if not changed:
        return institution
    old = {field: getattr(institution, field) for field in changed}
    for field, value in changed.items():
        setattr(institution, field, value)
    if institution.state == rules.ACTIVE:
        rules.require_contact(institution.contact_name, institution.email, institution.phone)
    _announce(session, institution, "change", old=old, new=changed)
    return institution


def activate_with(session: Session, institution_id: UUID, name: str | None, email: str | None) -> Institution:
    """Make a prospective institution an active partner; what its contact lacks is that of whoever signs in for it.

    One that is active already stays as it is: a second click changes nothing.
    """
    institution = locked(session, institution_id)
    if institution.state == rules.ACTIVE:
        return institution
    lacking: dict[str, str | None] = {} if institution.contact_name else {"contact_name": name}
    if not (institution.email or institution.phone):
        lacking["email"] = email
    change_institution(session, institution_id, institution.revision, lacking)
    return move_institution(session, institution_id, rules.ACTIVATE)


def move_institution(session: Session, institution_id: UUID, command: str, reason: str | None = None) -> Institution:
    """Give an institution a command: activate (its contact being verified), suspend, resume or end."""
    institution = locked(session, institution_id)
    old, why = institution.state, (reason or "").strip() or None
    institution.state = rules.MACHINE.after(command, old, why)
    institution.state_reason = why
    if institution.state == rules.ENDED:
        rules.require_nothing_running(_running(session, institution_id))
    if institution.state == rules.ACTIVE:
        rules.require_contact(institution.contact_name, institution.email, institution.phone)
        institution.contact_verified_at = institution.contact_verified_at or now()
    _announce(session, institution, command, old={"state": old}, new={"state": institution.state}, reason=why)
    if institution.state == rules.ENDED:
        _deactivate_accounts(session, institution_id, why)
    return institution


def _running(session: Session, institution_id: UUID) -> Sequence[str]:
    running = select(Offer.title).where(Offer.institution_id == institution_id, Offer.state.in_(RUNNING))
    return session.scalars(running.order_by(Offer.title)).all()


def _deactivate_accounts(session: Session, institution_id: UUID, reason: str | None) -> None:
    for account_id in session.scalars(select(Account.id).where(Account.institution_id == institution_id)).all():
        deactivate_account(session, account_id, reason)


def snapshot(institution: Institution, *, activated: bool = False) -> InstitutionChanged:
    """Return what others are told of an institution."""
    return InstitutionChanged(
        institution_id=institution.id,
        revision=institution.revision,
        name=institution.name,
        email=institution.email,
        active=rules.sees_people(institution.state),
        activated=activated,
    )


def _announce(session: Session, institution: Institution, action: str, **history: Any) -> None:
    session.flush()
    record(session, noun="institution", noun_id=institution.id, action=action, **history)
    publish(session, snapshot(institution, activated=action == rules.ACTIVATE))


def locked(session: Session, institution_id: UUID) -> Institution:
    """Return the institution for change; raises NotFound."""
    institution = session.get(Institution, institution_id, with_for_update=True, populate_existing=True)
    if institution is None:
        raise NotFound
    return institution
