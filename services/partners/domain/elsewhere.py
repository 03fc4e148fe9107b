"""The seats IKM hold in other offers, and what they mean for the offer in question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.columns import Days, Halves, Whole, halves_of
from services.partners.domain.programme import Engagement, Programme
from services.partners.domain.roster import Roster

NONE = -1


@dataclass(frozen=True)
class Elsewhere:
    """For one offer, an entry per IKM: ``latest`` is the day on which its latest seat before the start began, 0 without
    one; ``in_year`` how many of its seats begin in the offer's year. ``clashing`` and ``unsettled`` say which of
    ``titles`` meets at the same time, or shares days with it while times are open; ``NONE`` where none does.
    """

    latest: Days
    in_year: Whole
    clashing: Whole
    unsettled: Whole
    titles: Sequence[str]

    def clashing_title(self, row: int) -> str:
        return self.titles[int(self.clashing[row])]

    def unsettled_title(self, row: int) -> str:
        return self.titles[int(self.unsettled[row])]


@dataclass(frozen=True)
class Seats:
    """``engagements`` in the order of their offers' ids; seat ``k`` is that of row ``rows[k]`` in ``places[k]``."""

    count: int
    engagements: Sequence[Engagement]
    rows: Whole
    places: Whole

    @classmethod
    def of(cls, roster: Roster, held: Mapping[UUID, Sequence[Engagement]]) -> "Seats":
        """Return the seats that those of the roster hold."""
        rows = roster.rows
        return cls._of(len(roster), {rows[ikm_id]: seats for ikm_id, seats in held.items() if ikm_id in rows})

    @classmethod
    def of_holders(cls, roster: Roster, offers: Sequence[tuple[Engagement, Halves]]) -> "Seats":
        """Return the seats of those of the roster, offer by offer with the ids of all who have one there."""
        in_order = sorted(offers, key=lambda offer: str(offer[0].offer_id))
        rows = roster.rows_at(np.concatenate([halves_of(""), *(ids for _, ids in in_order)]))
        places = np.repeat(np.arange(len(in_order), dtype=np.int32), [len(ids) for _, ids in in_order])
        here = rows >= 0
        return cls(len(roster), [seat for seat, _ in in_order], rows[here].astype(np.int32), places[here])

    @classmethod
    def of_one(cls, held: Sequence[Engagement]) -> "Seats":
        """Return the seats of a single IKM."""
        return cls._of(1, {0: held})

    @classmethod
    def _of(cls, count: int, held: Mapping[int, Sequence[Engagement]]) -> "Seats":
        known = {seat.offer_id: seat for seats in held.values() for seat in seats}
        engagements = [known[offer_id] for offer_id in sorted(known, key=str)]
        place = {seat.offer_id: number for number, seat in enumerate(engagements)}
        pairs = [(row, place[seat.offer_id]) for row, seats in held.items() for seat in seats]
        columns = np.array(pairs, dtype=np.int32).reshape(len(pairs), 2)
        return cls(count, engagements, columns[:, 0], columns[:, 1])

    def seen_by(self, programme: Programme) -> Elsewhere:
        """Return what they mean for an offer; a seat in this very one does not stand against having it."""
        other = self._which(lambda seat: seat.offer_id != programme.offer_id)
        clashing = other & self._which(lambda seat: seat.meets_during(programme))
        shared = other & ~clashing & self._which(lambda seat: seat.shares_days_with(programme))
        unsettled = shared & ~self._which(lambda seat: bool(seat.meetings and programme.meetings))
        start = programme.starts_on.toordinal()
        days = np.array([seat.starts_on.toordinal() for seat in self.engagements], dtype=np.int32)
        of_year = other & self._which(lambda seat: seat.starts_on.year == programme.starts_on.year)
        return Elsewhere(
            latest=self._latest(days, other & (days < start)),
            in_year=np.bincount(self.rows[of_year[self.places]], minlength=self.count).astype(np.int32),
            clashing=self._first(clashing),
            unsettled=self._first(unsettled),
            titles=[seat.title for seat in self.engagements],
        )

    def _which(self, holds: Callable[[Engagement], bool]) -> NDArray[np.bool_]:
        return np.array([holds(seat) for seat in self.engagements], dtype=np.bool_)

    def _latest(self, days: Days, counted: NDArray[np.bool_]) -> Days:
        latest = np.zeros(self.count, dtype=np.int32)
        chosen = counted[self.places]
        np.maximum.at(latest, self.rows[chosen], days[self.places[chosen]])
        return latest

    def _first(self, counted: NDArray[np.bool_]) -> Whole:
        first = np.full(self.count, len(self.engagements), dtype=np.int32)
        chosen = counted[self.places]
        np.minimum.at(first, self.rows[chosen], self.places[chosen])
        return np.where(first == len(self.engagements), NONE, first).astype(np.int32)
