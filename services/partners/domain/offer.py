"""The life of an offer, and what must be known before it may open (product.md, 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from services.partners.domain import institution, timetable
from shared.clock import start_of_day
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.states import StateMachine, from_states
from shared.words import spoken

DRAFT, SUBMITTED, RETURNED, REJECTED = "draft", "submitted", "returned", "rejected"
OPEN, PAUSED, CLOSED, COMPLETED, CANCELLED = "open", "paused", "closed", "completed", "cancelled"

STATES: dict[str, Message] = {
    DRAFT: msg("Draft"),
    SUBMITTED: msg("Submitted"),
    RETURNED: msg("Returned"),
    REJECTED: msg("Rejected"),
    OPEN: msg("Open"),
    PAUSED: msg("Paused"),
    CLOSED: msg("Closed"),
    COMPLETED: msg("Completed"),
    CANCELLED: msg("Cancelled"),
}
MEETS_SOMEWHERE = frozenset({"LURING", "HIBRIDA"})
EDITABLE = frozenset({DRAFT, RETURNED})
FOLLOWED = frozenset({OPEN, PAUSED})
"""In these offers seats are given, or may soon be given again."""
RUNNING = frozenset({OPEN, PAUSED, CLOSED})

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "submit": from_states(DRAFT, RETURNED, to=SUBMITTED),
        "return": from_states(SUBMITTED, to=RETURNED, reason=True),
        "reject": from_states(SUBMITTED, to=REJECTED, reason=True),
        "open": from_states(SUBMITTED, to=OPEN),
        "pause": from_states(OPEN, to=PAUSED),
        "resume": from_states(PAUSED, to=OPEN),
        "close": from_states(OPEN, PAUSED, to=CLOSED),
        "complete": from_states(CLOSED, to=COMPLETED),
        "cancel": from_states(DRAFT, RETURNED, SUBMITTED, OPEN, PAUSED, CLOSED, to=CANCELLED, reason=True),
    },
    refusal=msg("This is not possible while the offer is “{state}”.").template,
)


NO_TIMES = msg("Write the hours or a session, or tick that the schedule follows.")
TOO_LONG_FOR_HOURS = msg(
    "More than {most} days need sessions, or tick that the schedule follows.", most=timetable.MOST_DAYS
)


@dataclass(frozen=True)
class Plan:
    """What opening looks at. ``first_session`` is the earliest planned session's start."""

    quota: int | None
    mode: str | None
    has_place: bool
    has_hours: bool
    starts_on: date | None
    ends_on: date | None
    first_session: datetime | None
    schedule_follows: bool
    answer_by: datetime | None
    institution_state: str


@dataclass(frozen=True)
class Obstacle:
    """Something that must be put right first, and the form field it belongs to, empty where it is in none."""

    field: str
    message: Message


def obstacles(plan: Plan, now: datetime) -> Iterator[Obstacle]:
    """Yield everything that keeps the offer from being submitted or opened."""
    if plan.institution_state != institution.ACTIVE:
        yield Obstacle("", institution.only_active(plan.institution_state))
    if plan.quota is None:
        yield Obstacle("quota", msg("Say how many seats there are: at least 1."))
    if plan.mode is None:
        yield Obstacle("mode", msg("Say whether it is online, on site or both."))
    if plan.starts_on is None or plan.ends_on is None:
        yield Obstacle("starts_on", msg("Say from when until when it runs."))
    if plan.first_session is None and not plan.schedule_follows:
        yield Obstacle("sessions", TOO_LONG_FOR_HOURS if plan.has_hours else NO_TIMES)
    yield from _deadline_obstacles(plan, now)


def _missing_place(plan: Plan) -> Iterator[Obstacle]:
    """Yield what keeps an offer from being handed in where people meet and nobody knows the place.

    One that was handed in before this was asked may still be opened.
    """
    if plan.mode in MEETS_SOMEWHERE and not plan.has_place:
        yield Obstacle("place", msg("Say where it takes place: building and village."))


def _deadline_obstacles(plan: Plan, now: datetime) -> Iterator[Obstacle]:
    if plan.answer_by is None:
        yield Obstacle("answer_by", msg("Say until when invited IKM may answer."))
    elif plan.answer_by <= now:
        yield Obstacle("answer_by", msg("The answer deadline has passed already."))
    elif plan.starts_on and plan.answer_by > starts_at(plan.starts_on, plan.first_session):
        yield Obstacle("answer_by", msg("The answer deadline must lie before the start."))


def require_ready(plan: Plan, now: datetime) -> None:
    """Raise RuleBroken with the first thing that is missing."""
    _refuse(obstacles(plan, now))


def require_complete(plan: Plan, now: datetime) -> None:
    """Raise RuleBroken with the first thing that keeps it from being handed in."""
    _refuse(to_hand_in(plan, now))


def to_hand_in(plan: Plan, now: datetime) -> Iterator[Obstacle]:
    """Yield everything that keeps the offer from being handed in."""
    yield from obstacles(plan, now)
    yield from _missing_place(plan)


def _refuse(found: Iterator[Obstacle]) -> None:
    for obstacle in found:
        raise RuleBroken(obstacle.message, field=obstacle.field)


def require_over(ends_on: date, today: date) -> None:
    """Raise RuleBroken before the last day has passed."""
    if ends_on >= today:
        raise RuleBroken(msg("The programme runs until {day}. Complete it after that.", day=spoken(ends_on)))


def starts_at(starts_on: date, first_session: datetime | None) -> datetime:
    """Return the instant from which the offer counts as started: its first session, else midnight WITA."""
    return first_session or start_of_day(starts_on)
