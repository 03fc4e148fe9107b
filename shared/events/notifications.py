"""Facts notifications announces."""

from uuid import UUID

from shared.events.contract import Event, event


@event("notifications.email_failed")
class EmailFailed(Event):
    """A mail was given up: the address is wrong, or the mail server refused it for good."""

    email_id: UUID
    template: str
    reason: str
    invitation_id: UUID | None
    ikm_id: UUID | None
