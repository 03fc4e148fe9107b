"""Nominees as the office sees them, and the little of them an institution may see."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from services.partners.domain import institution
from services.partners.domain import nomination as rules
from services.partners.domain.invitation import DECLINED as SAID_NO
from services.partners.domain.offer import OPEN
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.institution import Institution
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import PRECEDENCE, Nomination
from services.partners.models.offer import Offer
from services.partners.queries.about import EVERYBODY, About, of_offers, of_people
from services.partners.queries.excuses import because_of
from services.partners.queries.scope import belongs
from services.partners.queries.standings import DECIDED, GRANTED, NOMINATED, condition, with_invitation
from shared.clock import now
from shared.errors import NotFound

SHOWN_TO_INSTITUTION = condition(NOMINATED)
"""Whoever was nominated to it, whatever became of it: the rows behind the figure. It does not see those who wait."""

MAY_BE_NAMED = and_(~IkmProfile.restricted, IkmProfile.payload["consent_to_share"].as_string() != "no")
"""Whose business an institution sees: whoever has not refused to share."""

MAY_BE_CONTACTED = and_(
    MAY_BE_NAMED,
    IkmProfile.payload["consent_to_share"].as_string() == "yes",
    Nomination.state == rules.ACCEPTED,
)
"""Whose owner, contact and delegate an institution sees: whom it has accepted, if they have said yes to sharing."""

SEES_PEOPLE = Institution.state == institution.ACTIVE
"""A suspended institution, or one whose partnership ended, sees nobody any more."""


@dataclass(frozen=True)
class NomineeFilter:
    """``due_days`` keeps those whose time to answer ends within so many days."""

    offer_id: UUID | None = None
    standing: str | None = None
    due_days: int | None = None
    granted: bool = False
    excuse: str | None = None
    about: About = EVERYBODY


@dataclass(frozen=True)
class NomineeRow:
    nomination: Nomination
    invitation: Invitation | None
    offer: Offer

    @property
    def profile(self) -> IkmProfile:
        return self.nomination.profile

    @property
    def reason(self) -> str | None:
        """Why it stands so: of whoever said no, what it said last."""
        said = self.invitation.said if self.invitation else None
        if said and self.invitation and self.invitation.state == SAID_NO:
            return said
        return self.nomination.reason or said

    @property
    def may_get_a_seat(self) -> bool:
        """Whether its offer still gives seats."""
        return self.offer.state == OPEN and self.offer.starts_at > now()


@dataclass(frozen=True)
class InstitutionNominee:
    """All an institution may see: no NIK, no turnover; owner, contact and delegate only of whom it accepted.

    These also have said yes to sharing; whoever may not be shared at all has no name. ``reason`` is why the institution
    rejected; why an IKM cannot come is between it and the office.
    """

    nomination_id: UUID
    ikm_name: str | None
    contact_name: str | None
    phone: str | None
    email: str | None
    kecamatan_code: str | None
    cluster: str | None
    product: str | None
    state: str
    reason: str | None
    answer: str | None
    delegate_name: str | None


def list_nominees(
    session: Session, wanted: NomineeFilter, size: int, offset: int = 0, *, of: UUID | None
) -> tuple[list[NomineeRow], int]:
    """Return one page of nominees to offers ``of`` an institution, or of all, and how many there are in all.

    Each comes with its newest invitation.
    """
    conditions = [belongs(of), *_conditions(wanted)]
    statement = (
        _from_nominations(select(Nomination, Invitation, Offer))
        .where(*conditions)
        # Not every nominee has an invitation: loading it must not join what would drop the others.
        .options(contains_eager(Nomination.profile), lazyload(Invitation.nomination))
        .order_by(Offer.starts_on, Offer.id, Nomination.rank.asc().nulls_first(), *PRECEDENCE)
    )
    rows = session.execute(statement.limit(size).offset(offset)).unique()
    return [NomineeRow(*row) for row in rows], count_nominees(session, wanted, of=of)


def count_nominees(session: Session, wanted: NomineeFilter, *, of: UUID | None) -> int:
    """Return how many nominees the list narrowed like this has."""
    return session.scalar(counting_nominees(wanted, of=of)) or 0


def counting_nominees(wanted: NomineeFilter, *, of: UUID | None) -> Select[int]:
    """Return the statement that counts them, alone or beside others; no profile is read."""
    counted = select(func.count()).select_from(Nomination).join(Offer, Offer.id == Nomination.offer_id)
    return with_invitation(counted).where(belongs(of), *_conditions(wanted))


def nominees_for_institution(
    session: Session, offer_id: UUID, standing: str | None = None, *, of: UUID
) -> list[InstitutionNominee]:
    """Return those nominated to an offer ``of`` this institution, those with a seat first; nothing else is loaded."""
    statement = _from_nominations(
        select(
            Nomination.id,
            case((MAY_BE_NAMED, IkmProfile.name)),
            case((MAY_BE_CONTACTED, IkmProfile.payload["contact"]["name"].as_string())),
            case((MAY_BE_CONTACTED, IkmProfile.phone)),
            case((MAY_BE_CONTACTED, IkmProfile.email)),
            case((MAY_BE_NAMED, IkmProfile.kecamatan_code)),
            case((MAY_BE_NAMED, IkmProfile.cluster)),
            case((MAY_BE_NAMED, IkmProfile.product)),
            Nomination.state,
            case((Nomination.state == rules.REJECTED, Nomination.reason)),
            Invitation.state,
            case((MAY_BE_CONTACTED, Invitation.delegate_name)),
        )
    ).join(Institution, Institution.id == Offer.institution_id)
    statement = statement.where(
        Nomination.offer_id == offer_id,
        belongs(of),
        SEES_PEOPLE,
        SHOWN_TO_INSTITUTION,
        *([condition(standing)] if standing else ()),
    )
    order = Nomination.state.not_in(rules.TAKES_A_SEAT), IkmProfile.name, Nomination.id
    return [InstitutionNominee(*row) for row in session.execute(statement.order_by(*order))]


def get_nomination(session: Session, nomination_id: UUID, *, of: UUID | None) -> Nomination:
    """Return a nomination; ``of`` an institution only one that it may see."""
    statement = select(Nomination).join(Offer, Offer.id == Nomination.offer_id).where(Nomination.id == nomination_id)
    if of:
        owner = statement.join(Institution, Institution.id == Offer.institution_id)
        statement = owner.where(belongs(of), SEES_PEOPLE, SHOWN_TO_INSTITUTION)
    nomination = session.scalars(statement).one_or_none()
    if nomination is None:
        raise NotFound
    return nomination


def _from_nominations(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    joined = statement.select_from(Nomination).join(Nomination.profile).join(Offer, Offer.id == Nomination.offer_id)
    return with_invitation(joined)


def _conditions(wanted: NomineeFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [condition(wanted.standing) if wanted.standing else DECIDED]
    if wanted.offer_id:
        found.append(Nomination.offer_id == wanted.offer_id)
    if wanted.granted:
        found.append(Offer.state.in_(GRANTED))
    if wanted.due_days is not None:
        found.append(Invitation.answer_by <= now() + timedelta(days=wanted.due_days))
    if wanted.excuse:
        found.append(because_of(wanted.excuse))
    return [*found, *of_offers(wanted.about), *of_people(wanted.about)]
