"""Rows that add up the rows above them, recognised by their arithmetic."""

from collections.abc import Sequence

from services.registry.domain.cells import Cell
from services.registry.domain.sheets.grid import figure, is_figure


class Sums:
    """The figures of the rows of data so far: since the last row that added up, and in all."""

    def __init__(self, columns: frozenset[int]) -> None:
        self._columns = sorted(columns)
        self._rows: list[Sequence[Cell]] = []
        self._before: dict[int, int] = {}
        self._counted = self._all = 0

    def add(self, cells: Sequence[Cell]) -> None:
        self._rows.append(cells)

    def adds_up(self, cells: Sequence[Cell]) -> bool:
        """Say whether a figure of a row is the sum of those above it, or how many rows there are."""
        part = {place: self._sum(place) for place in self._columns}
        numbers = {
            place: figure(cells[place]) for place in self._columns if place < len(cells) and is_figure(cells[place])
        }
        rows = (len(self._rows), self._all + len(self._rows))
        return max(rows) >= 2 and any(
            value in (part[place], part[place] + self._before.get(place, 0)) or value in rows
            for place, value in numbers.items()
        )

    def close(self) -> None:
        """Begin anew below a row that added up."""
        for place in self._columns:
            self._before[place] = self._before.get(place, 0) + self._sum(place)
        self._all += len(self._rows)
        self._rows = []

    def _sum(self, place: int) -> int:
        return sum(figure(row[place]) for row in self._rows if place < len(row) and is_figure(row[place]))
