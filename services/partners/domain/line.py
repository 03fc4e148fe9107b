"""The line for a seat: what is told as waiting begins, and as it ends other than with an invitation."""

from collections.abc import Mapping

from services.partners.domain import nomination, offer
from services.partners.domain.invitation import OFFER_CANCELLED, SEAT_WITHDRAWN
from shared.language import Message, msg

IN_LINE = "in_line"
"""Somebody waits: the place in line is to be told."""
NO_SEAT, CALLED_OFF, TAKEN_OUT = "no_seat", "called_off", "taken_out"
"""No seat fell free in time; the programme is off; the office, or the institution, took it out."""
SCHEDULE = "schedule"
"""Somebody comes, and its meetings changed."""
ABSENT_TWICE = "absent_twice"
"""Whoever has a seat missed two sessions in a row: somebody should ask why."""
AFTER_NOTICE: Mapping[str | None, str] = {OFFER_CANCELLED: CALLED_OFF, SEAT_WITHDRAWN: TAKEN_OUT}
"""What whoever waits is told where those with a seat get a notice; where these get none, nothing was lost."""

NOTICES: dict[str, Message] = {
    IN_LINE: msg("Place on the waiting list"),
    NO_SEAT: msg("No seat fell free"),
    CALLED_OFF: msg("The programme was cancelled"),
    TAKEN_OUT: msg("Taken off the waiting list"),
    SCHEDULE: msg("The meetings changed"),
    ABSENT_TWICE: msg("Absent twice in a row"),
}
"""What the office tells by phone where mail does not reach."""

NOT_TAKING_PLACE = msg("We are sorry: the programme will not take place.")
NO_SEAT_LEFT = msg("We are sorry: no seat fell free.")
OVER = frozenset({offer.CLOSED, offer.COMPLETED})


def is_over(offer_state: str, *, started: bool) -> bool:
    """Tell whether nobody moves up any more: the offer has begun, or gives no seats again."""
    return offer_state in OVER or (started and offer_state in offer.RUNNING)


def standing(state: str, place: int | None, offer_state: str, *, started: bool) -> Message:
    """Return what somebody who waits, or waited, reads of it; ``state`` is the nomination's."""
    if offer_state == offer.CANCELLED:
        return NOT_TAKING_PLACE
    if state not in nomination.LIVE:
        return msg("You are no longer on the waiting list.")
    if is_over(offer_state, started=started):
        return NO_SEAT_LEFT
    if state == nomination.NOMINATED:
        return msg("A seat may be free for you. The institution decides, then we tell you.")
    return msg("You are number {place} on the waiting list. When a seat falls free, we tell you.", place=place or 1)
