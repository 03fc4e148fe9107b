"""Nominations of IKM that are one, and what a merger or its end did to them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.partners.domain import nomination as rules
from services.partners.models.nomination import Nomination, made_for
from shared.among import among


def astray(session: Session, ikm_ids: Collection[UUID], place: UUID) -> Sequence[Nomination]:
    """Return the nominations made for these IKM, which are one, that another has than the one that remains."""
    elsewhere = select(Nomination).where(
        made_for(ikm_ids),
        Nomination.ikm_id != place,
        Nomination.superseded_by.is_(None),
    )
    found = elsewhere.order_by(Nomination.offer_id, Nomination.id).execution_options(populate_existing=True)
    return session.scalars(found).all()


def wrongly_superseded(session: Session, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return the nominations that count no more because of another, of which one was made for these IKM and one not."""
    other = aliased(Nomination)
    mine, theirs = made_for(ikm_ids), made_for(ikm_ids, other)
    apart = (
        select(Nomination)
        .join(other, other.id == Nomination.superseded_by)
        .where(Nomination.superseded_by.is_not(None), mine | theirs, ~(mine & theirs))
    )
    found = apart.order_by(Nomination.offer_id, Nomination.id).execution_options(populate_existing=True)
    return session.scalars(found).all()


def out_of_step(session: Session, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return what these IKM lost, or others to them, of which is not noted whether the two are one or two by now."""
    mine, theirs = made_for(ikm_ids), among(Nomination.lost_to, ikm_ids)
    parted = Nomination.parted_at.is_not(None)
    lost = select(Nomination).where(
        Nomination.lost_to.is_not(None),
        Nomination.superseded_by.is_(None),
        Nomination.state == rules.WITHDRAWN,
        (mine & theirs & parted) | ((mine | theirs) & ~(mine & theirs) & ~parted),
    )
    found = lost.order_by(Nomination.offer_id, Nomination.id).execution_options(populate_existing=True)
    return session.scalars(found).all()


def at_stake(session: Session, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return the nominations of these IKM that count."""
    return session.scalars(
        select(Nomination).where(among(Nomination.ikm_id, ikm_ids), Nomination.superseded_by.is_(None))
    ).all()
