"""What the parts of a quota ask of seats: of those still to give in a plan, and of those given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

import numpy as np

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.assignment.instance import Segment as Condition
from services.partners.domain.assignment.kept_seats import seats_kept
from services.partners.domain.columns import NOT_RECORDED, SEX_CODES, Flags
from services.partners.domain.profile import Profile
from services.partners.domain.roster import Roster
from services.partners.domain.segment import MOST, QuotaSegment
from shared.errors import RuleBroken
from shared.language import msg
from shared.vocabulary import KECAMATAN


@dataclass(frozen=True)
class Cell:
    """One number that a segment asks for: of all its ``members`` in a roster, or of those of one ``desa``."""

    segment: QuotaSegment
    seats: int
    members: Flags
    desa: int = NOT_RECORDED


@dataclass(frozen=True)
class Count:
    """How a cell stands: ``given`` seats are its members', ``lacking`` more were to be."""

    cell: Cell
    given: int

    @property
    def left(self) -> int:
        """How many more its members may get, or are to get."""
        return max(self.cell.seats - self.given, 0)

    def is_broken(self, free: int) -> bool:
        """Tell whether it can no longer be kept with so many seats free."""
        if self.cell.segment.kind is Kind.AT_MOST:
            return self.given > self.cell.seats
        return self.left > free


def cells(segments: Sequence[QuotaSegment], roster: Roster, quota: int) -> Iterator[Cell]:
    """Yield what the segments ask for; of one for each desa those of the roster."""
    for segment in segments:
        members, seats = segment.members(roster), segment.limit(quota)
        if not segment.each_desa:
            yield Cell(segment, seats, members)
            continue
        for desa in np.unique(roster.desa[members & (roster.desa != NOT_RECORDED)]).tolist():
            yield Cell(segment, seats, members & (roster.desa == desa), desa)


def counts(segments: Sequence[QuotaSegment], seated: Roster, quota: int) -> list[Count]:
    """Return how each cell stands with these IKM seated."""
    return [Count(cell, int(cell.members.sum())) for cell in cells(segments, seated, quota)]


def still_asked(segments: Sequence[QuotaSegment], fitting: Roster, seated: Roster, quota: int, free: int) -> list[Cell]:
    """Return what is still asked of the ``free`` seats, about the fitting IKM; what cannot bind is left out.

    What was kept and is not to be had any more, because seats were given otherwise or the quota was lowered, is lowered
    to the free seats: the parts laid down first keep theirs.
    """
    found, border = list[Cell](), len(fitting)
    for cell in cells(segments, Roster.joined([fitting, seated]), quota):
        left = max(cell.seats - int(cell.members[border:].sum()), 0)
        members = cell.members[:border]
        if cell.segment.kind is Kind.RESERVED:
            left = _to_be_had(
                [one for one in found if one.segment.kind is Kind.RESERVED], replace(cell, seats=left), free
            )
        binds = int(members.sum()) > left if cell.segment.kind is Kind.AT_MOST else left > 0
        if binds:
            found.append(replace(cell, seats=left, members=members))
    return found


def _to_be_had(kept: Sequence[Cell], one: Cell, free: int) -> int:
    """Return how many of its seats can still be kept beside those kept already."""
    if sum(cell.seats for cell in kept) + one.seats <= free:
        return one.seats
    everybody, nobody = anybody(), np.empty(0, dtype=np.int64)

    def needed(seats: int) -> int:
        asking = [*kept, replace(one, seats=seats)]
        return seats_kept([_condition(cell, everybody) for cell in asking], nobody, len(everybody))

    return next(seats for seats in range(min(one.seats, free), -1, -1) if needed(seats) <= free)


def _condition(cell: Cell, roster: Roster) -> Condition:
    return Condition(0, Kind.RESERVED, cell.seats, np.flatnonzero(cell.segment.members(roster)))


def seats_needed(segments: Sequence[QuotaSegment], seated: Roster, quota: int) -> int:
    """Return the least number of further seats that what is kept and what is the least need together.

    One seat counts for several where one IKM can be a member of all of them.
    """
    everybody = Roster.joined([anybody(), seated])
    asking = [cell for cell in cells(segments, everybody, quota) if cell.segment.kind is not Kind.AT_MOST]
    conditions = [_condition(cell, everybody) for cell in asking]
    return seats_kept(conditions, np.arange(len(anybody()), len(everybody)), len(everybody))


def require_possible(segments: Sequence[QuotaSegment], quota: int) -> None:
    """Raise RuleBroken where the quota has not so many seats, or there are too many parts."""
    if len(segments) > MOST:
        raise RuleBroken(msg("A quota has at most {most} parts.", most=MOST))
    for one in segments:
        if not one.each_desa and one.kind is not Kind.AT_MOST and one.limit(quota) > quota:
            raise RuleBroken(msg("The quota has only {quota} seats.", quota=quota), field="amount")
    needed = seats_needed(segments, anybody().take(np.empty(0, dtype=np.intp)), quota)
    if needed > quota:
        words = msg("Together these parts need {needed} seats, and the quota has {quota}.", needed=needed, quota=quota)
        raise RuleBroken(words, field="amount")


@cache
def anybody() -> Roster:
    """Return a roster with one IKM of each kecamatan and sex: whoever could be a member of something."""
    day = date(2000, 1, 1)
    return Roster.of([
        Profile(UUID(int=0), "registered", False, day, kecamatan_code=code, owner_sex=sex)
        for code in KECAMATAN for sex in SEX_CODES
    ])  # fmt: skip
