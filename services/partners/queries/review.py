"""The review of suggestions: three groups, best first, each IKM with why, or with what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain import nomination as rules
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import PRECEDENCE, Nomination
from services.partners.queries.standings import STANDS
from shared import searching
from shared.among import among

GROUPS = (rules.SUGGESTED, rules.TO_CONFIRM, rules.NOT_ELIGIBLE, rules.DISMISSED)


@dataclass(frozen=True)
class ReviewFilter:
    group: str = rules.SUGGESTED
    kecamatan: str | None = None
    cluster: str | None = None
    search: str | None = None


def list_suggestions(
    session: Session, offer_id: UUID, wanted: ReviewFilter, size: int, offset: int = 0
) -> tuple[Sequence[Nomination], int]:
    """Return one page of a group, best first, and how many the group has."""
    conditions = [*_of(offer_id), Nomination.state == wanted.group, *_narrowed(wanted)]
    total = session.scalar(select(func.count()).select_from(Nomination).join(Nomination.profile).where(*conditions))
    statement = (
        select(Nomination)
        .join(Nomination.profile)
        .where(*conditions)
        .options(contains_eager(Nomination.profile))
        .order_by(*PRECEDENCE)
    )
    return session.scalars(statement.limit(size).offset(offset)).all(), total or 0


def group_sizes(session: Session, offer_id: UUID) -> dict[str, int]:
    """Return how many nominations the offer has in each state."""
    statement = select(Nomination.state, func.count()).where(*_of(offer_id)).group_by(Nomination.state)
    return dict(session.execute(statement).all())


def chosen(session: Session, offer_id: UUID, ids: Sequence[UUID]) -> Sequence[Nomination]:
    """Return these suggestions, best first: whoever is no suggestion any more is left out."""
    return _suggestions(session, offer_id, among(Nomination.id, ids), limit=None)


def best(session: Session, offer_id: UUID, count: int) -> Sequence[Nomination]:
    """Return the ``count`` best suggestions whose every answer is yes."""
    return _suggestions(session, offer_id, Nomination.state == rules.SUGGESTED, limit=count)


def _suggestions(
    session: Session, offer_id: UUID, condition: ColumnElement[bool], limit: int | None
) -> Sequence[Nomination]:
    selectable = Nomination.state.in_((rules.SUGGESTED, rules.TO_CONFIRM))
    statement = (
        select(Nomination)
        .join(Nomination.profile)
        .where(*_of(offer_id), selectable, condition)
        .options(contains_eager(Nomination.profile))
        .order_by(*PRECEDENCE)
    )
    return session.scalars(statement.limit(limit)).all()


def _of(offer_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (Nomination.offer_id == offer_id, STANDS)


def _narrowed(wanted: ReviewFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    if wanted.cluster:
        found.append(IkmProfile.cluster == wanted.cluster)
    if wanted.search:
        columns = IkmProfile.name, IkmProfile.owner_name, IkmProfile.product, IkmProfile.phone
        found.append(searching.found(wanted.search, *columns))
    return found
