"""The plan of a country: a sample gives prices, prices give few pairs, their best use gives better prices.

This goes on until all pairs prove that nothing is better.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.country.core import begun, grown
from benchmarks.country.country import STEP, Small
from benchmarks.country.crew import Crew
from benchmarks.country.flow import best_seats
from benchmarks.country.pairs import Pairs, unpack
from benchmarks.country.prices import prices as prices_of
from benchmarks.country.wishes import everything, wishes
from services.partners.domain.assignment.instance import Whole

FEW = 1_000_000
"""So few pairs are given to the flow all together."""
FIRST, FIRST_NEAR = 12, 3
"""Pairs of one IKM that may come in at first, and how many points below its price a pair may be."""
LATER, LATER_NEAR = 6, 2
"""The same for an IKM that the core lets down: what is near its price now may be wanted once prices have moved."""

Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Plan:
    """The pairs that get a seat, and the prices that prove it. ``bound``: no plan has more points.

    ``core``: pairs among which it was found; ``looks``: how often all pairs were held against prices.
    """

    pairs: Pairs
    prices: Small
    points: int
    bound: int
    core: int
    looks: int


def solve(looking: Crew, tell: Tell = lambda _: None, few: int = FEW) -> Plan:
    """Return a plan of most points for the crew's country; ``tell`` hears how far it is."""
    country = looking.country
    if country.pairs <= few or country.people <= STEP:
        return _improve(looking, everything(country), tell)
    start = solve(looking.sample(), tell, few).prices
    near = wishes(looking, start, FIRST, FIRST_NEAR)
    return _improve(looking, begun(near, start, country.seats), tell)


def _improve(looking: Crew, core: Whole, tell: Tell) -> Plan:
    country, looks = looking.country, 0
    while True:
        pairs = unpack(core)
        seated = best_seats(pairs, country.seats, country.each)
        points = int(pairs.points[seated].sum())
        prices = prices_of(pairs, seated, country.seats, country.each)
        wished = wishes(looking, prices, LATER, LATER_NEAR)
        gain, more = grown(core, wished, prices, country.seats, country.each)
        bound, looks = int(country.seats @ prices) + gain, looks + 1
        tell(f"{country.people:,} IKM: {points:,} points among {len(core):,} pairs, {bound - points:,} below the bound")
        if bound == points:
            return Plan(pairs.among(seated), prices, points, bound, len(core), looks)
        if len(more) == len(core):
            raise RuntimeError("the prices of the core do not prove its plan")
        core = more
