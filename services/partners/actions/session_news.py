"""Whoever comes to a programme is told of its meetings: by mail, else by a call."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.partners.actions import announcements, session_calls
from services.partners.domain.timetable import Slot
from services.partners.models.invitation import Invitation, confirmed
from services.partners.models.offer import Offer
from services.partners.queries import links
from shared.clock import now
from shared.context import actor
from shared.database import signing_keys
from shared.events.partners import Participant, SessionAdded, SessionCancelled, SessionNear, SessionRescheduled
from shared.messaging.outbox import publish


def tell_moved(session: Session, offer: Offer, was: Slot, slot: Slot, reason: str) -> None:
    """Tell everybody who comes where and when a meeting is instead."""
    known, before = announcements.session_time(offer, slot), announcements.session_time(offer, was)
    publish(session, SessionRescheduled(session=known, was=before, reason=reason, **_news(session, offer, reason)))


def tell_cancelled(session: Session, offer: Offer, slot: Slot, reason: str) -> None:
    """Tell everybody who comes that a meeting does not take place, unless it is over."""
    known = announcements.session_time(offer, slot)
    news = _news(session, offer, reason, over=slot.ends_at <= now())
    publish(session, SessionCancelled(session=known, reason=reason, **news))


def tell_added(session: Session, offer: Offer, slots: Sequence[Slot]) -> None:
    """Tell everybody who comes of further meetings."""
    added = [announcements.session_time(offer, slot) for slot in slots]
    publish(session, SessionAdded(added=added, **_news(session, offer, None)))


def tell_near(session: Session, offer: Offer, slots: Sequence[Slot]) -> None:
    """Remind everybody who comes; nobody is called about what they know."""
    near = [announcements.session_time(offer, slot) for slot in slots]
    people = participants(session, offer, confirmed(session, offer.id))
    publish(session, SessionNear(offer=announcements.summary(offer), near=near, participants=people))


def participants(session: Session, offer: Offer, coming: Sequence[Invitation]) -> list[Participant]:
    """Return all that a mail needs to know of those who come."""
    in_calendar = announcements.in_calendars(session, offer, coming)
    return [_participant(session, item, **in_calendar[item.id]) for item in coming]


def _news(session: Session, offer: Offer, reason: str | None, *, over: bool = False) -> dict[str, Any]:
    coming = [] if over else confirmed(session, offer.id)
    session_calls.let_call(session, [item for item in coming if not item.mail_address], reason)
    return {
        "offer": announcements.summary(offer),
        "sessions": announcements.session_times(offer),
        "participants": participants(session, offer, coming),
        "changed_by": actor().id,
        "by_institution": actor().institution_id is not None,
    }


def _participant(session: Session, invitation: Invitation, **in_calendar: Any) -> Participant:
    profile = invitation.nomination.profile
    return Participant(
        invitation_id=invitation.id,
        ikm_id=invitation.ikm_id,
        ikm_name=profile.name,
        recipient_name=profile.contact_name,
        email=invitation.mail_address,
        language=profile.language,
        revision=invitation.revision,
        answer_path=links.answer_path(signing_keys(session), invitation),
        delegate_name=invitation.delegate_name,
        made_for=invitation.made_for,
        **in_calendar,
    )
