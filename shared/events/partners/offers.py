"""Facts about offers, and what every later fact says of one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shared.events.contract import Event, event


@dataclass(frozen=True, kw_only=True)
class OfferSummary:
    """What a mail needs to say about an offer; only one that was returned and then cancelled may lack a value.

    ``revision`` grows with the offer; 0 where it is not known. ``hours_from`` and ``hours_until`` are WITA ("08:00").
    """

    offer_id: UUID
    title: str
    topic: str
    form: str
    mode: str | None
    institution_id: UUID
    institution_name: str
    institution_email: str | None
    starts_on: date | None
    ends_on: date | None
    place: str | None
    quota: int | None
    answer_by: datetime | None
    revision: int = 0
    summary: str = ""
    hours_from: str | None = None
    hours_until: str | None = None
    map_url: str | None = None
    cost: str | None = None
    bring: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionTime:
    """``sequence`` grows with each change of it: of two that differ the higher counts."""

    session_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None
    sequence: int = 0


@event("partners.offer_submitted")
class OfferSubmitted(Event):
    offer: OfferSummary


@event("partners.offer_returned")
class OfferReturned(Event):
    offer: OfferSummary
    reason: str


@event("partners.offer_rejected")
class OfferRejected(Event):
    offer: OfferSummary
    reason: str


@event("partners.offer_opened")
class OfferOpened(Event):
    offer: OfferSummary


@event("partners.offer_closed")
class OfferClosed(Event):
    offer: OfferSummary


@event("partners.offer_cancelled")
class OfferCancelled(Event):
    """``invitations`` names those still live at that moment; each has its own ``invitation_closed``.

    ``calls`` is how many the office tells by phone, with those who waited for a seat; without it, it is for the reader
    to tell those in ``ikm`` by mail. ``cancelled_by`` is the account that did it, ``by_institution`` whether that is
    one of the institution's.
    """

    offer: OfferSummary
    reason: str
    invitations: list[UUID] = field(default_factory=list)
    ikm: list[UUID] = field(default_factory=list)
    calls: int | None = None
    cancelled_by: UUID | None = None
    by_institution: bool = False
