"""An offer's meetings as a calendar file. The same ids as in mails: importing both shows each meeting once."""

from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.calendar import Meeting, calendar_file
from shared.settings import Office

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(offer: Offer, office: Office, revision: int) -> bytes | None:
    """Return the planned sessions, else the days of the programme; None where nothing is fixed.

    ``revision`` is the invitation's: a later mail that calls it off has a higher one.
    """
    meetings = [_meeting(offer, item) for item in offer.sessions if item.state == "planned"]
    return calendar_file(meetings or _days(offer), office, revision=revision)


def _meeting(offer: Offer, item: OfferSession) -> Meeting:
    title = f"{offer.title}: {item.title}"
    return Meeting(item.id, title, item.starts_at, item.ends_at, offer.institution.name, item.place or offer.place)


def _days(offer: Offer) -> list[Meeting]:
    if not offer.starts_on or not offer.ends_on:
        return []
    return [Meeting(offer.id, offer.title, offer.starts_on, offer.ends_on, offer.institution.name, offer.place)]
