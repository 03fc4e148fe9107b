"""Two IKM that turned out to be one: of their nominations for an offer the one that came further stays."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.partners.actions import collisions, seats
from services.partners.domain import nomination as rules
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation, newest_of
from services.partners.models.nomination import Nomination, at_stake, of_ikm, with_offers_locked
from services.partners.models.offer import Offer
from shared.audit import record
from shared.clock import today
from shared.language import DEFAULT, translate


def catch_up(session: Session, profile: IkmProfile) -> IkmProfile:
    """Move the nominations of an IKM and of those it absorbed to the IKM that remains; return that one.

    Where the next one is not known here yet, they wait at the last that is.
    """
    remaining = _remaining(session, profile)
    absorbed = session.scalars(select(IkmProfile.ikm_id).where(IkmProfile.merged_into == profile.ikm_id)).all()
    _move(session, {profile.ikm_id, *absorbed} - {remaining.ikm_id}, remaining.ikm_id)
    return remaining


def _remaining(session: Session, profile: IkmProfile) -> IkmProfile:
    # Each is locked: while one becomes another, nothing may be moved to it.
    while profile.merged_into:
        into = session.get(IkmProfile, profile.merged_into, with_for_update={"key_share": True}, populate_existing=True)
        if into is None:
            break
        profile = into
    return profile


def _move(session: Session, ikm_ids: Collection[UUID], into_id: UUID) -> None:
    if not at_stake(session, ikm_ids, today()):
        return
    both = {*ikm_ids, into_id}
    standing = with_offers_locked(session, at_stake(session, both, today()), both)
    for lost, offer in standing:
        if not _is_to_move(lost, ikm_ids):
            continue
        kept = of_ikm(session, offer.id, into_id)
        if kept and collisions.standing(session, kept) <= collisions.standing(session, lost):
            _supersede(session, offer, lost, by=kept)
        else:
            _make_way(session, offer, kept, lost)
            _hand_over(session, lost, into_id)
    collisions.free_what_collides(session, into_id, {offer.id: offer for _, offer in standing})


def _is_to_move(nomination: Nomination, ikm_ids: Collection[UUID]) -> bool:
    if nomination.superseded_by or nomination.state in rules.BY_THE_MACHINE:
        return False
    return nomination.ikm_id in ikm_ids


def _supersede(session: Session, offer: Offer, nomination: Nomination, *, by: Nomination) -> None:
    nomination.superseded_by = by.id
    session.flush()
    if nomination.state in rules.LIVE:
        # Nobody has lost anything: the other nomination holds the seat.
        seats.take_back(session, offer, [nomination], translate(rules.MERGED, DEFAULT), notice=None)
    seats.outdate_former(session, offer, newest_of(session, by.id))


def _make_way(session: Session, offer: Offer, kept: Nomination | None, lost: Nomination) -> None:
    if kept is None:
        return
    if kept.state in rules.BY_THE_MACHINE:
        session.delete(kept)
    else:
        _supersede(session, offer, kept, by=lost)
    session.flush()


def _hand_over(session: Session, nomination: Nomination, into_id: UUID) -> None:
    old, nomination.ikm_id = nomination.ikm_id, into_id
    session.flush()
    session.execute(
        update(Invitation)
        .where(Invitation.nomination_id == nomination.id)
        .values(ikm_id=into_id, rematch=True, revision=Invitation.revision + 1)
    )
    record(session, noun="nomination", noun_id=nomination.id, action="merge",
           old={"ikm_id": str(old)}, new={"ikm_id": str(into_id)})  # fmt: skip
