"""The copy of IKM: the newest snapshot is kept, and what it makes impossible is stopped.

Mergers and restrictions are read from the snapshot too: its revision keeps a late one from undoing a newer.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import losses, mergers, seats
from services.partners.domain.invitation import SEAT_WITHDRAWN
from services.partners.domain.nomination import LIVE
from services.partners.domain.profile import ELIGIBLE_STATUSES
from services.partners.models.ikm_profile import IkmProfile, is_in_a_merger
from services.partners.models.nomination import current_of, lock_offers, recount_under
from services.partners.models.offer import giving
from services.partners.models.seat_lock import hold_mergers
from shared.clock import today
from shared.events.contract import dump
from shared.events.partners import ObjectionRemembered
from shared.events.registry import IkmProfileChanged
from shared.language import DEFAULT, Message, msg, translate
from shared.messaging.batch import require_own_transaction
from shared.messaging.outbox import publish
from shared.search import search_key

WITHDRAWN = "no"
RESTRICTED = msg("A personal-data request is running.")
NO_LONGER_ACTIVE = msg("The IKM is no longer active in the register.")


def keep(session: Session, event: IkmProfileChanged) -> None:
    """Keep a snapshot unless a newer one is here."""
    hold_mergers(session)
    in_a_merger = event.merged_into is not None or is_in_a_merger(session, event.ikm_id)
    if in_a_merger:
        require_own_transaction(session)
    profile = session.get(IkmProfile, event.ikm_id, with_for_update={"key_share": True}, populate_existing=True)
    if profile and profile.revision >= event.revision:
        return
    if profile and event.retold:
        event = _with_what_was_objected(session, profile, event)
    might_get_seats = profile is not None and profile.may_get_seats
    counted_under = profile.counts_under if profile else None
    if profile is None:
        profile = IkmProfile(ikm_id=event.ikm_id)
        session.add(profile)
    _copy(profile, event)
    session.flush()
    remaining = mergers.catch_up(session, profile, might_get_seats=might_get_seats) if in_a_merger else profile
    _stop_what_is_barred(session, remaining, might_get_seats=might_get_seats)
    if counted_under not in (None, profile.counts_under):
        # Last, as it locks nominations: whoever answers has the offer already and waits for these.
        recount_under(session, profile)


def _with_what_was_objected(session: Session, known: IkmProfile, event: IkmProfileChanged) -> IkmProfileChanged:
    """Return the snapshot with an objection that its registry forgot, and remind the registry of it."""
    restricted = known.restricted and not event.restricted
    withdrawn = known.payload["consent_to_share"] == WITHDRAWN != event.consent_to_share
    if restricted or withdrawn:
        objection = ObjectionRemembered(ikm_id=event.ikm_id, restricted=restricted, consent_withdrawn=withdrawn)
        publish(session, objection)
    return replace(
        event,
        restricted=known.restricted or event.restricted,
        consent_to_share=WITHDRAWN if withdrawn else event.consent_to_share,
    )


def _stop_what_is_barred(session: Session, profile: IkmProfile, *, might_get_seats: bool) -> None:
    # Somebody may be giving it a seat at this moment, which is not to be seen before its offer is locked.
    unseen = giving(session, today()) if might_get_seats and not profile.may_get_seats else ()
    if profile.restricted:
        _stop(session, profile.ikm_id, RESTRICTED, notice=None, unseen=unseen)
    elif profile.merged_into is None and profile.status not in ELIGIBLE_STATUSES:
        _stop(session, profile.ikm_id, NO_LONGER_ACTIVE, notice=SEAT_WITHDRAWN, unseen=unseen)


def _stop(session: Session, ikm_id: UUID, reason: Message, *, notice: str | None, unseen: Collection[UUID]) -> None:
    # What is over stays as it was.
    locked = lock_offers(session, current_of(session, ikm_id, today()), besides=unseen)
    for nomination in current_of(session, ikm_id, today()):
        if nomination.state in LIVE and nomination.offer_id in locked:
            losses.remember(session, locked, [nomination])
            seats.take_back(session, locked[nomination.offer_id], [nomination], translate(reason, DEFAULT), notice)


def _copy(profile: IkmProfile, event: IkmProfileChanged) -> None:
    for name in ("revision", "name", "owner_name", "product", "status", "restricted", "merged_into", "kecamatan_code",
                 "cluster", "registered_on"):  # fmt: skip
        setattr(profile, name, getattr(event, name))
    profile.email, profile.phone, profile.reachable = event.contact.email, event.contact.phone, event.contact.reachable
    profile.payload = dump(event)
    said = (event.name, event.owner_name, event.product, event.contact.phone)
    profile.search_text = search_key(" ".join(part or "" for part in said))
