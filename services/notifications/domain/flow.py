"""How mail goes in all: whom a refusal is to be blamed on, and when a mail server in trouble is asked again."""

from datetime import datetime, timedelta

WORKING, TROUBLED = "working", "troubled"
UNREACHABLE, LOGIN_REFUSED, SENDER_REFUSED = "unreachable", "login_refused", "sender_refused"
REFUSING, PUTTING_OFF, UNUSABLE = "refusing", "putting_off", "unusable"

MANY = 3
"""So many addresses in a row, of which the server takes not one, are not all wrong."""

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 30, 60, 120))
LONGEST_PAUSE = PAUSES[-1]
"""Once the mail server is mended, mail goes again after this at the latest."""

REFUSALS, REFUSALS_OF_A_PROVEN = 2, 4
AGAIN, THE_ADDRESS, THE_SERVER = "again", "the address", "the server"


def pause(times: int) -> timedelta:
    """Return how long a mail server is left in peace after it was in trouble so many times in a row."""
    return PAUSES[min(times, len(PAUSES)) - 1]


def is_paused(retry_at: datetime | None, now: datetime) -> bool:
    """Tell whether it is too early to try again; what no pause can reach was written by a clock that was ahead."""
    return retry_at is not None and now < retry_at <= now + LONGEST_PAUSE


def to_blame(refusals: int, *, proven: bool, others_taken: bool, others_refused: bool) -> str:
    """Say whom the refusals of a mail are to be blamed on, or that it is too early to say.

    ``proven``: mail to this address was taken before. ``others_taken``: the server took mail to others since it first
    refused this one, so it works. ``others_refused``: it took none, and refused others as well.
    """
    if refusals < (REFUSALS_OF_A_PROVEN if proven else REFUSALS):
        return AGAIN
    if others_taken or not (proven or others_refused):
        return THE_ADDRESS
    return THE_SERVER
