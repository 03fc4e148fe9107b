"""Facts about institutions."""

from uuid import UUID

from shared.events.contract import Event, event


@event("partners.institution_changed")
class InstitutionChanged(Event):
    """The whole snapshot of an institution; the highest revision wins. One that is not ``active`` is told nothing.

    ``activated``: this is how it became a partner, which happens once.
    """

    institution_id: UUID
    revision: int
    name: str
    email: str | None
    active: bool
    activated: bool = False
