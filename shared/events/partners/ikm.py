"""What partners tell of an IKM: the registry may have forgotten it."""

from uuid import UUID

from shared.events.contract import Event, event


@event("partners.objection_remembered")
class ObjectionRemembered(Event):
    """An owner's objection that the registry forgot when it was put back from a copy."""

    ikm_id: UUID
    restricted: bool
    consent_withdrawn: bool
