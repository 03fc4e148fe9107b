"""Facts about those for whom there is no seat yet."""

from datetime import datetime
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary, SessionTime


@event("partners.waiting_began")
class WaitingBegan(Event):
    """All seats are taken; the IKM waits at this ``place`` in line.

    Its page under ``answer_path`` shows the place at any time. ``email`` is where mail tells it, if anywhere.
    ``made_for``: as in ``invitation_answered``.
    """

    nomination_id: UUID
    offer: OfferSummary
    sessions: list[SessionTime]
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    place: int
    since: datetime
    answer_path: str
    made_for: UUID | None = None


@event("partners.waiting_ended")
class WaitingEnded(Event):
    """An IKM that had been told its place in line waits no more, and has no seat.

    ``why`` is ``no_seat`` (none fell free in time), ``called_off`` (the programme is) or ``taken_out`` (by the office
    or the institution, with its ``reason``).
    """

    nomination_id: UUID
    offer: OfferSummary
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    why: str
    reason: str | None
    ended_at: datetime
    made_for: UUID | None = None
