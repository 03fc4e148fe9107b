"""What may become of an outcome: planned by a programme, achieved by evidence, verified by a person."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from shared.language import Message, msg
from shared.states import StateMachine, from_states
from shared.vocabulary import AIM_OF_TOPIC, CERTIFICATES

PLANNED, ACHIEVED, VERIFIED, REFUSED = "planned", "achieved", "verified", "refused"
EXPIRED, REVOKED, DROPPED = "expired", "revoked", "dropped"
STATES: dict[str, Message] = {
    PLANNED: msg("Planned"),
    ACHIEVED: msg("Achieved, to be verified"),
    VERIFIED: msg("Verified"),
    REFUSED: msg("Evidence refused"),
    EXPIRED: msg("Expired"),
    REVOKED: msg("Revoked"),
    DROPPED: msg("Dropped"),
}
OPEN = frozenset({PLANNED, REFUSED})
"""Evidence is still to come."""
ONCE = frozenset({*CERTIFICATES, "ONLINE_SALE"})
"""Kinds that an IKM achieves once; of the others there may be a next one."""
ENROLLED, COMPLETED = "enrolled", "completed"
AIMING = frozenset({ENROLLED, COMPLETED})
"""States of an enrolment in which its programme aims at an outcome."""
_RANK = (VERIFIED, ACHIEVED, PLANNED, REFUSED, EXPIRED, REVOKED)

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "achieve": from_states(PLANNED, REFUSED, to=ACHIEVED),
        "verify": from_states(ACHIEVED, to=VERIFIED),
        "refuse": from_states(ACHIEVED, to=REFUSED, reason=True),
        "revoke": from_states(VERIFIED, EXPIRED, to=REVOKED, reason=True),
        "drop": from_states(PLANNED, REFUSED, to=DROPPED, reason=True),
        "expire": from_states(ACHIEVED, VERIFIED, to=EXPIRED),
        "withdraw": from_states(PLANNED, to=DROPPED),
        "plan": from_states(DROPPED, to=PLANNED),
        "lose_evidence": from_states(ACHIEVED, to=PLANNED),
    },
    refusal=msg("This is not possible while the outcome is: {state}.").template,
)
BY_HAND = ("verify", "refuse", "revoke", "drop")


class OutcomeLike(Protocol):
    id: UUID
    kind: str
    state: str
    planned_on: date
    began_on: date
    counts_with_id: UUID | None
    achieved_on: date | None


Each = TypeVar("Each", bound=OutcomeLike)


@dataclass(frozen=True)
class Held:
    """A certificate that stands in the register."""

    issued_on: date | None
    expires_on: date | None


def aim_of(topic: str | None) -> str | None:
    """Return the kind of outcome that a programme on this topic aims at; None where the topic is not known."""
    return AIM_OF_TOPIC.get(topic or "")


def may_share(outcome: OutcomeLike, began_on: date) -> bool:
    """Tell whether a programme that began on a day has part in an outcome that others began."""
    if outcome.state in OPEN:
        return True
    return outcome.state != DROPPED and outcome.achieved_on is not None and outcome.achieved_on >= began_on


def nothing_to_gain(kind: str, held: Iterable[Held], others: Iterable[OutcomeLike], began_on: date) -> bool:
    """Tell whether an IKM had what a programme aims at before the programme began."""
    if any(_stood(one, began_on) for one in held):
        return True
    return kind in ONCE and any(one.state in (ACHIEVED, VERIFIED) for one in others)


def _stood(held: Held, day: date) -> bool:
    lasts = held.expires_on is None or held.expires_on >= day
    return lasts and (held.issued_on is None or held.issued_on < day)


def is_same(one: OutcomeLike, other: OutcomeLike) -> bool:
    """Tell whether outcomes of two records are one where the records are: of one kind, and of one time or once."""
    if one.kind != other.kind or DROPPED in (one.state, other.state) or one.counts_with_id or other.counts_with_id:
        return False
    return one.kind in ONCE or may_share(one, other.began_on) or may_share(other, one.began_on)


def leading(one: Each, other: Each) -> tuple[Each, Each]:
    """Return which of two outcomes of one kind counts for a business that was two records, and which counts with it."""
    first, second = sorted((one, other), key=lambda each: (_RANK.index(each.state), each.planned_on, each.id))
    return first, second


def half_a_year_before(day: date) -> date:
    """Return the day of six months ago, the last of its month where that month is shorter."""
    month = day.month - 6
    year, month = (day.year, month) if month > 0 else (day.year - 1, month + 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
