"""What stands around a row: which rows are plainly data, and where the table ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell
from services.registry.domain.sheets.foot import is_signature, signed_from
from services.registry.domain.sheets.grid import figure, filled_in
from services.registry.domain.sheets.headings import Heading
from services.registry.domain.sheets.plain_rows import BLOCK_CELLS, is_thin, plainly
from services.registry.domain.sheets.profile import Profile
from services.registry.domain.sheets.row_kinds import DATA, EMPTY, NOTE

_LOOKED_AHEAD = 20


@dataclass
class Surroundings:
    """``rows`` from ``start`` to ``end`` are those below a heading.

    ``marks``: what rows are by themselves; ``full``: rows of data that are more than a number and a name; ``last``: the
    last of them; ``following``: the next row with something in it, for those that are not plain.
    """

    rows: Sequence[Sequence[Cell]]
    profile: Profile
    start: int
    end: int
    marks: dict[int, str] = field(default_factory=dict)
    full: list[int] = field(default_factory=list)
    following: dict[int, int] = field(default_factory=dict)
    last: int = 0
    tail_is_signed: bool = False

    def look(self, heading: Heading) -> None:
        """Take every row for what it is by itself, and find the foot."""
        for index in range(self.start, self.end):
            if kind := plainly(self.rows[index], self.profile, heading):
                self.marks[index] = kind
                if kind == DATA and not is_thin(self.rows[index], self.profile):
                    self.full.append(index)
        self._leave_the_foot()
        self.last = self.full[-1] if self.full else self.start - 1
        self.following = self._following()
        self.tail_is_signed = any(is_signature(self.rows[row]) for row in range(self.last + 1, self._gap(self.last)))

    def count(self, row: int) -> int | None:
        """Return the running number of a row, or None."""
        return figure(self.rows[row][self.profile.number or 0]) if self.profile.numbers(self.rows[row]) else None

    def stands_over(self, index: int) -> bool:
        """Say whether rows of data follow, at once or below further headings."""
        below = self.following.get(index, self.end)
        while below < self.end and below not in self.marks and len(filled_in(self.rows[below])) <= BLOCK_CELLS:
            below = self.following.get(below, self.end)
        return self.marks.get(below) == DATA and not self.fills_gap(index)

    def fills_gap(self, index: int) -> bool:
        """Say whether the numbers around a row leave out just the one it would have."""
        before = range(index - 1, self.start - 1, -1)
        above = next((self.count(row) for row in before if self.marks.get(row) == DATA), None)
        below = self.count(self.following[index]) if self.following.get(index, self.end) < self.end else None
        return above is not None and below is not None and below - above == 2

    def runs_on(self, index: int) -> bool:
        """Say whether rows of data follow with no gap between."""
        below = range(index + 1, min(index + 1 + _LOOKED_AHEAD, self.end))
        first = next((row for row in below if self.marks.get(row) is not None), None)
        return first is not None and self.marks[first] == DATA

    def _leave_the_foot(self) -> None:
        """Take for notes what follows the last full row behind a gap, and a group of lines that somebody signed."""
        last = self.full[-1] if self.full else self.end
        signed = signed_from(self.rows, self.start, self.end, self.full, self.profile)
        for row in range(min(self._gap(last), signed), self.end):
            if self.marks.get(row) == DATA:
                self.marks[row] = NOTE
        self.full = [row for row in self.full if row < signed]

    def _gap(self, last: int) -> int:
        return next((row for row in range(last + 1, self.end) if self.marks.get(row) == EMPTY), self.end)

    def _following(self) -> dict[int, int]:
        following: dict[int, int] = {}
        below = self.end
        for index in range(self.end - 1, self.start - 1, -1):
            if index not in self.marks:
                following[index] = below
            if self.marks.get(index) != EMPTY:
                below = index
        return following
