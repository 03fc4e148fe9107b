"""An offer's meetings as a calendar file. The same ids as in mails: importing both shows each meeting once."""

from collections.abc import Sequence
from uuid import UUID

from services.partners.domain import invitation as rules
from services.partners.domain.timetable import Slot
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer
from shared.calendar import CANCELLED, Entry, Meeting, calendar_file
from shared.settings import Office

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(
    invitation: Invitation, offer: Offer, office: Office, *, former: Sequence[UUID], shared_uids: bool
) -> bytes | None:
    """Return the planned sessions, else the days of the programme; None where nothing is fixed or answered.

    Whoever comes gets them into the calendar, everybody else out of it.
    """
    if invitation.state in rules.UNANSWERED:
        return None
    names = [name for name in (invitation.nomination.profile.name, invitation.delegate_name) if name]
    entry = Entry(invitation.id, invitation.revision, names, former, shared_uids)
    meetings = [_meeting(offer, slot) for slot in offer.slots]
    status = None if invitation.state in rules.CONFIRMED else CANCELLED
    return calendar_file(meetings or _days(offer), entry, office, status=status)


def _meeting(offer: Offer, slot: Slot) -> Meeting:
    title = f"{offer.title}: {slot.title}" if slot.title else offer.title
    return Meeting(
        slot.id, title, slot.starts_at, slot.ends_at, offer.institution.name, slot.place or offer.place, slot.sequence
    )


def _days(offer: Offer) -> list[Meeting]:
    if not offer.starts_on or not offer.ends_on:
        return []
    return [Meeting(offer.id, offer.title, offer.starts_on, offer.ends_on, offer.institution.name, offer.place)]
