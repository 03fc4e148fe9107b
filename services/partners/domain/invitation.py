"""The life of an invitation: one question, and the last answer before the deadline."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.clock import WITA, end_of_day
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.states import StateMachine, from_states
from shared.words import spoken

ISSUED, UNDELIVERABLE, EXPIRED, CANCELLED = "issued", "undeliverable", "expired", "cancelled"
ACCEPTED, DECLINED, DELEGATED = "accepted", "declined", "delegated"

STATES: dict[str, Message] = {
    ISSUED: msg("Waiting for an answer"),
    UNDELIVERABLE: msg("Mail did not arrive"),
    ACCEPTED: msg("Will come"),
    DELEGATED: msg("Sends somebody"),
    DECLINED: msg("Cannot come"),
    EXPIRED: msg("No answer in time"),
    CANCELLED: msg("Cancelled"),
}
UNANSWERED = frozenset({ISSUED, UNDELIVERABLE})
ANSWERS: dict[str, Message] = {
    ACCEPTED: msg("Yes, I will come"),
    DELEGATED: msg("Somebody else comes"),
    DECLINED: msg("I cannot come"),
}
CONFIRMED = frozenset({ACCEPTED, DELEGATED})
HOLDS_A_SEAT = UNANSWERED | CONFIRMED
SOURCES: dict[str, Message] = {"link": msg("By link"), "phone": msg("By phone"), "office": msg("At the office")}
BY_MAIL, BY_PHONE = "email", "phone"

OFFER_CANCELLED, SEAT_WITHDRAWN = "offer_cancelled", "seat_withdrawn"
NOTICES: dict[str, Message] = {
    OFFER_CANCELLED: msg("The programme was cancelled"),
    SEAT_WITHDRAWN: msg("The seat was taken back"),
}
"""What an IKM is told of an invitation that was called off."""
TOLD_HOW: dict[str, Message] = {"phone": msg("By phone"), "whatsapp": msg("By WhatsApp")}


@dataclass(frozen=True)
class Sentences:
    """Why an answer cannot be taken, as its reader needs it: the IKM that answers, or staff who record it."""

    cancelled: Message
    outdated: Message
    too_late: Message
    no_reason: Message
    full: Message


TO_IKM = Sentences(
    cancelled=msg("This invitation was cancelled. You need not answer."),
    outdated=msg("This invitation no longer counts, but you are on the list. A new one comes with your seat."),
    too_late=msg("The time to answer ended on {day}. Call the office to ask whether a seat is still free."),
    no_reason=msg("Say why you cannot come."),
    full=msg("All seats are taken by now. Ask the office for the waiting list."),
)
TO_STAFF = Sentences(
    cancelled=msg("This invitation was cancelled; no answer can be recorded any more."),
    outdated=msg("This invitation no longer counts; the IKM is on the list and gets a new one with its seat."),
    too_late=msg(
        "The time to answer ended on {day}. If they still want to come, give them a seat again under Nominees."
    ),
    no_reason=msg("Write why they cannot come."),
    full=msg("All seats are taken by now. Under Nominees you can put them on the waiting list."),
)

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "expire": from_states(ISSUED, UNDELIVERABLE, to=EXPIRED),
        "cancel": from_states(ISSUED, UNDELIVERABLE, ACCEPTED, DELEGATED, to=CANCELLED, reason=True),
        "replace": from_states(DECLINED, to=CANCELLED),
        "bounce": from_states(ISSUED, to=UNDELIVERABLE),
        "mail_again": from_states(UNDELIVERABLE, to=ISSUED),
    },
    refusal=msg("This is not possible while the invitation is “{state}”.").template,
)


def require_answerable(
    state: str,
    answer_by: datetime,
    now: datetime,
    *,
    runs: bool,
    awaits_another: bool = False,
    says: Sentences = TO_IKM,
) -> None:
    """Raise RuleBroken with the sentence a person sees when it is too late to answer.

    Once the programme no longer ``runs``, even whoever had declined cannot change the answer. Whoever
    ``awaits_another`` invitation is not told that nothing is to be answered.
    """
    if awaits_another:
        raise RuleBroken(says.outdated)
    in_time = state != EXPIRED and now <= answer_by
    if state == CANCELLED or (in_time and not runs):
        raise RuleBroken(says.cancelled)
    if not in_time:
        day = spoken(answer_by.astimezone(WITA).date())
        raise RuleBroken(Message(says.too_late.template, {"day": day}))


def is_open_whether_told(state: str, notice: str | None, told_at: datetime | None, *, asks: bool) -> bool:
    """Tell whether a mail matters that may not have arrived: nobody has answered it, or called in its stead.

    ``asks``: the mail asked for an answer; any other says that the invitation is called off.
    """
    return state in UNANSWERED if asks else notice is not None and told_at is None


def require_call(notice: str | None, channel: str, *, doubtful: bool = False) -> None:
    """Raise RuleBroken where there is nothing that the office would have to tell by phone."""
    if notice is None or not (channel == BY_PHONE or doubtful):
        raise RuleBroken(msg("About this invitation there is nothing to tell by phone."))


def require_seat(free_seats: int, says: Sentences = TO_IKM) -> None:
    """Raise RuleBroken where a *no* has freed the seat and somebody else has it now."""
    if free_seats < 1:
        raise RuleBroken(says.full)


def deadline(offer_answer_by: datetime, starts_at: datetime, today: date, answer_days: int) -> datetime:
    """Return until when an invitation issued today may be answered.

    The offer's deadline; whoever is invited late gets ``answer_days`` days, but never beyond the start.
    """
    at_least = end_of_day(date.fromordinal(today.toordinal() + answer_days))
    return min(max(offer_answer_by, at_least), starts_at)
