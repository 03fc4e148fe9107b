"""Which conditions cannot hold together: a set of which none can be left out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, islice

import numpy as np

from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.greedy import go_down
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Instance, Kind, Segment, Whole
from services.partners.domain.assignment.problem import arrange
from services.partners.domain.assignment.programme import Programme, is_whole
from services.partners.domain.assignment.refusals import Condition
from services.partners.domain.assignment.sifting import sift, start_with

Holds = Callable[[list[Condition]], bool]
Look = Callable[[], None]
LOOKS, LARGE = 100, 100_000
"""How many smaller sets are tried once a set is found of which nothing can be left out, unless there are many pairs."""


def smallest_contradiction(given: Instance, effort: Effort, look: Look) -> tuple[Condition, ...]:
    """Return conditions that cannot all hold, though all but any one of them can; () where all can hold.

    It is looked for within one offer and with one IKM's pins first, then everywhere. ``look`` is called again and
    again, and ends it by raising.
    """
    for part, conditions in _parts(given):
        found = _contradiction(part, conditions, effort, look)
        if found:
            return found
    return _contradiction(given, list(_everywhere(given)), effort, look)


def _contradiction(given: Instance, conditions: list[Condition], effort: Effort, look: Look) -> tuple[Condition, ...]:
    def holds(some: list[Condition]) -> bool:
        look()
        return _can_hold(only(given, set(some)), effort, look)

    conditions = sorted(conditions)
    if holds(conditions):
        return ()
    found = _needed(holds, [], conditions, background_new=False)
    looks = LOOKS if len(given.ikm) < LARGE else 0
    return tuple(sorted(_smaller(holds, conditions, len(found), looks) or found))


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


def _smaller(holds: Holds, conditions: list[Condition], size: int, looks: int) -> list[Condition]:
    fewer = (list(some) for count in range(1, size) for some in combinations(conditions, count))
    return next((some for some in islice(fewer, looks) if not holds(some)), [])


def _parts(given: Instance) -> Iterator[tuple[Instance, list[Condition]]]:
    """Yield what can contradict itself by itself: an offer that must give seats, an IKM that is pinned."""
    order = np.argsort(given.offer, kind="stable")
    start = np.searchsorted(given.offer[order], np.arange(given.offers + 1))
    asking = {segment.offer for segment in given.segments if segment.kind is not Kind.AT_MOST}
    for offer in sorted(asking | set(given.pins[:, 1].tolist())):
        segments = [_named(segment, n) for n, segment in enumerate(given.segments) if segment.offer == offer]
        pins = given.pins[given.pins[:, 1] == offer]
        seats = Condition("free_seats", (offer,))
        yield _pairs(given, order[start[offer] : start[offer + 1]]), [seats, *segments, *_pins(pins)]
    for ikm in np.unique(given.pins[:, 0]).tolist():
        pins = given.pins[given.pins[:, 0] == ikm]
        yield _pairs(given, np.flatnonzero(given.ikm == ikm)), [*_pins(pins), *_clashes(given)]


def _everywhere(given: Instance) -> Iterator[Condition]:
    yield Condition("free_seats", ())
    yield from _pins(given.pins)
    yield from _clashes(given)
    yield from (_named(segment, number) for number, segment in enumerate(given.segments))
    yield from (Condition("floor", (area,)) for area in given.floors[:, 0].tolist())


def _pairs(given: Instance, chosen: Whole) -> Instance:
    return replace(given, ikm=given.ikm[chosen], offer=given.offer[chosen], score=given.score[chosen])


def _pins(pins: Whole) -> list[Condition]:
    """Return the pins, and the yearly caps of those pinned."""
    caps = [Condition("yearly_cap", (ikm,)) for ikm in np.unique(pins[:, 0]).tolist()]
    return [*(Condition("pin", (ikm, offer)) for ikm, offer in pins.tolist()), *caps]


def _clashes(given: Instance) -> list[Condition]:
    return [Condition("clash", (min(edge), max(edge))) for edge in given.clashes.tolist()]


def _named(segment: Segment, number: int) -> Condition:
    return Condition(segment.kind.value, (number,))


def only(given: Instance, kept: set[Condition]) -> Instance:
    """Return the instance with these conditions alone, and all points alike."""
    all_seats = Condition("free_seats", ()) in kept
    seats = [all_seats or Condition("free_seats", (offer,)) in kept for offer in range(given.offers)]
    loose_offer = ~np.array(seats, dtype=bool)
    pinned = np.unique(given.pins[:, 0])
    loose_ikm = np.zeros(given.people, dtype=bool)
    loose_ikm[pinned] = [Condition("yearly_cap", (ikm,)) not in kept for ikm in pinned.tolist()]
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


def _can_hold(given: Instance, effort: Effort, look: Look) -> bool:
    programme = Programme(problem := arrange(given), penalty=1, look=look)
    start_with(programme, go_down(problem))
    answer, _, _ = sift(programme, lambda *_: None)
    if not answer.feasible or programme.missing(answer):
        return False
    return is_whole(answer) or _can_hold_whole(programme, programme.solve_whole(effort), effort)


def _can_hold_whole(programme: Programme, answer: Answer, effort: Effort) -> bool:
    if answer.feasible and not programme.missing(answer):
        return True
    programme.add(np.arange(len(programme.problem.ikm)))
    answer = programme.solve_whole(effort)
    # Whoever gives up has not shown a contradiction.
    return not answer.proven or (answer.feasible and not programme.missing(answer))
