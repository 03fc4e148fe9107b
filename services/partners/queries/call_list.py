"""Whom the office must call where mail does not reach: to hear an answer, or to say that it is called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain import invitation as rules
from services.partners.domain.nomination import LIVE
from services.partners.models.account import Account
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.clock import now, today
from shared.errors import NotFound

ANSWER, NEWS, TOLD = "answer", "news", "told"
KINDS = (ANSWER, NEWS, TOLD)

NOT_BY_MAIL = or_(Invitation.channel == rules.BY_PHONE, Invitation.doubtful_since.is_not(None))
UNREACHED = and_(
    Invitation.state.in_(rules.UNANSWERED),
    or_(NOT_BY_MAIL, Invitation.state == rules.UNDELIVERABLE),
)
CALLED_OFF = and_(Invitation.notice.is_not(None), NOT_BY_MAIL, IkmProfile.restricted.is_(False))
URGENT_FIRST = (
    Invitation.told_at.desc(),
    case((Invitation.notice.is_not(None), 0), else_=1),
    Invitation.answer_by,
    IkmProfile.kecamatan_code,
    IkmProfile.name,
    Invitation.id,
)
"""Whoever might set out in vain comes before whoever has still to answer; those told, the latest first."""


@dataclass(frozen=True)
class CallFilter:
    """``kind`` is one of KINDS; without it, all that is still to be done."""

    offer_id: UUID | None = None
    kecamatan: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Call:
    """``teller`` is the person of the office who told the IKM, by name."""

    invitation: Invitation
    offer: Offer
    teller: str | None

    @property
    def profile(self) -> IkmProfile:
        return self.invitation.nomination.profile

    @property
    def kind(self) -> str:
        if self.invitation.notice is None:
            return ANSWER
        return TOLD if self.invitation.told_at else NEWS


def list_calls(session: Session, wanted: CallFilter, size: int, offset: int = 0) -> tuple[list[Call], int]:
    """Return one page of calls, those that cannot wait first, and how many there are in all."""
    statement = _loaded().where(*_conditions(wanted)).order_by(*URGENT_FIRST).limit(size).offset(offset)
    return [_call(row) for row in session.execute(statement)], count_calls(session, wanted)


def count_calls(session: Session, wanted: CallFilter) -> int:
    """Return how many calls the list narrowed like this has."""
    return session.scalar(_joined(select(func.count(Invitation.id))).where(*_conditions(wanted))) or 0


def get_call(session: Session, invitation_id: UUID) -> Call:
    """Return one invitation with its offer, whether or not anybody must be called about it."""
    row = session.execute(_loaded().where(Invitation.id == invitation_id)).one_or_none()
    if row is None:
        raise NotFound
    return _call(row)


def offers_with_calls(session: Session, kind: str | None = None) -> Sequence[tuple[UUID, str]]:
    """Return (id, title) of the offers that have somebody on the call list."""
    statement = _joined(select(Offer.id, Offer.title)).where(*_conditions(CallFilter(kind=kind))).distinct()
    return [(row.id, row.title) for row in session.execute(statement.order_by(Offer.title))]


def _loaded() -> Select[Invitation, Offer, str | None]:
    return (
        _joined(select(Invitation, Offer, Account.name))
        .outerjoin(Account, Account.id == Invitation.told_by)
        .options(contains_eager(Invitation.nomination).contains_eager(Nomination.profile))
    )


def _call(row: Row[Invitation, Offer, str | None]) -> Call:
    invitation, offer, teller = row
    return Call(invitation, offer, teller)


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.join(Invitation.nomination).join(Nomination.profile).join(Offer, Offer.id == Invitation.offer_id)


def _conditions(wanted: CallFilter) -> list[ColumnElement[bool]]:
    found = [_of_kind(wanted.kind)]
    if wanted.offer_id:
        found.append(Invitation.offer_id == wanted.offer_id)
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    return found


def _of_kind(kind: str | None) -> ColumnElement[bool]:
    to_hear = and_(UNREACHED, Invitation.answer_by > now())
    to_tell = and_(CALLED_OFF, Invitation.told_at.is_(None), Offer.ends_on >= today(), Nomination.state.not_in(LIVE))
    if kind is None:
        return or_(to_hear, to_tell)
    return {ANSWER: to_hear, NEWS: to_tell, TOLD: and_(CALLED_OFF, Invitation.told_at.is_not(None))}[kind]
