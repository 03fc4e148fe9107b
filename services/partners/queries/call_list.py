"""Whom the office must call: invited, without an answer, and not to be reached by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain import invitation as rules
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.clock import now
from shared.errors import NotFound

BY_PHONE = "phone"
ON_CALL_LIST = and_(
    Invitation.state.in_(rules.UNANSWERED),
    or_(Invitation.channel == BY_PHONE, Invitation.state == rules.UNDELIVERABLE),
)


@dataclass(frozen=True)
class CallFilter:
    offer_id: UUID | None = None
    kecamatan: str | None = None


@dataclass(frozen=True)
class Call:
    invitation: Invitation
    offer: Offer

    @property
    def profile(self) -> IkmProfile:
        return self.invitation.nomination.profile


def list_calls(session: Session, wanted: CallFilter, size: int, offset: int = 0) -> tuple[list[Call], int]:
    """Return one page of calls, those that cannot wait first, and how many there are in all."""
    conditions = _conditions(wanted)
    total = session.scalar(_joined(select(func.count(Invitation.id))).where(*conditions)) or 0
    order = (Invitation.answer_by, IkmProfile.kecamatan_code, IkmProfile.name, Invitation.id)
    statement = _loaded().where(*conditions).order_by(*order).limit(size).offset(offset)
    return [Call(*row) for row in session.execute(statement)], total


def get_call(session: Session, invitation_id: UUID) -> Call:
    """Return one invitation with its offer, whether or not it still waits for an answer."""
    row = session.execute(_loaded().where(Invitation.id == invitation_id)).one_or_none()
    if row is None:
        raise NotFound
    return Call(*row)


def offers_with_calls(session: Session) -> Sequence[tuple[UUID, str]]:
    """Return (id, title) of the offers that have somebody on the call list."""
    statement = _joined(select(Offer.id, Offer.title)).where(*_conditions(CallFilter())).distinct()
    return [(row.id, row.title) for row in session.execute(statement.order_by(Offer.title))]


def _loaded() -> Select[tuple[Invitation, Offer]]:
    return _joined(select(Invitation, Offer)).options(
        contains_eager(Invitation.nomination).contains_eager(Nomination.profile)
    )


def _joined(statement: Select) -> Select:
    return statement.join(Invitation.nomination).join(Nomination.profile).join(Offer, Offer.id == Invitation.offer_id)


def _conditions(wanted: CallFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [ON_CALL_LIST, Invitation.answer_by > now()]
    if wanted.offer_id:
        found.append(Invitation.offer_id == wanted.offer_id)
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    return found
