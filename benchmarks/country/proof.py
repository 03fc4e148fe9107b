"""A look at a plan that knows nothing of how it was made: does it keep every condition, can any plan have more points?

Whatever the prices, the points of a plan are the prices of its seats and what is above them. No plan has more than the
prices of all seats and what is above them if each IKM took its best. A plan that reaches this sum is optimal.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.country import country as rules
from benchmarks.country.country import Country, Small
from benchmarks.country.crew import Crew
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.score import MOMENTUM_DAYS, MOST_SEVERE


@dataclass(frozen=True)
class Verdict:
    """``broken``: the conditions that do not hold; ``points`` of the seats; ``bound``: no plan has more."""

    broken: tuple[str, ...]
    points: int
    bound: int

    @property
    def optimal(self) -> bool:
        """Tell whether the plan keeps all conditions and no plan is better."""
        return not self.broken and self.points == self.bound


def verify(looking: Crew, ikm: Whole, offer: Whole, prices: Small) -> Verdict:
    """Judge a plan of seats, by looking once at all pairs of the crew's country."""
    country = looking.country
    points, eligible = worked_out(country, ikm, offer)
    conditions = {
        "every seat goes to somebody eligible": eligible.all(),
        "nobody has two seats of one offer": len(np.unique(ikm * country.offers + offer)) == len(ikm),
        "nobody has more seats than allowed": np.bincount(ikm, minlength=1).max() <= country.each,
        "no offer gives more seats than it has": (
            np.bincount(offer, minlength=country.offers) <= country.seats
        ).all(),
        "no price is below nothing": (prices >= 0).all(),
    }  # fmt: skip
    bound = int(country.seats @ prices) + sum(looking.over_all(above, prices))
    return Verdict(tuple(name for name, holds in conditions.items() if not holds), int(points.sum()), bound)


def worked_out(country: Country, ikm: Whole, offer: Whole) -> tuple[Whole, Flags]:
    """Return the points of some pairs, one by one from the columns, and which of them are eligible."""
    cell = np.searchsorted(country.first, ikm, side="right") - 1
    place, is_open = _open(country, cell, offer)
    eligible = is_open & (country.registered[ikm] | (country.asks[offer] == 0))
    severity = country.needs[country.topic[offer], ikm].astype(np.int64)
    day = country.day[offer].astype(np.int64)
    needed = (severity > 0) * (rules.NEED + rules.SEVERITY * severity // MOST_SEVERE)
    points: Whole = needed + country.always[ikm] + country.extra[place]
    points += rules.UNSERVED * np.minimum(country.served[ikm] + day, rules.LATELY) // rules.LATELY
    points += rules.MOMENTUM * (country.trained[ikm] + day <= MOMENTUM_DAYS)
    return points, eligible


def _open(country: Country, cell: Whole, offer: Whole) -> tuple[Whole, Flags]:
    """Return where each offer stands among those of the cell, and whether it is there at all."""
    known = np.repeat(np.arange(len(country.opens) - 1), np.diff(country.opens)) * country.offers + country.offer
    order, sought = np.argsort(known), cell * country.offers + offer
    place = order[np.searchsorted(known, sought, sorter=order).clip(max=len(known) - 1)]
    return place, known[place] == sought


def above(country: Country, cells: range, prices: Small) -> int:
    """Return the points above the prices if each IKM of some cells took its best, sorting all it may take."""
    total = 0
    for block in country.blocks(cells):
        offer, points = country.points(block)
        if len(offer):
            worth = np.maximum(points - prices[offer][:, None], 0)
            best = np.partition(worth, -min(country.each, len(offer)), axis=0)[-country.each :]
            total += int(best.sum(dtype=np.int64))
    return total
