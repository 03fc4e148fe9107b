"""Facts about the office itself."""

from shared.events.contract import Event, event


@event("partners.office_changed")
class OfficeChanged(Event):
    """The whole of how the office presents itself; the highest revision wins, what is empty is not said.

    ``quiet_from`` and ``quiet_until`` are clock times in WITA, such as "20:00".
    """

    revision: int
    name: str = ""
    address: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    letterhead: str = ""
    hours: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
