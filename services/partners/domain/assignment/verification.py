"""The plan looked at anew, from the instance as it was handed in: nothing here asks the solver or trusts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.partners.domain.assignment.instance import Instance, Kind, Whole
from services.partners.domain.assignment.kept_seats import kinds_of_kept, seats_kept
from services.partners.domain.assignment.keys import is_among
from services.partners.domain.assignment.plan import Plan, Proof

PORTION = 1 << 16


@dataclass(frozen=True)
class Verdict:
    """``broken``: codes of conditions that the plan breaks. ``points``: added up anew.

    ``bound``: what the prices prove that no plan exceeds, worked out over all eligible pairs, in whole points.
    """

    broken: tuple[str, ...]
    points: int
    bound: int

    @property
    def optimal(self) -> bool:
        """Tell whether the plan keeps all conditions and the prices alone prove that none has more points."""
        return not self.broken and self.points == self.bound


def verify(given: Instance, plan: Plan) -> Verdict:
    """Return what an own look at the plan finds."""
    seats = _Look(given)
    return Verdict(tuple(seats.broken(plan)), seats.points(plan), seats.value(plan.proof) // plan.proof.scale)


def value_of(given: Instance, proof: Proof) -> int:
    """Return what the prices prove that no plan exceeds, in parts of a point."""
    return _Look(given).value(proof)


class _Look:
    def __init__(self, given: Instance) -> None:
        self.given = given
        self.keys, self.score = given.ikm * given.offers + given.offer, given.score
        self.ikm, self.offer = given.ikm, given.offer
        if len(given.exclusions) or not (self.keys[1:] > self.keys[:-1]).all():
            order = np.flatnonzero(~is_among(self.keys, self._keys(given.exclusions)))
            order = order[np.argsort(self.keys[order])]
            self.keys, self.score = self.keys[order], given.score[order]
            self.ikm, self.offer = given.ikm[order], given.offer[order]
        self.room = np.maximum(np.minimum(given.cap - given.had, np.bincount(self.ikm, minlength=given.people)), 0)

    def _portions(self) -> Iterator[slice]:
        """Yield all pairs in slices that stay near the processor."""
        return (slice(start, start + PORTION) for start in range(0, len(self.ikm), PORTION))

    def _keys(self, table: Whole) -> Whole:
        keys: Whole = table[:, 0] * self.given.offers + table[:, 1]
        return keys

    @cached_property
    def _least(self) -> dict[int, int]:
        """Seats that each area must have: no more than it has IKM that may get one."""
        if self.given.area is None:
            return {}
        code, able = np.unique(self.given.area[self.room > 0], return_counts=True)
        count = dict(zip(code.tolist(), able.tolist(), strict=True))
        return {area: min(least, count.get(area, 0)) for area, least in self.given.floors.tolist()}

    def _in_areas(self, seats: Whole) -> dict[int, int]:
        """Return the seats of each area in which somebody stands."""
        if self.given.area is None:
            return {}
        code, which = np.unique(self.given.area, return_inverse=True)
        return dict(zip(code.tolist(), np.bincount(which, seats).astype(np.int64).tolist(), strict=True))

    def broken(self, plan: Plan) -> Iterator[str]:
        given, keys = self.given, plan.ikm * self.given.offers + plan.offer
        seats = np.bincount(plan.ikm, minlength=given.people)
        if len(np.unique(keys)) < len(keys) or not self._are_eligible(keys):
            yield "not_eligible"
        if (seats > self.room).any():
            yield "yearly_cap"
        if not is_among(self._keys(given.pins), keys).all():
            yield "pin"
        if any(set(plan.ikm[plan.offer == one]) & set(plan.ikm[plan.offer == other]) for one, other in given.clashes):
            yield "clash"
        in_areas = self._in_areas(seats)
        if any(in_areas.get(area, 0) < least for area, least in self._least.items()):
            yield "floor"
        yield from self._broken_offers(plan)

    def _are_eligible(self, keys: Whole) -> bool:
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return not len(keys) or (len(self.keys) > 0 and bool((self.keys[at] == keys).all()))

    def _broken_offers(self, plan: Plan) -> Iterator[str]:
        if (np.bincount(plan.offer, minlength=self.given.offers) > self.given.free).any():
            yield "free_seats"
        for offer in {segment.offer for segment in self.given.segments}:
            here, segments = plan.ikm[plan.offer == offer], [one for one in self.given.segments if one.offer == offer]
            for one in segments:
                count = int(is_among(here, one.members).sum())
                if (one.kind is Kind.AT_MOST and count > one.seats) or (
                    one.kind is Kind.AT_LEAST and count < one.seats
                ):
                    yield one.kind.value
            if len(here) + seats_kept(segments, here, self.given.people) > self.given.free[offer]:
                yield "reserved"

    def points(self, plan: Plan) -> int:
        at = np.searchsorted(self.keys, plan.ikm * self.given.offers + plan.offer)
        seats = np.bincount(plan.ikm, minlength=self.given.people)
        less = seats * self.given.had + seats * (seats - 1) // 2
        return int(self.score[at].sum()) - self.given.step * int(less.sum())

    def value(self, proof: Proof) -> int:
        """Return the value of the prices in parts of a point: limits at their price, what pairs are worth beyond."""
        given, scale = self.given, proof.scale
        total = int((np.maximum(proof.offer, 0) * given.free).sum()) + self._segments_cost(proof)
        total += sum(
            int(price) * self._least[int(area)] for area, price in zip(proof.floor_area, proof.floor, strict=True)
        )
        total += int(np.maximum(proof.clash, 0).sum())
        for level in range(int(self.room.max(initial=0))):
            may = self.room > level
            total += int(np.maximum(proof.ikm[may] - level * given.step * scale, 0).sum())
        left = self._left(proof)
        pinned = np.flatnonzero(is_among(self.keys, self._keys(given.pins)))
        total += int(left[pinned].sum())
        left[pinned] = 0
        for here in self._portions():
            total += int(np.maximum(left[here], 0)[self.room[self.ikm[here]] > 0].sum())
        return total

    def _left(self, proof: Proof) -> Whole:
        given, left = self.given, np.empty(len(self.ikm), dtype=np.int64)
        person = proof.ikm + given.step * proof.scale * given.had
        for here in self._portions():
            left[here] = self.score[here] * proof.scale - person[self.ikm[here]] - proof.offer[self.offer[here]]
        if proof.segment.any():
            self._charge_segments(proof, left)
        for area, price in zip(proof.floor_area, proof.floor, strict=True):
            if given.area is not None and price:
                left[(given.area == area)[self.ikm]] -= price
        for ikm, group, price in zip(proof.clash_ikm, proof.clash_group, proof.clash, strict=True):
            if price:
                start, end = np.searchsorted(self.ikm, [ikm, ikm + 1])
                left[start:end][proof.clash_groups[group][self.offer[start:end]]] -= price
        return left

    def _charge_segments(self, proof: Proof, left: Whole) -> None:
        by_offer = np.argsort(self.offer, kind="stable")
        start = np.searchsorted(self.offer[by_offer], np.arange(self.given.offers + 1))
        for segment, price in zip(self.given.segments, proof.segment, strict=True):
            here = by_offer[start[segment.offer] : start[segment.offer + 1]]
            left[here[is_among(self.ikm[here], segment.members)]] -= price

    def _segments_cost(self, proof: Proof) -> int:
        """Return the limits of segments at their prices; an empty kept seat may not be worth more than it costs."""
        given, total = self.given, 0
        for number, segment in enumerate(given.segments):
            price = int(proof.segment[number])
            rightly = price >= 0 if segment.kind is Kind.AT_MOST else price <= 0
            total += price * segment.seats if rightly else abs(price) * len(self.ikm)
        for offer in {segment.offer for segment in given.segments}:
            numbers = [n for n, one in enumerate(given.segments) if one.offer == offer and one.kind is Kind.RESERVED]
            for kind in kinds_of_kept([given.segments[n].members for n in numbers], given.people):
                cost = int(proof.offer[offer]) + sum(int(proof.segment[numbers[column]]) for column in kind)
                total += max(-cost, 0) * int(given.free[offer])
        return total
