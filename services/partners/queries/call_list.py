"""Whom the office must call where mail does not reach: to hear an answer, or to say how it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, false, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain import invitation as rules
from services.partners.domain.line import IN_LINE, OVER
from services.partners.domain.nomination import LIVE, WAITING
from services.partners.models.account import Account
from services.partners.models.base import known
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.among import among
from shared.clock import now, today
from shared.errors import NotFound

ANSWER, NEWS, LINE, TOLD = "answer", "news", "line", "told"
KINDS = (ANSWER, NEWS, LINE, TOLD)

NOT_BY_MAIL = or_(Invitation.channel == rules.BY_PHONE, Invitation.doubtful_since.is_not(None))
UNREACHED = and_(
    Invitation.state.in_(rules.UNANSWERED),
    or_(NOT_BY_MAIL, Invitation.state == rules.UNDELIVERABLE),
)
WILLING = IkmProfile.restricted.is_(False)
CALLED_OFF = and_(Invitation.notice.is_not(None), NOT_BY_MAIL, WILLING)
SOON, LATER = 0, 1
"""Whoever might set out in vain comes before whoever has still to answer."""


@dataclass(frozen=True)
class CallFilter:
    """``kind`` is one of KINDS; without it, all that is still to be done."""

    offer_id: UUID | None = None
    kecamatan: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Call:
    """About an invitation, or about a wait: ``line``.

    ``teller`` is the person of the office who told the IKM, by name.
    """

    offer: Offer
    teller: str | None
    invitation: Invitation | None = None
    line: LineCall | None = None

    @property
    def subject(self) -> Invitation | LineCall:
        """What it is about."""
        return self.invitation or known(self.line)

    @property
    def profile(self) -> IkmProfile:
        return self.subject.nomination.profile

    @property
    def kind(self) -> str:
        if self.invitation and self.invitation.notice is None:
            return ANSWER
        if self.subject.told_at:
            return TOLD
        return NEWS if self.invitation else LINE

    @property
    def is_open_whether_mail_arrived(self) -> bool:
        return self.invitation is not None and self.invitation.doubtful_since is not None


def list_calls(session: Session, wanted: CallFilter, size: int, offset: int = 0) -> tuple[list[Call], int]:
    """Return one page of calls, those that cannot wait first, those told the latest first; and how many in all."""
    keys = _keys(wanted)
    order = keys.c.told_at.desc(), keys.c.urgency, keys.c.until, keys.c.kecamatan, keys.c.name, keys.c.id
    found = session.execute(select(keys.c.id, keys.c.of_line).order_by(*order).limit(size).offset(offset)).all()
    calls = {call.subject.id: call for call in _load(session, found)}
    return [calls[row.id] for row in found], count_calls(session, wanted)


def count_calls(session: Session, wanted: CallFilter) -> int:
    """Return how many calls the list narrowed like this has."""
    return session.scalar(select(func.count()).select_from(_keys(wanted))) or 0


def get_call(session: Session, invitation_id: UUID) -> Call:
    """Return one invitation with its offer, whether or not anybody must be called about it."""
    row = session.execute(_invitations().where(Invitation.id == invitation_id)).one_or_none()
    if row is None:
        raise NotFound
    return Call(row[1], row[2], invitation=row[0])


def get_line_call(session: Session, call_id: UUID) -> Call:
    """Return one call about a wait."""
    row = session.execute(_lines().where(LineCall.id == call_id)).one_or_none()
    if row is None:
        raise NotFound
    return Call(row[1], row[2], line=row[0])


def offers_with_calls(session: Session, kind: str | None = None) -> Sequence[tuple[UUID, str]]:
    """Return (id, title) of the offers that have somebody on the call list."""
    keys = _keys(CallFilter(kind=kind))
    rows = session.execute(select(Offer.id, Offer.title).where(Offer.id.in_(select(keys.c.offer_id))))
    return sorted(((row.id, row.title) for row in rows), key=lambda row: row[1])


def _load(session: Session, keys: Sequence[Row[UUID, bool]]) -> Iterator[Call]:
    asked, waited = ([row.id for row in keys if row.of_line == of_line] for of_line in (False, True))
    if asked:
        for invitation, offer, teller in session.execute(_invitations().where(among(Invitation.id, asked))):
            yield Call(offer, teller, invitation=invitation)
    if waited:
        for line, offer, teller in session.execute(_lines().where(among(LineCall.id, waited))):
            yield Call(offer, teller, line=line)


def _invitations() -> Select[Invitation, Offer, str | None]:
    return (
        _of_nominations(select(Invitation, Offer, Account.name).join(Invitation.nomination))
        .outerjoin(Account, Account.id == Invitation.told_by)
        .options(contains_eager(Invitation.nomination).contains_eager(Nomination.profile))
    )


def _lines() -> Select[LineCall, Offer, str | None]:
    return (
        _of_nominations(select(LineCall, Offer, Account.name).join(LineCall.nomination))
        .outerjoin(Account, Account.id == LineCall.told_by)
        .options(contains_eager(LineCall.nomination).contains_eager(Nomination.profile))
    )


def _of_nominations(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.join(Nomination.profile).join(Offer, Offer.id == Nomination.offer_id)


def _keys(wanted: CallFilter) -> Subquery:
    """Return which calls there are, and by what they are put in order."""
    invitations, lines = _about_invitation(wanted.kind), _about_line(wanted.kind)
    urgency = case((Invitation.notice.is_not(None), SOON), else_=LATER)
    asked = _key(Invitation, urgency, Invitation.answer_by).join(Invitation.nomination)
    waited = _key(LineCall, literal(SOON), LineCall.ended_at).join(LineCall.nomination)
    narrowed = _narrowed(wanted)
    return union_all(
        _of_nominations(asked).where(invitations, *narrowed), _of_nominations(waited).where(lines, *narrowed)
    ).subquery()


def _key(about: type[Invitation | LineCall], urgency: ColumnElement[int], until: Any) -> Select[*tuple[Any, ...]]:
    return select(
        about.id.label("id"),
        literal(about is LineCall).label("of_line"),
        Nomination.offer_id.label("offer_id"),
        about.told_at.label("told_at"),
        urgency.label("urgency"),
        until.label("until"),
        IkmProfile.kecamatan_code.label("kecamatan"),
        IkmProfile.name.label("name"),
    ).select_from(about)


def _narrowed(wanted: CallFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.offer_id:
        found.append(Nomination.offer_id == wanted.offer_id)
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    return found


def _about_invitation(kind: str | None) -> ColumnElement[bool]:
    to_hear = and_(UNREACHED, Invitation.answer_by > now())
    to_tell = and_(CALLED_OFF, Invitation.told_at.is_(None), Offer.ends_on >= today(), Nomination.state.not_in(LIVE))
    told = and_(CALLED_OFF, Invitation.told_at.is_not(None))
    return {None: or_(to_hear, to_tell), ANSWER: to_hear, NEWS: to_tell, LINE: false(), TOLD: told}[kind]


def _about_line(kind: str | None) -> ColumnElement[bool]:
    counts = and_(WILLING, Nomination.superseded_by.is_(None))
    still = or_(LineCall.why != IN_LINE, and_(Nomination.state == WAITING, Offer.state.not_in(OVER)))
    to_tell = and_(counts, still, LineCall.told_at.is_(None), Offer.ends_on >= today())
    told = and_(counts, LineCall.told_at.is_not(None))
    return {None: to_tell, ANSWER: false(), NEWS: false(), LINE: to_tell, TOLD: told}[kind]
