"""Two IKM that turned out to be one, or after all two: each nomination is with whom its IKM lives on in.

What is where follows from the mergers known at the moment, never from the order in which they were told.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import collisions, partings, seats
from services.partners.actions.handing_over import hand_over
from services.partners.domain import nomination as rules
from services.partners.models.ikm_profile import IkmProfile, living_on_in
from services.partners.models.invitation import newest_of
from services.partners.models.nomination import Nomination, lock_offers, of_ikm
from services.partners.models.offer import Offer, giving
from services.partners.models.superseding import astray, at_stake, out_of_step, wrongly_superseded
from shared.chains import last_of
from shared.clock import today
from shared.language import DEFAULT, translate


def catch_up(session: Session, profile: IkmProfile, *, might_get_seats: bool) -> IkmProfile:
    """Bring the nominations of an IKM and of those in it to the IKM that remains, and return that one.

    Where the next one is not known here yet, they wait at the last that is. While two live on in each other nothing
    moves: a snapshot is on its way that settles it. The caller holds the lock of mergers, and says whether it
    ``might_get_seats`` until now: then somebody may be giving one, unseen until that is committed.
    """
    remaining = _remaining(session, profile)
    if remaining is None:
        return profile
    _gather(session, living_on_in(session, remaining.ikm_id), remaining.ikm_id, might_get_seats=might_get_seats)
    return remaining


def _remaining(session: Session, profile: IkmProfile) -> IkmProfile | None:
    # Each is locked: while something is moved to one, it is neither matched nor changed.
    def next_of(one: IkmProfile) -> IkmProfile | None:
        if one.merged_into is None:
            return None
        return session.get(IkmProfile, one.merged_into, with_for_update={"key_share": True}, populate_existing=True)

    return last_of(profile, next_of)


def _gather(session: Session, family: Collection[UUID], place: UUID, *, might_get_seats: bool) -> None:
    lost = astray(session, family, place)
    apart = [*wrongly_superseded(session, family), *out_of_step(session, family)]
    concerned = [*lost, *apart, *at_stake(session, set(family) - {place})]
    if not concerned and not might_get_seats:
        return
    everybody = {*family, *(item.ikm_id for item in concerned)}
    at_once = [*concerned, *at_stake(session, everybody)]
    locked = lock_offers(session, at_once, everybody, besides=giving(session, today()))
    for nomination in astray(session, family, place):
        if nomination.offer_id in locked:
            _bring(session, locked[nomination.offer_id], nomination, family, place)
    for nomination in wrongly_superseded(session, family):
        partings.set_free(session, nomination)
    for nomination in out_of_step(session, family):
        if nomination.offer_id in locked:
            partings.put_before_staff(session, locked[nomination.offer_id], nomination)
    collisions.free_what_collides(session, place, locked)


def _bring(session: Session, offer: Offer, nomination: Nomination, family: Collection[UUID], place: UUID) -> None:
    if partings.was_given_since(session, nomination):
        partings.leave_with(session, nomination)
        if nomination.ikm_id not in family:
            return
    kept = of_ikm(session, offer.id, place)
    if kept and collisions.standing(session, kept) <= collisions.standing(session, nomination):
        _supersede(session, offer, nomination, by=kept)
    else:
        _make_way(session, offer, kept, nomination)
        hand_over(session, nomination, place)


def _supersede(session: Session, offer: Offer, nomination: Nomination, *, by: Nomination) -> None:
    nomination.superseded_by = by.id
    if nomination.state in rules.LIVE:
        # Nobody has lost anything: the other nomination holds the seat.
        nomination.lost_to = by.made_for
        session.flush()
        seats.take_back(session, offer, [nomination], translate(rules.MERGED, DEFAULT), notice=None)
    session.flush()
    seats.outdate_former(session, offer, newest_of(session, by.id))


def _make_way(session: Session, offer: Offer, kept: Nomination | None, lost: Nomination) -> None:
    if kept is not None:
        _supersede(session, offer, kept, by=lost)
        session.flush()
