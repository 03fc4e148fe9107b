"""Facts notifications announces."""

import hashlib
from uuid import UUID

from shared.address import normal
from shared.events.contract import Event, event


def address_hash(address: str) -> str:
    """Return by what an address is recognised without being named: SHA-256 of its one spelling."""
    return hashlib.sha256(normal(address).encode()).hexdigest()


@event("notifications.email_failed")
class EmailFailed(Event):
    """A mail was given up: the address is wrong, or the mail server refused it for good.

    ``sent_to`` is the :func:`address_hash` of where it went: the IKM may have another address by now.
    """

    email_id: UUID
    template: str
    reason: str
    invitation_id: UUID | None
    ikm_id: UUID | None
    sent_to: str | None = None
