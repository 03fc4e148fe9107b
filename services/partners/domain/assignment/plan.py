"""A finished plan: which IKM gets which seat, the proof that nothing better exists, and what explains it."""

from dataclasses import dataclass

from services.partners.domain.assignment.instance import Flags, Whole


@dataclass(frozen=True, eq=False)
class Proof:
    """Prices of all conditions, ``scale`` parts to a point, numbered as the instance was handed in.

    Whoever multiplies each by its limit and adds what every pair is worth beyond them gets what no plan exceeds, not
    even one with broken seats (``verification.value_of``). ``clash``: one price per entry of ``clash_ikm`` and
    ``clash_group``, an IKM and offers that all clash; a row of ``clash_groups`` is True at these offers.
    """

    scale: int
    ikm: Whole
    offer: Whole
    segment: Whole
    floor_area: Whole
    floor: Whole
    clash: Whole
    clash_ikm: Whole
    clash_group: Whole
    clash_groups: Flags


@dataclass(frozen=True, eq=False)
class Prices:
    """What one seat more or less is worth, in points. Where conditions cross and the effort did not suffice, what is
    not ``exact`` is a limit: a seat less costs at least so much, one more brings at most so much, an IKM lacks at
    least so much.

    ``give_up``, ``one_more``: (m), -1 where no seat could be given up. ``newcomer``: (m) the IKM without a seat that
    one more seat at the offer would help in the end, -1 for none. ``missing``: (n) for an IKM without a seat the points
    it lacks where it lacks least: with so many more a plan that seats it there is as good as this; -1 for whoever has
    a seat or could get none. ``nearest``: (n) that offer, -1 likewise. ``taken_by``: (n) the IKM that would lose its
    seat if those points were there, -1 for none.
    """

    give_up: Whole
    give_up_exact: Flags
    one_more: Whole
    one_more_exact: Flags
    newcomer: Whole
    missing: Whole
    missing_exact: Flags
    nearest: Whole
    taken_by: Whole

    @property
    def exact(self) -> bool:
        """Tell whether all of them are."""
        return bool(self.give_up_exact.all() and self.one_more_exact.all() and self.missing_exact.all())


@dataclass(frozen=True, eq=False)
class Plan:
    """``ikm`` and ``offer``: one entry per seat given, by precedence of the offer, then of the IKM.

    ``points``: the sum of points, further seats of an IKM counted less. ``bound``: no plan has more. ``gap``: the
    difference; 0 is proof. ``way``: ``flow`` (nested conditions), ``linear`` (they are not, yet whole seats bring as
    many points) or ``integer`` (searched in whole seats). ``settled``: the goals after the points were reached to the
    end too. ``served``: different IKM. ``kept``: seats that were in the proposal before. ``greedy``: points of a list
    gone down from the best, ``greedy_seats`` its seats, ``greedy_complete``: it keeps all conditions. ``floors_cost``:
    points that the floors cost, None where none are asked.
    """

    ikm: Whole
    offer: Whole
    points: int
    bound: int
    way: str
    settled: bool
    served: int
    kept: int
    greedy: int
    greedy_seats: int
    greedy_complete: bool
    floors_cost: int | None
    proof: Proof
    prices: Prices

    @property
    def gap(self) -> int:
        """Return how many points a better plan could have at most."""
        return self.bound - self.points
