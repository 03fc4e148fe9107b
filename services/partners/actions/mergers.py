"""Two IKM that turned out to be one: of their nominations for an offer the one that came further stays."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.partners.actions import seats
from services.partners.domain import nomination as rules
from services.partners.domain.invitation import CONFIRMED
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation, live, newest_of
from services.partners.models.nomination import Nomination, decided_of, of_ikm, with_offers_locked
from services.partners.models.offer import Offer
from shared.audit import record
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
        into = session.get(IkmProfile, profile.merged_into, with_for_update={"key_share": True})
        if into is None:
            break
        profile = into
    return profile


def _move(session: Session, ikm_ids: Collection[UUID], into_id: UUID) -> None:
    for lost, offer in with_offers_locked(session, decided_of(session, ikm_ids)):
        kept = of_ikm(session, offer.id, into_id)
        if kept and _rank(session, kept) <= _rank(session, lost):
            _supersede(session, offer, lost, by=kept)
        else:
            _make_way(session, offer, kept, lost)
            _hand_over(session, lost, into_id)


def _rank(session: Session, nomination: Nomination) -> tuple[int, bool, datetime]:
    """Of two, the smaller stays: the one that came further, of equals the one whose owner said yes, else the older."""
    confirmed = any(item.state in CONFIRMED for item in live(session, [nomination.id]))
    return rules.advance(nomination.state), not confirmed, nomination.suggested_at


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
