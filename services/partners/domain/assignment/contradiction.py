"""Which conditions cannot hold together: a set of which none can be left out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, islice

import numpy as np

from services.partners.domain.assignment.greedy import go_down
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Instance
from services.partners.domain.assignment.problem import arrange
from services.partners.domain.assignment.programme import Programme, is_whole
from services.partners.domain.assignment.refusals import Condition
from services.partners.domain.assignment.sifting import sift, start_with

Holds = Callable[[list[Condition]], bool]
LOOKS = 100
"""How many smaller sets are tried once a set is found of which nothing can be left out."""


def smallest_contradiction(given: Instance, seconds: float) -> tuple[Condition, ...]:
    """Return conditions that cannot all hold, though all but any one of them can; () where all can hold.

    Where the instance has few conditions no smaller set contradicts itself.
    """
    conditions = sorted(_conditions(given))

    def holds(some: list[Condition]) -> bool:
        return _can_hold(only(given, set(some)), seconds)

    if holds(conditions):
        return ()
    found = _needed(holds, [], conditions, background_new=False)
    return tuple(sorted(_smaller(holds, conditions, len(found)) or found))


def _needed(holds: Holds, base: list[Condition], rest: list[Condition], *, background_new: bool) -> list[Condition]:
    """Return those of the rest that a contradiction with the base needs (Junker's QuickXplain, 2004)."""
    if background_new and not holds(base):
        return []
    if len(rest) == 1:
        return rest
    one, other = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    right = _needed(holds, base + one, other, background_new=bool(one))
    left = _needed(holds, base + right, one, background_new=bool(right))
    return left + right


def _smaller(holds: Holds, conditions: list[Condition], size: int) -> list[Condition]:
    fewer = (list(some) for count in range(1, size) for some in combinations(conditions, count))
    return next((some for some in islice(fewer, LOOKS) if not holds(some)), [])


def _conditions(given: Instance) -> Iterator[Condition]:
    yield from (Condition("pin", (ikm, offer)) for ikm, offer in given.pins.tolist())
    yield from (Condition("yearly_cap", (ikm,)) for ikm in np.unique(given.pins[:, 0]).tolist())
    yield from (Condition("clash", (min(edge), max(edge))) for edge in given.clashes.tolist())
    yield from (Condition(segment.kind.value, (number,)) for number, segment in enumerate(given.segments))
    yield from (Condition("floor", (area,)) for area in given.floors[:, 0].tolist())
    yield from (Condition("free_seats", (offer,)) for offer in range(given.offers))


def only(given: Instance, kept: set[Condition]) -> Instance:
    """Return the instance with these conditions alone, and all points alike."""
    loose_offer = np.array([Condition("free_seats", (offer,)) not in kept for offer in range(given.offers)], dtype=bool)
    loose_ikm = np.zeros(given.people, dtype=bool)
    loose_ikm[[ikm for ikm in np.unique(given.pins[:, 0]).tolist() if Condition("yearly_cap", (ikm,)) not in kept]] = (
        True
    )
    pins = [Condition("pin", (ikm, offer)) in kept for ikm, offer in given.pins.tolist()]
    clashes = [Condition("clash", (min(edge), max(edge))) in kept for edge in given.clashes.tolist()]
    floors = [Condition("floor", (area,)) in kept for area in given.floors[:, 0].tolist()]
    plenty = given.people + sum(segment.seats for segment in given.segments)
    return replace(
        given, score=np.zeros_like(given.score), step=0, free=np.where(loose_offer, plenty, given.free),
        cap=np.where(loose_ikm, given.had + given.offers, given.cap), pins=given.pins[np.array(pins, dtype=bool)],
        clashes=given.clashes[np.array(clashes, dtype=bool)], floors=given.floors[np.array(floors, dtype=bool)],
        segments=tuple(s for n, s in enumerate(given.segments) if Condition(s.kind.value, (n,)) in kept),
    )  # fmt: skip


def _can_hold(given: Instance, seconds: float) -> bool:
    programme = Programme(problem := arrange(given), penalty=1)
    start_with(programme, go_down(problem))
    answer, _, _ = sift(programme, lambda *_: None)
    if not answer.feasible or programme.missing(answer):
        return False
    return is_whole(answer) or _can_hold_whole(programme, programme.solve_whole(seconds), seconds)


def _can_hold_whole(programme: Programme, answer: Answer, seconds: float) -> bool:
    if answer.feasible and not programme.missing(answer):
        return True
    programme.add(np.arange(len(programme.problem.ikm)))
    answer = programme.solve_whole(seconds)
    # Whoever runs out of time has not shown a contradiction.
    return not answer.proven or (answer.feasible and not programme.missing(answer))
