"""Which calls the office has to make or has made, and by what they are put in order: one key each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, false, literal, or_, select, union_all

from services.partners.domain import invitation as rules
from services.partners.domain.line import IN_LINE, OVER, SCHEDULE
from services.partners.domain.nomination import LIVE, TAKES_A_SEAT, WAITING
from services.partners.domain.offer import RUNNING
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.question_call import NOT_TAKEN, TAKEN, QuestionCall
from shared.clock import now, today

ANSWER, NEWS, LINE, TOLD, ASKED, UNTAKEN = "answer", "news", "line", "told", "asked", "untaken"
TIMES = "times"
KINDS = (ANSWER, NEWS, TIMES, LINE, TOLD, ASKED, UNTAKEN)

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


def keys_of(wanted: CallFilter) -> Subquery:
    """Return which calls there are, and by what they are put in order."""
    invitations, lines = _about_invitation(wanted.kind), _about_line(wanted.kind)
    urgency = case((Invitation.notice.is_not(None), SOON), else_=LATER)
    asked = _key(Invitation, urgency, Invitation.answer_by).join(Invitation.nomination)
    waited = _key(LineCall, literal(SOON), LineCall.ended_at).join(LineCall.nomination)
    called = _key(QuestionCall, literal(LATER), QuestionCall.called_at, QuestionCall)
    called = called.join(QuestionCall.profile).join(Offer, Offer.id == QuestionCall.offer_id)
    return union_all(
        of_nominations(asked).where(invitations, *_narrowed(wanted, Nomination)),
        of_nominations(waited).where(lines, *_narrowed(wanted, Nomination)),
        called.where(_about_question(wanted.kind), *_narrowed(wanted, QuestionCall)),
    ).subquery()


def _key(
    about: type[Invitation | LineCall | QuestionCall],
    urgency: ColumnElement[int],
    until: Any,
    of: type[Nomination | QuestionCall] = Nomination,
) -> Select[*tuple[Any, ...]]:
    return select(
        about.id.label("id"),
        literal(about.__tablename__).label("about"),
        of.offer_id.label("offer_id"),
        (about.called_at if issubclass(about, QuestionCall) else about.told_at).label("told_at"),
        urgency.label("urgency"),
        until.label("until"),
        IkmProfile.kecamatan_code.label("kecamatan"),
        IkmProfile.name.label("name"),
    ).select_from(about)


def _narrowed(wanted: CallFilter, of: type[Nomination | QuestionCall]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.offer_id:
        found.append(of.offer_id == wanted.offer_id)
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    return found


def _about_invitation(kind: str | None) -> ColumnElement[bool]:
    to_hear = and_(UNREACHED, Invitation.answer_by > now())
    to_tell = and_(CALLED_OFF, Invitation.told_at.is_(None), Offer.ends_on >= today(), Nomination.state.not_in(LIVE))
    told = and_(CALLED_OFF, Invitation.told_at.is_not(None))
    return {None: or_(to_hear, to_tell), ANSWER: to_hear, NEWS: to_tell, TOLD: told}.get(kind, false())


def _about_line(kind: str | None) -> ColumnElement[bool]:
    counts = and_(WILLING, Nomination.superseded_by.is_(None))
    about_line, about_times = LineCall.why != SCHEDULE, LineCall.why == SCHEDULE
    still = or_(
        LineCall.why.not_in((IN_LINE, SCHEDULE)),
        and_(LineCall.why == IN_LINE, Nomination.state == WAITING, Offer.state.not_in(OVER)),
        and_(about_times, Nomination.state.in_(TAKES_A_SEAT), Offer.state.in_(RUNNING)),
    )
    to_tell = and_(counts, still, LineCall.told_at.is_(None), Offer.ends_on >= today())
    told = and_(counts, LineCall.told_at.is_not(None))
    by_kind: dict[str | None, ColumnElement[bool]] = {
        None: to_tell,
        LINE: and_(to_tell, about_line),
        TIMES: and_(to_tell, about_times),
        TOLD: told,
    }
    return by_kind.get(kind, false())


def _about_question(kind: str | None) -> ColumnElement[bool]:
    return {ASKED: TAKEN, UNTAKEN: NOT_TAKEN}.get(kind or "", false())


def of_nominations(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join the IKM and the offer of what is about a nomination."""
    return statement.join(Nomination.profile).join(Offer, Offer.id == Nomination.offer_id)
