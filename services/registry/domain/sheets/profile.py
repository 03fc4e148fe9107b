"""What the columns of a table hold in nearly all of its rows: what a row of data is told from anything else by."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from services.registry.domain import places
from services.registry.domain.cells import Cell, Unreadable, known, text
from services.registry.domain.columns import recognise
from services.registry.domain.field import Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.place_words import named_in_cell
from services.registry.domain.sheets.grid import digits_in, filled_in, is_figure, is_filled, is_number
from shared.search import search_key

LOOKED_AT = 400
_MOST, _NEARLY_ALL = 0.7, 0.9
_MADE = frozenset({Kind.LINE})
_PRODUCT = frozenset({Kind.LINE, Kind.COUNT, Kind.UNIT, Kind.RUPIAH, Kind.PARAGRAPH, Kind.KBLI, Kind.CHOICE})
"""What one more row may say of a business that makes several things, and what names such a thing."""
_LETTER = re.compile(r"^\(?[a-z]{1,2}[.)]?$", re.IGNORECASE)
_NUMBERED = frozenset({"no", "nomor", "no urut", "nomor urut", "nmr", "urut"})


def _names_kecamatan(cell: Cell) -> bool:
    return isinstance(cell, str) and _is_kecamatan(cell)


@lru_cache(maxsize=8192)
def _is_kecamatan(words: str) -> bool:
    try:
        return places.kecamatan(words) is not None
    except Unreadable:
        return named_in_cell(text(words)).kecamatan is not None


_CHECKS: dict[Kind, Callable[[Cell], bool]] = {
    Kind.PHONE: lambda cell: digits_in(cell) >= 6,
    Kind.NIK: lambda cell: digits_in(cell) >= 8,
    Kind.NIB: lambda cell: digits_in(cell) >= 6,
    Kind.KBLI: lambda cell: digits_in(cell) >= 3,
    Kind.EMAIL: lambda cell: isinstance(cell, str) and "@" in cell,
    Kind.KECAMATAN: _names_kecamatan,
    Kind.YEAR: lambda cell: digits_in(cell) >= 2,
}
_IN_DIGITS = frozenset({Kind.PHONE, Kind.NIB, Kind.NIK, Kind.KECAMATAN, Kind.DESA, Kind.ADDRESS})
"""What may be written in digits and is nothing to add up."""


@dataclass(frozen=True)
class Profile:
    """Columns by place: the running ``number``, the ``name`` of the business, ``figures`` that rows can be added up in.

    ``words`` are all others that are filled in most rows; ``typical``: how many of them a row has. ``checks``: what a
    cell of a column must look like, where nearly all its cells do. ``product``: what may be said of one more product,
    ``made`` what names it. ``lettered``: rows are a, b, c.
    """

    number: int | None
    name: int | None
    figures: frozenset[int]
    words: frozenset[int]
    typical: float
    checks: dict[int, Callable[[Cell], bool]]
    product: frozenset[int]
    made: frozenset[int]
    lettered: bool
    always_numbered: bool
    width: int

    def numbers(self, cells: Sequence[Cell]) -> bool:
        """Say whether a row has a running number, or a letter where the others have letters."""
        return _is_numbered(cells, self.number, self.lettered)

    def kinds(self, cells: Sequence[Cell]) -> tuple[int, int]:
        """Return how many cells look as those of their column do, and how many that say something do not."""
        right = wrong = 0
        for place, check in self.checks.items():
            if place >= len(cells):
                continue
            if check(cells[place]):
                right += 1
            elif known(cells[place]) is not None:
                wrong += 1
        return right, wrong

    def has_name(self, cells: Sequence[Cell]) -> bool:
        return self.name is not None and self.name < len(cells) and is_filled(cells[self.name])

    def name_of(self, cells: Sequence[Cell]) -> str:
        return text(cells[self.name]) if self.name is not None and self.name < len(cells) else ""


def profile_of(labels: Sequence[str], rows: Sequence[Sequence[Cell]], start: int, end: int) -> Profile:
    """Return what the columns of the table hold whose rows lie from ``start`` to ``end``."""
    fields = [guess[0] if label and (guess := recognise(label)) else "" for label in labels]
    kinds = [LISTED[field].kind if field in LISTED else None for field in fields]
    width = len(labels)
    many = [(cells, filled) for cells, filled in _fuller(rows, start, end)]
    counts = Counter(place for _, filled in many for place in filled if place < width)
    numeric = Counter(place for cells, filled in many for place in filled if place < width and is_figure(cells[place]))
    number, lettered = _number_column(labels, fields, many, counts)
    name = _name_column(labels, fields, counts, numeric, number)
    checks = {place: check for place, kind in enumerate(kinds) if (check := _checked(kind, place, many))}
    figures = frozenset(
        place for place in counts
        if place not in (number, name) and place not in checks and numeric[place] >= _MOST * counts[place]
        and kinds[place] not in _IN_DIGITS and fields[place] != "npwp"
    )  # fmt: skip
    words = frozenset(place for place in counts if place != number and place not in figures and labels[place])
    own = [(sum(place in words for place in filled), _is_numbered(cells, number, lettered)) for cells, filled in many]
    counted = [many for many, numbered in own if numbered] or [many for many, _ in own]
    typical = median(counted) if counted else 0
    usual = [numbered for many, numbered in own if many >= _MOST * typical]
    product = frozenset(place for place, kind in enumerate(kinds) if kind in _PRODUCT) | figures
    made = frozenset(place for place, kind in enumerate(kinds) if kind in _MADE)
    return Profile(number, name, figures, words, typical, checks, product, made, lettered,
                   bool(usual) and sum(usual) >= _NEARLY_ALL * len(usual), width)  # fmt: skip


def _is_numbered(cells: Sequence[Cell], place: int | None, lettered: bool) -> bool:
    if place is None or place >= len(cells):
        return False
    cell = cells[place]
    return isinstance(cell, str) and bool(_LETTER.match(cell.strip())) if lettered else is_number(cell)


def _fuller(rows: Sequence[Sequence[Cell]], start: int, end: int) -> list[tuple[Sequence[Cell], list[int]]]:
    """The rows, of the first few hundred, that hold at least half of what the fullest hold."""
    listed = [(cells, filled) for cells in rows[start : min(end, start + LOOKED_AT)] if (filled := filled_in(cells))]
    lengths = sorted(len(filled) for _, filled in listed)
    usual = lengths[int(len(lengths) * 0.75)] if lengths else 0
    return [(cells, filled) for cells, filled in listed if len(filled) * 2 > usual and not _is_first_of_form(cells)]


def _is_first_of_form(cells: Sequence[Cell]) -> bool:
    """Numbers of columns, and sentences to whoever fills in the form, hold as much as rows of data do."""
    return (
        False if not cells else all(not is_figure(cell) and text(cell).startswith("(") for cell in cells if text(cell))
    )


def _number_column(
    labels: Sequence[str], fields: Sequence[str], rows: Iterable[tuple[Sequence[Cell], list[int]]], counts: Counter[int]
) -> tuple[int | None, bool]:
    named = [place for place, label in enumerate(labels) if search_key(label.split(" ")[0]) in _NUMBERED and
             not fields[place] and len(search_key(label).split()) <= 2]  # fmt: skip
    for place in named or [place for place in sorted(counts)[:1] if not fields[place]]:
        cells = [row[place] for row, _ in rows if place < len(row) and text(row[place])]
        numbers = [cell for cell in cells if is_number(cell)]
        if cells and len(numbers) >= len(cells) / 2 and (named or _counts_up(numbers)):
            return place, False
        if named and cells and sum(bool(_LETTER.match(text(cell))) for cell in cells) >= _MOST * len(cells):
            return place, True
    return None, False


def _counts_up(cells: Sequence[Cell]) -> bool:
    values = [int("".join(filter(str.isdigit, text(cell))) or 0) for cell in cells]
    steps = [right - left for left, right in pairwise(values)]
    return len(steps) >= 2 and sum(step == 1 for step in steps) >= _MOST * len(steps)


def _name_column(
    labels: Sequence[str], fields: Sequence[str], counts: Counter[int], numeric: Counter[int], number: int | None
) -> int | None:
    for wanted in ("name", "owner_name"):
        if wanted in fields:
            return fields.index(wanted)
        bare = next((place for place, label in enumerate(labels) if search_key(label) in ("nama", "name")), None)
        if bare is not None:
            return bare
    texts = [place for place in sorted(counts) if place != number and numeric[place] * 2 < counts[place]]
    return texts[0] if texts else None


def _checked(
    kind: Kind | None, place: int, rows: Sequence[tuple[Sequence[Cell], list[int]]]
) -> Callable[[Cell], bool] | None:
    check = _CHECKS.get(kind) if kind else None
    if check is None:
        return None
    said = [cells[place] for cells, _ in rows[:60] if place < len(cells) and known(cells[place]) is not None]
    return check if said and sum(map(check, said)) >= len(said) / 2 else None
