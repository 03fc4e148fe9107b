"""The review of suggestions: three groups, best first, each IKM with why or what is missing; and the dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain import nomination as rules
from services.partners.domain.ranking import Ranking
from services.partners.domain.roster import Rows
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import PRECEDENCE, Nomination
from services.partners.models.offer import Offer
from services.partners.queries.ranking import ranking, searched, shown
from services.partners.queries.standings import STANDS
from shared import searching

GROUPS = (rules.SUGGESTED, rules.TO_CONFIRM, rules.NOT_ELIGIBLE, rules.DISMISSED)


@dataclass(frozen=True)
class ReviewFilter:
    group: str = rules.SUGGESTED
    kecamatan: str | None = None
    cluster: str | None = None
    search: str | None = None


@dataclass(frozen=True)
class Review:
    """What an offer's page shows: the ranking where it was ever opened, and how many are in each state."""

    offer: Offer
    ranked: Ranking | None
    sizes: dict[str, int]

    @property
    def suggested(self) -> int:
        return self.sizes.get(rules.SUGGESTED, 0)

    def rows(self, group: str) -> Rows | None:
        return self.ranked.group(group) if self.ranked and group in rules.BY_THE_MACHINE else None


def review_of(session: Session, offer: Offer) -> Review:
    """Look at an offer: everybody is weighed as things stand."""
    ranked = ranking(session, offer) if offer.opened_at else None
    states = select(Nomination.state, func.count()).where(Nomination.offer_id == offer.id, STANDS)
    decided = dict(session.execute(states.group_by(Nomination.state)).all())
    return Review(offer, ranked, {**decided, **(ranked.sizes if ranked else {})})


def list_suggestions(
    session: Session, review: Review, wanted: ReviewFilter, size: int, offset: int = 0
) -> tuple[Sequence[Nomination], int]:
    """Return one page of a group, best first, and how many the group has."""
    if wanted.group not in rules.BY_THE_MACHINE:
        return _list_decided(session, review.offer.id, wanted, size, offset)
    if review.ranked is None:
        return [], 0
    rows = review.ranked.narrowed(review.ranked.group(wanted.group), wanted.kecamatan, wanted.cluster)
    if wanted.search:
        rows = searched(session, review.ranked, rows, wanted.search)
    return shown(session, review.ranked, rows[offset : offset + size]), len(rows)


def _list_decided(
    session: Session, offer_id: UUID, wanted: ReviewFilter, size: int, offset: int
) -> tuple[Sequence[Nomination], int]:
    conditions = [Nomination.offer_id == offer_id, STANDS, Nomination.state == wanted.group, *_narrowed(wanted)]
    total = session.scalar(select(func.count()).select_from(Nomination).join(Nomination.profile).where(*conditions))
    statement = (
        select(Nomination)
        .join(Nomination.profile)
        .where(*conditions)
        .options(contains_eager(Nomination.profile))
        .order_by(*PRECEDENCE)
    )
    return session.scalars(statement.limit(size).offset(offset)).all(), total or 0


def chosen(session: Session, offer: Offer, ikm_ids: Sequence[UUID]) -> Sequence[Nomination]:
    """Return what is said of these IKM, best first: whoever is decided about by now is left out."""
    ranked = review_of(session, offer).ranked
    return shown(session, ranked, ranked.asked(ikm_ids)) if ranked else []


def best(session: Session, offer: Offer, count: int) -> Sequence[Nomination]:
    """Return the ``count`` best suggestions whose every answer is yes."""
    ranked = review_of(session, offer).ranked
    return shown(session, ranked, ranked.group(rules.SUGGESTED)[:count]) if ranked else []


def _narrowed(wanted: ReviewFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kecamatan:
        found.append(IkmProfile.kecamatan_code == wanted.kecamatan)
    if wanted.cluster:
        found.append(IkmProfile.cluster == wanted.cluster)
    if wanted.search:
        found.append(searching.found_in_key(wanted.search, IkmProfile.search_text))
    return found
