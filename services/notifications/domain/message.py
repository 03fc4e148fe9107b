"""The life of one mail, and when it is tried again."""

from datetime import datetime, timedelta

from services.notifications.domain.flow import LONGEST_PAUSE
from services.notifications.domain.gathering import AN_HOUR
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.states import StateMachine, from_states

QUEUED, SENDING, SENT, UNCERTAIN = "queued", "sending", "sent", "uncertain"
FAILED, SUPPRESSED, EXPIRED, CANCELLED = "failed", "suppressed", "expired", "cancelled"
SEND_AGAIN, CONFIRM_ARRIVAL = "send_again", "confirm_arrival"

BY_MAIL = "email"
CHANNELS: dict[str, Message] = {BY_MAIL: msg("Email")}

STATES: dict[str, Message] = {
    QUEUED: msg("Waiting"),
    SENDING: msg("Being sent"),
    SENT: msg("Sent"),
    UNCERTAIN: msg("Uncertain"),
    FAILED: msg("Failed"),
    SUPPRESSED: msg("Held back"),
    EXPIRED: msg("Too late"),
    CANCELLED: msg("No longer needed"),
}

MACHINE = StateMachine(
    states=STATES,
    transitions={
        # What the service does by itself is called by where it leads, what a person does has a name of its own.
        SENDING: from_states(QUEUED, to=SENDING),
        SENT: from_states(SENDING, UNCERTAIN, to=SENT),
        QUEUED: from_states(SENDING, UNCERTAIN, FAILED, SUPPRESSED, to=QUEUED),
        UNCERTAIN: from_states(QUEUED, SENDING, SUPPRESSED, to=UNCERTAIN),
        FAILED: from_states(QUEUED, SENDING, UNCERTAIN, to=FAILED),
        SUPPRESSED: from_states(QUEUED, to=SUPPRESSED),
        EXPIRED: from_states(QUEUED, to=EXPIRED),
        CANCELLED: from_states(QUEUED, to=CANCELLED),
        SEND_AGAIN: from_states(FAILED, UNCERTAIN, SUPPRESSED, to=QUEUED),
        CONFIRM_ARRIVAL: from_states(UNCERTAIN, to=SENT),
    },
    refusal=msg("This mail is “{state}”: that cannot be done now.").template,
)

UNWRITABLE = msg("The mail could not be written.")

NO_PARTNER = "no_partner"
ANSWERED = "answered"

REASONS: dict[str, Message] = {
    "restricted": msg("The IKM asked that its data not be used."),
    "consent_withdrawn": msg("The owner does not want the data to be used for programmes of partners."),
    "address_blocked": msg("Mail to this address came back before."),
    "address_invalid": msg("This is not an email address."),
    "test_mode": msg("Test mode is on: nothing leaves."),
    ANSWERED: msg("The invitation has been answered."),
    "invitation_closed": msg("The invitation has ended."),
    "offer_cancelled": msg("The offer was cancelled."),
    "session_changed": msg("The meeting was changed or cancelled since."),
    "certificate_revoked": msg("The certificate was revoked since."),
    "account_closed": msg("Its reader no longer works here."),
    NO_PARTNER: msg("The institution is no partner at the moment. The mail goes once it is one again, if in time."),
    "unwanted": msg("Its reader does not want this kind of mail."),
    "replaced": msg("A newer mail takes its place."),
    "too_late": msg("It was too late to matter."),
    "refused": msg("The mail server refused it for good."),
    "turned_away": msg("The mail server refused this mail, not the address."),
    "gave_up": msg("The mail server put it off too often."),
    "unwritable": UNWRITABLE,
    "connection_lost": msg("The connection was lost before the mail server confirmed. It may have arrived."),
    "restored": msg("It was waiting in a copy from which the database was put back. It may have gone before."),
    "confirmed": msg("Somebody confirmed that it arrived."),
}

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""Pauses after each attempt the mail server put off; about two days in all (RFC 5321, 4.5.4.1 asks for four to five
days from a relay, but an invitation is worth little that late and the call list is quicker)."""

REFUSED_AGAIN = timedelta(seconds=15)

CLAIM_FOR = timedelta(minutes=1)
"""A worker that took mails and has not begun them by then is taken to be dead."""

SENDING_FOR = timedelta(minutes=2)
"""Longer than all time limits of one SMTP conversation together."""

LET_PASS = timedelta(seconds=2)
"""How long a mail waits before it looks again whether what is written or on its way about the same thing is through."""

ALIVE_FOR = timedelta(seconds=15)
"""As long as the newest sign of life of a delivery is younger, the clock starts no second one beside it."""

GATHERED_FOR = timedelta(minutes=5)
"""How long failures are gathered before staff are told of them in one mail."""

LONGEST_UNTRIED = max(GATHERED_FOR, AN_HOUR, LONGEST_PAUSE)
"""No mail waits longer before its first attempt, but those planned for a day or for the morning."""

KEPT_WAITING = timedelta(days=7)
"""News older than this is no news: what has no deadline of its own expires then."""


def is_resendable(state: str, reason: str | None) -> bool:
    """Tell whether a person may have the mail sent again: also what a blocked address held back, once it is allowed."""
    return SEND_AGAIN in MACHINE.possible(state) and (state != SUPPRESSED or reason == "address_blocked")


def require_resendable(state: str, reason: str | None = None) -> None:
    """Raise RuleBroken unless a person may have the mail sent again."""
    if not is_resendable(state, reason):
        raise MACHINE.refused(state)


def is_unsettled(state: str, reason: str | None, settled_at: datetime | None) -> bool:
    """Tell whether the mail did not arrive, or may not have, and nobody has seen to that."""
    lost = state in (FAILED, UNCERTAIN, EXPIRED) or (state, reason) == (SUPPRESSED, "address_blocked")
    return lost and settled_at is None


def require_unsettled(state: str, reason: str | None, settled_at: datetime | None) -> None:
    """Raise RuleBroken where nothing is left for a person to see to."""
    if not is_unsettled(state, reason, settled_at):
        raise RuleBroken(msg("About this mail nothing is left to do."))


def after_refusal(attempts: int, at: datetime) -> datetime:
    """Return when to ask again after a refusal: soon after the first, so that a wrong address is told soon."""
    return at + (REFUSED_AGAIN if attempts == 1 else BACK_OFF[min(attempts, len(BACK_OFF)) - 1])


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after so many attempts, or None where it is time to give up."""
    return at + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None
