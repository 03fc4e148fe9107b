"""An offer's meetings as a calendar file. The same ids as in mails: importing both shows each meeting once."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from services.partners.models.offer import Offer
from shared.clock import WITA, now
from shared.settings import Office

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(offer: Offer, office: Office, revision: int) -> bytes | None:
    """Return the planned sessions, else the days of the programme; None where nothing is fixed.

    ``revision`` is the invitation's: a later mail that calls it off has a higher one.
    """
    events = [_meeting(offer, item) for item in offer.sessions if item.state == "planned"] or _days(offer)
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sinergi IKM//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        event.add("sequence", revision)
        event.add("organizer", _organizer(office))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _meeting(offer: Offer, item) -> Event:
    event = _event(offer, f"{item.id}@sinergi-ikm", f"{offer.title}: {item.title}", item.place or offer.place)
    event.add("dtstart", _wita(item.starts_at))
    event.add("dtend", _wita(item.ends_at))
    return event


def _days(offer: Offer) -> list[Event]:
    if not offer.starts_on or not offer.ends_on:
        return []
    event = _event(offer, f"{offer.id}@sinergi-ikm", offer.title, offer.place)
    event.add("dtstart", offer.starts_on)
    event.add("dtend", offer.ends_on + timedelta(days=1))
    return [event]


def _event(offer: Offer, uid: str, summary: str, place: str | None) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now())
    event.add("summary", summary)
    event.add("description", offer.institution.name)
    if place:
        event.add("location", place)
    return event


def _organizer(office: Office) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{office.email}")
    organizer.params["cn"] = office.name
    return organizer


def _wita(instant: datetime) -> datetime:
    return instant.astimezone(WITA)
