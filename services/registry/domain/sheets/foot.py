"""What stands at the foot of a list: the day and place it was signed at, and by whom."""

import re
from collections.abc import Iterator, Sequence

from services.registry.domain.cells import Cell
from services.registry.domain.place_words import SIGNED
from services.registry.domain.sheets.grid import filled_in, words_of
from services.registry.domain.sheets.profile import Profile

_NIP = re.compile(r"\bnip\b|\b(?:19|20)\d{6}\s+(?:19|20)\d{4}\s+\d\b", re.IGNORECASE)
"""The number of an official: birthday, month of appointment, sex and a serial number."""


_LONGEST, _LOOKED_AT = 12, 20
_FEWEST = 3
"""So many cells two signatures beside each other may take, however narrow the table is."""


def signed_from(rows: Sequence[Sequence[Cell]], start: int, end: int, full: Sequence[int], profile: Profile) -> int:
    """Return the row from which on the last lines are a signature, or ``end``: few, below a gap, and not numbered.

    One of them has a day or the number of an official, and none of the ``full`` rows above does.
    """
    first = found = end
    for group_start, group_end in _groups_from_below(rows, start, end):
        if group_start == start or not _may_be_signed(rows[group_start:group_end], profile):
            break
        first = group_start
        if any(map(is_signature, rows[group_start:group_end])):
            found = first
    body = [rows[row] for row in full[:_LOOKED_AT] if row < found]
    return found if body and not any(map(is_signature, body)) else end


def _groups_from_below(rows: Sequence[Sequence[Cell]], start: int, end: int) -> Iterator[tuple[int, int]]:
    row = end
    while row > start and end - row < _LONGEST:
        while row > start and not filled_in(rows[row - 1]):
            row -= 1
        last = row
        while row > start and filled_in(rows[row - 1]) and last - row <= _LONGEST:
            row -= 1
        yield row, last


def _may_be_signed(lines: Sequence[Sequence[Cell]], profile: Profile) -> bool:
    most = max(_FEWEST, profile.typical / 2)
    sparse = all(len(filled_in(line)) <= most for line in lines)
    return 0 < len(lines) <= _LONGEST and sparse and not any(map(profile.numbers, lines))


def is_signature(cells: Sequence[Cell]) -> bool:
    """Say whether a line holds a place with a day behind it, or the number of an official."""
    words = words_of(cells)
    return bool(SIGNED.search(words) or _NIP.search(words))
