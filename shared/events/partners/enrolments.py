"""Facts about enrolments: how what began with a yes goes on."""

from datetime import date
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary


@event("partners.enrolment_changed")
class EnrolmentChanged(Event):
    """An enrolment as it stands, whole: the highest ``revision`` is right, also where a completion is taken back.

    ``state`` is ``enrolled``, ``completed``, ``incomplete``, ``withdrew`` or ``no_show``. ``sessions`` took place and
    were planned, ``minutes`` is their length together, ``attended`` how many of them were attended. ``ended_on`` is
    the last of them once the list is closed. ``made_for``: the IKM it was meant for, where it may be merged into
    ``ikm_id`` at the moment.
    """

    enrolment_id: UUID
    offer: OfferSummary
    ikm_id: UUID
    ikm_name: str
    state: str
    reason: str | None
    attended: int
    sessions: int
    minutes: int
    ended_on: date | None
    revision: int
    made_for: UUID | None = None
