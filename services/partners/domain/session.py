"""The life of one meeting of an offer, and what may be done with it while the programme runs."""

from datetime import datetime, time, timedelta

from shared.clock import WITA
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.states import StateMachine, from_states
from shared.words import spoken

PLANNED, CANCELLED = "planned", "cancelled"
MOVE, CANCEL = "move", "cancel"
MOST = 60
"""More sessions than these has no programme."""

MORNING, EVENING = time(8, 0), time(20, 0)
"""On the day before, whoever comes is reminded between these hours (WITA)."""

STATES: dict[str, Message] = {PLANNED: msg("Planned"), CANCELLED: msg("Cancelled")}
MACHINE = StateMachine(
    states=STATES,
    transitions={
        MOVE: from_states(PLANNED, to=PLANNED, reason=True),
        CANCEL: from_states(PLANNED, to=CANCELLED, reason=True),
    },
    refusal=msg("This session is “{state}”: that cannot be done any more.").template,
)


def require_not_begun(starts_at: datetime, now: datetime) -> None:
    """Raise RuleBroken for a session that has begun: what took place stays where it was."""
    if starts_at <= now:
        raise RuleBroken(msg("This session has begun. Cancel it if it did not take place, and add another."))


def require_to_come(starts_at: datetime, now: datetime, answer_by: datetime | None) -> None:
    """Raise RuleBroken for a time that has passed, or lies before those invited must have answered."""
    if starts_at <= now:
        raise RuleBroken(msg("This time has passed. Choose a time still to come."), field="starts_at")
    if answer_by and starts_at < answer_by:
        raise RuleBroken(
            msg(
                "IKM may answer until {day}. A session must lie after that.",
                day=spoken(answer_by.astimezone(WITA).date()),
            ),
            field="starts_at",
        )


def require_room(count: int) -> None:
    """Raise RuleBroken where a programme would have more sessions than one can have."""
    if count > MOST:
        raise RuleBroken(msg("A programme has at most {most} sessions.", most=MOST), field="until")


def near_at(starts_at: datetime) -> datetime:
    """Return when whoever comes is reminded: in the morning of the day before, WITA."""
    day = starts_at.astimezone(WITA).date() - timedelta(days=1)
    return datetime.combine(day, MORNING, WITA)
