"""Rows that add up the rows above them, recognised by their arithmetic."""

import re
from collections.abc import Sequence

from services.registry.domain.cells import Cell
from services.registry.domain.places import exact_desa, exact_kecamatan
from services.registry.domain.sheets.grid import figure, is_figure

_FEWEST = 2
_COUNTED = re.compile(r"^(?:sub[\s-]*|grand\s+)?(?:jumlah|jml|total)\b", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\b(?:jumlah|total|keseluruhan|seluruhnya|seluruh|semua|umum|akhir|besar|ikm|umkm|unit|usaha|kecamatan|kec|desa|kel"
    r"|kelurahan|per|se|kabupaten|kutai|timur)\b\.?",
    re.IGNORECASE,
)


class Sums:
    """The figures of the rows of data so far: since the last row that added up, and in all."""

    def __init__(self, columns: frozenset[int]) -> None:
        self._columns = sorted(columns)
        self._rows: list[Sequence[Cell]] = []
        self._before: dict[int, int] = {}
        self._counted = self._all = 0

    def add(self, cells: Sequence[Cell]) -> None:
        self._rows.append(cells)

    def adds_up(self, cells: Sequence[Cell], *, every: bool = False) -> bool:
        """Say whether a figure of a row (``every`` one) is the sum of those above it, or how many rows there are."""
        numbers = {at: figure(cells[at]) for at in self._columns if at < len(cells) and is_figure(cells[at])}
        rows = (len(self._rows), self._all + len(self._rows))
        if max(rows) < _FEWEST or not numbers:
            return False
        sums = {at: self._sum(at) for at in numbers}
        fits = [
            value in (sums[at], sums[at] + self._before.get(at, 0)) or (not every and value in rows)
            for at, value in numbers.items()
        ]
        return all(fits) if every else any(fits)

    def close(self) -> None:
        """Begin anew below a row that added up."""
        for place in self._columns:
            self._before[place] = self._before.get(place, 0) + self._sum(place)
        self._all += len(self._rows)
        self._rows = []

    def _sum(self, place: int) -> int:
        return sum(figure(row[place]) for row in self._rows if place < len(row) and is_figure(row[place]))


def counts_only(words: str) -> bool:
    """Say whether words announce a sum, of everything or of a place, and name nothing else: "Jumlah Muara Wahau"."""
    if not _COUNTED.match(words):
        return False
    rest = " ".join(_OF_WHAT.sub(" ", _COUNTED.sub(" ", words)).split()).strip(" .:-")
    return not rest or exact_kecamatan(rest) is not None or exact_desa(rest, None) is not None
