"""What partners tell of an IKM: what the registry may have forgotten, and what an owner said on the telephone."""

from datetime import date, datetime
from uuid import UUID

from shared.events.contract import Event, event


@event("partners.objection_remembered")
class ObjectionRemembered(Event):
    """An owner's objection that the registry forgot when it was put back from a copy."""

    ikm_id: UUID
    restricted: bool
    consent_withdrawn: bool


@event("partners.ikm_answered")
class IkmAnswered(Event):
    """What an owner said on the telephone about one thing the register does not know.

    ``fact``: ``certificate`` (``permit`` is its kind, ``value`` yes or no, perhaps with its ``number`` and the last day
    on which it holds), or the name of a field of the IKM, whose ``value`` it is. ``heard_by`` is the account of
    whoever called, ``offer_title`` what the call was for.
    """

    answer_id: UUID
    ikm_id: UUID
    fact: str
    permit: str | None
    value: str
    number: str | None
    expires_on: date | None
    said_at: datetime
    heard_by: UUID | None
    heard_by_name: str
    offer_title: str
