"""Offers: drafted by an institution, opened by staff, and moved through their states."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import announcements, offer_values, seats
from services.partners.domain import offer as rules
from services.partners.domain import seats as seat_rules
from services.partners.domain.institution import require_active
from services.partners.domain.invitation import OFFER_CANCELLED
from services.partners.models.account import Account
from services.partners.models.base import known
from services.partners.models.institution import Institution
from services.partners.models.nomination import live as live_nominations
from services.partners.models.nomination import seats_taken
from services.partners.models.offer import Offer, locked
from services.partners.models.session import OfferSession
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import count_calls
from shared.audit import record
from shared.clock import now, today
from shared.context import actor
from shared.database import add_once
from shared.errors import NotFound, RuleBroken, StaleForm
from shared.events.partners import OfferClosed, OfferOpened, OfferRejected, OfferReturned, OfferSubmitted
from shared.language import msg
from shared.messaging.outbox import publish


def offer_for_work(session: Session, offer_id: UUID, revision: int | None = None) -> Offer:
    """Return the offer, locked; a form older than the last change is refused."""
    offer = locked(session, offer_id)
    if offer is None:
        raise NotFound
    if revision is not None and offer.revision != revision:
        raise StaleForm
    return offer


def draft_offer(session: Session, offer_id: UUID, institution_id: UUID, values: Mapping[str, Any]) -> Offer:
    """Add a draft; the same id again returns the one that exists. It cannot move to another institution."""
    if session.get(Institution, institution_id) is None:
        raise NotFound
    if session.get(Offer, offer_id):
        return _drafted(session, offer_id, institution_id)
    offer = Offer(id=offer_id, institution_id=institution_id, created_by=actor().id, created_at=now())
    offer_values.fill_in(offer, values)
    if add_once(session, offer, offer_id) is not offer:
        return _drafted(session, offer_id, institution_id)  # the same form was sent twice at the same moment
    session.refresh(offer, ["institution"])
    record(session, noun="offer", noun_id=offer.id, action="draft", new={"state": offer.state, "title": offer.title})
    return offer


def _drafted(session: Session, offer_id: UUID, institution_id: UUID) -> Offer:
    offer = offer_for_work(session, offer_id)
    if offer.institution_id != institution_id and actor().institution_id:
        raise NotFound
    if offer.institution_id != institution_id:
        raise RuleBroken(
            msg("This was saved for {name} already. To write for another institution, begin a new offer.",
                name=offer.institution.name), field="institution_id")  # fmt: skip
    return offer


def edit_offer(session: Session, offer_id: UUID, values: Mapping[str, Any], revision: int | None = None) -> Offer:
    """Change a draft or a returned offer."""
    offer = offer_for_work(session, offer_id, revision)
    if offer.state not in rules.EDITABLE:
        raise RuleBroken(msg("Only a draft or a returned offer can be changed."))
    before = offer_values.plain(offer)
    offer_values.fill_in(offer, values)
    after = offer_values.plain(offer)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        _note(session, offer, "edit", {name: before[name] for name in changed}, {name: after[name] for name in changed})
    return offer


def submit_offer(session: Session, offer_id: UUID, revision: int | None = None) -> Offer:
    """Hand the offer to the office; sent twice, it was submitted once."""
    offer = offer_for_work(session, offer_id, revision)
    rules.MACHINE.after("submit", offer.state)
    rules.require_complete(offer.plan(), now())
    offer.submitted_at = now()
    _move(session, offer, "submit")
    publish(session, OfferSubmitted(offer=announcements.summary(offer)))
    return offer


def return_offer(session: Session, offer_id: UUID, reason: str) -> Offer:
    """Give the offer back to the institution to be put right."""
    offer = offer_for_work(session, offer_id)
    _move(session, offer, "return", reason)
    publish(session, OfferReturned(offer=announcements.summary(offer), reason=offer.state_reason or ""))
    return offer


def reject_offer(session: Session, offer_id: UUID, reason: str) -> Offer:
    """Decline the offer for good."""
    offer = offer_for_work(session, offer_id)
    _move(session, offer, "reject", reason)
    publish(session, OfferRejected(offer=announcements.summary(offer), reason=offer.state_reason or ""))
    return offer


def open_offer(session: Session, offer_id: UUID) -> Offer:
    """Let matching begin: everybody is weighed as soon as somebody looks."""
    offer = offer_for_work(session, offer_id)
    rules.MACHINE.after("open", offer.state)
    _hold_institution(session, offer)
    rules.require_ready(offer.plan(), now())
    offer.opened_at = now()
    _lay_down_days(offer)
    _move(session, offer, "open")
    publish(session, OfferOpened(offer=announcements.summary(offer)))
    return offer


def _lay_down_days(offer: Offer) -> None:
    """Let the days of a short programme become sessions, by the ids under which calendars may hold them."""
    if not offer.sessions:
        offer.sessions.extend(
            OfferSession(id=slot.id, number=number, title="", starts_at=slot.starts_at, ends_at=slot.ends_at)
            for number, slot in enumerate(offer.slots, start=1)
        )


def pause_offer(session: Session, offer_id: UUID) -> Offer:
    """Give no seats for the time being; answers still count."""
    offer = offer_for_work(session, offer_id)
    _move(session, offer, "pause")
    return offer


def resume_offer(session: Session, offer_id: UUID) -> Offer:
    """Give seats again, first those freed meanwhile."""
    offer = offer_for_work(session, offer_id)
    rules.MACHINE.after("resume", offer.state)
    _hold_institution(session, offer)
    require_active(offer.institution.state)
    _move(session, offer, "resume")
    seats.fill(session, offer)
    return offer


def change_quota(session: Session, offer_id: UUID, quota: int, revision: int | None = None) -> Offer:
    """Give a running offer more or fewer seats, never fewer than are taken; the same form again changes nothing."""
    offer = offer_for_work(session, offer_id)
    if offer.quota == quota:
        return offer
    offer = offer_for_work(session, offer_id, revision)
    if offer.state not in rules.FOLLOWED:
        raise RuleBroken(msg("The quota can be changed while the offer is open or paused."))
    seat_rules.require_quota(quota, seats_taken(session, offer.id))
    old, offer.quota = offer.quota, quota
    _note(session, offer, "change_quota", {"quota": old}, {"quota": quota})
    seats.fill(session, offer)
    return offer


def close_offer(session: Session, offer_id: UUID) -> Offer:
    """End the giving of seats; whoever is invited may still answer, nobody is promoted."""
    offer = offer_for_work(session, offer_id)
    offer.closed_at = now()
    _move(session, offer, "close")
    publish(session, OfferClosed(offer=announcements.summary(offer)))
    return offer


def complete_offer(session: Session, offer_id: UUID) -> Offer:
    """Say that the programme has taken place."""
    offer = offer_for_work(session, offer_id)
    rules.MACHINE.after("complete", offer.state)
    rules.require_over(known(offer.ends_on), today())
    _move(session, offer, "complete")
    return offer


def cancel_offer(session: Session, offer_id: UUID, reason: str) -> Offer:
    """Call the offer off: seats are freed, and everybody who knew of it is told once."""
    offer = offer_for_work(session, offer_id)
    _move(session, offer, "cancel", reason)
    nominated = live_nominations(session, offer.id)
    stopped = seats.call_off(session, offer, nominated, offer.state_reason, OFFER_CANCELLED)
    if offer.submitted_at or _written_by_others(session, offer):
        publish(session, announcements.cancelled(offer, stopped, count_calls(session, CallFilter(offer.id))))
    return offer


def _written_by_others(session: Session, offer: Offer) -> bool:
    """Tell whether the institution wrote what the office calls off."""
    author = session.get(Account, offer.created_by) if offer.created_by else None
    return actor().institution_id is None and author is not None and author.institution_id is not None


def _hold_institution(session: Session, offer: Offer) -> None:
    """Look at the institution as it stands until this is done: no offer begins to run while its partnership ends."""
    session.refresh(offer.institution, with_for_update={"read": True})


def _move(session: Session, offer: Offer, command: str, reason: str | None = None) -> None:
    old = offer.state
    offer.state = rules.MACHINE.after(command, old, reason)
    offer.state_reason = reason.strip() if reason else None
    _note(session, offer, command, {"state": old}, {"state": offer.state}, offer.state_reason)


def _note(
    session: Session,
    offer: Offer,
    action: str,
    old: dict[str, Any],
    new: dict[str, Any],
    reason: str | None = None,
) -> None:
    session.flush()
    record(session, noun="offer", noun_id=offer.id, action=action, old=old, new=new, reason=reason)
