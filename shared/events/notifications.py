"""Facts notifications announces."""

import hashlib
from datetime import datetime
from uuid import UUID

from shared.address import normal
from shared.events.contract import Event, event
from shared.events.waiting import Counted


def address_hash(address: str) -> str:
    """Return by what an address is recognised without being named: SHA-256 of its one spelling."""
    return hashlib.sha256(normal(address).encode()).hexdigest()


@event("notifications.email_failed")
class EmailFailed(Event):
    """A mail was given up: the address is wrong, or the mail server refused it for good.

    ``sent_to`` is the :func:`address_hash` of where it went: the IKM may have another address by now. ``asks``: as in
    ``email_doubtful``.
    """

    email_id: UUID
    template: str
    reason: str
    invitation_id: UUID | None
    ikm_id: UUID | None
    sent_to: str | None = None
    asks: bool = True


@event("notifications.email_tried_again")
class EmailTriedAgain(Event):
    """A mail that was announced as failed goes again: the mail server was to blame, or somebody has it sent again.

    ``reason`` is why it had failed; ``sent_to``, ``asks``: as in ``email_failed`` and ``email_doubtful``.
    ``invitation_id`` is that of a mail that asks for an answer or says that the invitation is called off.
    """

    email_id: UUID
    template: str
    reason: str
    invitation_id: UUID | None
    ikm_id: UUID | None
    sent_to: str
    asks: bool


@event("notifications.email_doubtful")
class EmailDoubtful(Event):
    """Nobody knows whether this mail about an invitation arrived.

    ``asks``: it asks for an answer; any other says that the invitation is called off, or that a meeting changed.
    """

    email_id: UUID
    template: str
    invitation_id: UUID
    ikm_id: UUID | None
    asks: bool


@event("notifications.email_arrived")
class EmailArrived(Event):
    """Of a mail that was announced as doubtful it is known now that it arrived."""

    email_id: UUID
    template: str
    invitation_id: UUID
    ikm_id: UUID | None
    asks: bool


@event("notifications.mail_flow_changed")
class MailFlowChanged(Event):
    """How mail goes in all; the highest revision wins. ``state`` is ``working`` or ``troubled``.

    ``reason`` of a trouble: ``unreachable``, ``unusable`` (it answers otherwise than it should), ``login_refused``,
    ``sender_refused``, ``refusing`` (of many addresses all) or ``putting_off``. ``to_settle`` is for
    readers of before ``notifications.waiting_counted``, which says how many mails wait for a person.
    """

    revision: int
    state: str
    reason: str | None
    since: datetime
    to_settle: int = 0


@event("notifications.outgoing_mail_changed")
class OutgoingMailChanged(Event):
    """The whole of how the office's mail leaves; the highest revision wins, what is empty nobody said.

    ``server`` is named without its login. ``went_out``: whether the last trial mail did, ``tried_at`` when it was asked
    for. ``chosen`` of the ``kinds`` of staff mail go to some of those who work here, the others to all.
    """

    revision: int
    server: str = ""
    sender: str = ""
    tried_at: datetime | None = None
    went_out: bool | None = None
    chosen: int = 0
    kinds: int = 0


@event("notifications.waiting_counted")
class WaitingCounted(Counted):
    """How much waits among the mails for people."""
