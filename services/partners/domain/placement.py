"""All open offers as one problem for the solver: who may have which seat, for how many points.

An IKM stands in it once for each year in which an offer begins: the yearly cap holds for each year by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from uuid import UUID

import numpy as np

from services.partners.domain.assignment.instance import Flags, Instance, Whole
from services.partners.domain.columns import Days
from services.partners.domain.division import Cell
from services.partners.domain.elsewhere import Seats
from services.partners.domain.kept import conditions, with_whoever_may_come
from services.partners.domain.programme import Programme
from services.partners.domain.roster import Roster, Rows

Pairs = Collection[tuple[UUID, UUID]]
"""IKM and offer."""


@dataclass(frozen=True)
class OpenOffer:
    """An offer with ``free`` seats, the ``rows`` of the roster that fit, and the ``points`` of each.

    ``unsure``: of which of them something is still to be asked. ``last_served``: of the whole roster, the day on which
    each was last served before the start. ``asked``: what the parts of the quota ask about the ``rows``.
    """

    programme: Programme
    free: int
    rows: Rows
    points: Whole
    unsure: Flags
    last_served: Days
    asked: Sequence[Cell] = ()

    @property
    def year(self) -> int:
        return self.programme.starts_on.year

    def of(self, stays: Flags) -> "OpenOffer":
        """Return the offer for those of its rows alone."""
        asked = [replace(cell, members=cell.members[stays]) for cell in self.asked]
        return replace(self, rows=self.rows[stays], points=self.points[stays], unsure=self.unsure[stays], asked=asked)


@dataclass(frozen=True)
class Placement:
    """``instance``, and whom its positions mean: offers, IKM, and of ``cells`` the offer and what is asked there.

    ``unsure``: of which pairs something is unknown.
    """

    instance: Instance
    unsure: Flags
    offer_ids: Sequence[UUID]
    ikm_ids: Sequence[UUID]
    cells: Sequence[tuple[UUID, Cell]] = ()


def placement(
    roster: Roster,
    seats: Seats,
    offers: Sequence[OpenOffer],
    yearly_cap: int,
    *,
    step: int = 0,
    floors: Whole | None = None,
    before: Pairs = (),
    pins: Pairs = (),
    exclusions: Pairs = (),
) -> Placement:
    """Put everything together; the order of ``offers`` is that of their precedence.

    ``step``: points by which each further seat of an IKM in a year counts less. ``floors``: codes of kecamatan, and the
    seats that they get at least. A pin of an IKM that does not fit, or
    about which somebody has decided, asks for nothing.
    """
    years = sorted({offer.year for offer in offers})
    offers = _without_clashes_over_new_year(offers)
    keys = [years.index(offer.year) * len(roster) + offer.rows.astype(np.int64) for offer in offers]
    people, ikm = np.unique(np.concatenate([*keys, _none()]), return_inverse=True)
    year, rows = np.divmod(people, max(len(roster), 1))
    ikm_ids = [roster.id_of(row) for row in rows.tolist()]
    offer_ids = [offer.programme.offer_id for offer in offers]
    served = {number: next(o.last_served for o in offers if o.year == which) for number, which in enumerate(years)}
    offer_years = [years.index(offer.year) for offer in offers]

    def known(pairs: Pairs) -> Whole:
        return _known(pairs, ikm_ids, year.tolist(), offer_ids, offer_years)

    instance = Instance(
        ikm=ikm.astype(np.int64),
        offer=np.repeat(np.arange(len(offers)), [len(key) for key in keys]).astype(np.int64),
        score=np.concatenate([*(offer.points for offer in offers), _none()]).astype(np.int64),
        free=np.array([offer.free for offer in offers], dtype=np.int64),
        cap=np.full(len(people), yearly_cap, dtype=np.int64),
        had=_had(seats, years, len(roster))[people],
        precedence=_precedence(roster, year, rows, served),
        offer_precedence=np.arange(len(offers), dtype=np.int64),
        step=step,
        area=roster.kecamatan[rows].astype(np.int64),
        floors=np.empty((0, 2), dtype=np.int64) if floors is None else floors,
        segments=conditions([(offer.asked, len(offer.rows)) for offer in offers], ikm.astype(np.int64)),
        clashes=_clashes(offers),
        exclusions=known(exclusions),
        before=known(before),
    )
    unsure = np.concatenate([*(offer.unsure for offer in offers), np.empty(0, dtype=np.bool_)])
    cells = [(offer.programme.offer_id, cell) for offer in offers for cell in offer.asked]
    instance = with_whoever_may_come(
        replace(instance, pins=_fitting(known(pins), instance)), [cell for _, cell in cells]
    )
    return Placement(instance, unsure, offer_ids, ikm_ids, cells)


def clash(one: Programme, other: Programme) -> bool:
    """Tell whether nobody should have both: they meet at the same time, or share days while times are open."""
    if one.ends_on < other.starts_on or other.ends_on < one.starts_on:
        return False
    if not (one.meetings and other.meetings):
        return True
    return any(mine.overlaps(theirs) for mine in one.meetings for theirs in other.meetings)


def _clashes(offers: Sequence[OpenOffer]) -> Whole:
    found = [
        (first, second)
        for (first, one), (second, other) in combinations(enumerate(offers), 2)
        if one.year == other.year and clash(one.programme, other.programme)
    ]
    return np.array(found, dtype=np.int64).reshape(len(found), 2)


def _without_clashes_over_new_year(offers: Sequence[OpenOffer]) -> list[OpenOffer]:
    """Return the offers; of two that clash over the turn of a year, the later leaves out whoever fits both: years are
    solved each by itself.
    """
    found = []
    for offer in offers:
        stays = np.ones(len(offer.rows), dtype=np.bool_)
        for other in offers:
            if other.year < offer.year and clash(other.programme, offer.programme):
                stays &= ~np.isin(offer.rows, other.rows)
        found.append(offer.of(stays))
    return found


def _had(seats: Seats, years: Sequence[int], count: int) -> Whole:
    """Return how many seats each IKM has in each year, year after year."""
    of_seat = np.array([seat.starts_on.year for seat in seats.engagements], dtype=np.int64)[seats.places]
    counts = [np.bincount(seats.rows[of_seat == year], minlength=count) for year in years]
    return np.concatenate([*counts, _none()]).astype(np.int64)


def _precedence(roster: Roster, year: Whole, rows: Whole, served: Mapping[int, Days]) -> Whole:
    """Return the place of each in order: longest unserved, registered first, smallest id."""
    high, low = roster.ids[rows].T
    days = np.zeros(len(rows), dtype=np.int64)
    for number, last_served in served.items():
        days[year == number] = last_served[rows[year == number]]
    place = np.empty(len(rows), dtype=np.int64)
    place[np.lexsort((year, low, high, roster.registered[rows], days))] = np.arange(len(rows))
    return place


def _known(
    pairs: Pairs, ikm_ids: Sequence[UUID], years: Sequence[int], offer_ids: Sequence[UUID], offer_years: Sequence[int]
) -> Whole:
    """Return the positions of those pairs that are in the problem."""
    people = {key: at for at, key in enumerate(zip(ikm_ids, years, strict=True))}
    offers = {offer_id: at for at, offer_id in enumerate(offer_ids)}
    found = {
        (people[ikm_id, offer_years[offers[offer_id]]], offers[offer_id])
        for ikm_id, offer_id in pairs
        if offer_id in offers and (ikm_id, offer_years[offers[offer_id]]) in people
    }
    return np.array(sorted(found), dtype=np.int64).reshape(len(found), 2)


def _fitting(pairs: Whole, instance: Instance) -> Whole:
    keys = instance.ikm * instance.offers + instance.offer
    return pairs[np.isin(pairs[:, 0] * instance.offers + pairs[:, 1], keys)]


def _none() -> Whole:
    return np.empty(0, dtype=np.int64)
