"""Cells that stand for others: those merged over several rows, and those that say "as above"."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.registry.domain.cells import Cell
from services.registry.domain.sheets.grid import is_filled
from services.registry.domain.silence import refers_above
from services.registry.domain.table import Area

MOST_COVERED = 2_000_000
_MARKS = re.compile(r"""^[\s\-–.]*(?:["“”„″〃]+|'{2,}|,{2,}|`{2,})[\s\-–.]*$""")
_LONGEST = 26
_BEGINNINGS = frozenset("sSiIdD \t\n-–.\"“”„″〃',`")


def covered(merged: Sequence[Area], rows: int) -> dict[int, list[tuple[int, int]]]:
    """Return, by row, which columns are covered from above: the column and the row whose cell covers it."""
    found: dict[int, list[tuple[int, int]]] = {}
    many = 0
    for first, left, last, _ in merged:
        for row in range(first + 1, min(last + 1, rows)):
            many += 1
            if many > MOST_COVERED:
                return found
            found.setdefault(row, []).append((left, first))
    return found


def repeats_above(cell: Cell) -> bool:
    """Say whether a cell means what stands in the row above: "idem", "s.d.a.", a ditto mark."""
    if not isinstance(cell, str) or not cell or len(cell) > _LONGEST or cell[0] not in _BEGINNINGS:
        return False
    return _refers(cell)


@lru_cache(maxsize=65536)
def _refers(cell: str) -> bool:
    return refers_above(cell) or bool(_MARKS.match(cell))


def with_covered(
    cells: Sequence[Cell], above: Sequence[tuple[int, int]], rows: Sequence[Sequence[Cell]]
) -> Sequence[Cell]:
    """Return a row with what covers its cells from above put into those that are empty."""
    result = list(cells)
    for place, row in above:
        if place < len(rows[row]) and not (place < len(result) and is_filled(result[place])):
            result.extend([None] * (place + 1 - len(result)))
            result[place] = rows[row][place]
    return result


def with_repeated(cells: dict[str, Cell], above: Mapping[str, Cell] | None) -> list[str]:
    """Put in what stands above for cells that say so, and return the labels of their columns."""
    if above is None:
        return []
    found = [label for label, cell in cells.items() if repeats_above(cell) and is_filled(above.get(label))]
    cells.update({label: above.get(label) for label in found})
    return found
