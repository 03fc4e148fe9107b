"""Finding the table inside a sheet: titles above, headers of one or two rows, blocks, subtotals, signatures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from services.registry.domain.cells import Cell, Uncalculated, known, text
from services.registry.domain.columns import recognise
from services.registry.domain.places import kecamatan_heading
from shared.nik import without_nik

SEARCHED_ROWS = 60
LEAST_COLUMNS = 2
LONGEST_LABEL = 200
LONGEST_TITLE = 500
_SUBTOTAL = re.compile(r"^(?:sub\s*)?(?:jumlah|total|rekap|rekapitulasi)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, from its first row on."""

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Row:
    """``number`` is what the spreadsheet shows beside the row; ``heading`` the kecamatan of the block it stands in."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    heading: str | None = None


@dataclass
class Table:
    sheet: str
    labels: list[str]
    header_row: int
    rows: list[Row] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    """How many rows were left out, by reason: empty, heading, subtotal, header, note."""
    title: str = ""
    """What stands above it."""

    def skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet with its rows of data, or None where the sheet holds none."""
    top = _header_row(sheet.rows)
    if top is None:
        return None
    labels, height = _labels(sheet.rows, top)
    name = without_nik(text(sheet.name))
    above = " ".join(words for cells in sheet.rows[:top] for cell in cells if (words := text(cell)))
    table = Table(name, [label for label in labels if label], top + 1, title=above[:LONGEST_TITLE])
    heading: str | None = None
    for index in range(top + height, len(sheet.rows)):
        cells = sheet.rows[index]
        kind, block = _kind_of(cells, labels)
        if kind == "heading":
            heading = block
        if kind == "data":
            table.rows.append(Row(name, index + 1, _by_label(cells, labels), heading))
        else:
            table.skip(kind)
    return table


def header_score(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many known columns the likeliest header among these rows names."""
    return max(map(_known_columns, rows[:SEARCHED_ROWS]), default=0)


def _header_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    best, where = 0, None
    for index, cells in enumerate(rows[:SEARCHED_ROWS]):
        score = _known_columns(cells)
        if score > best and score >= LEAST_COLUMNS:
            best, where = score, index
    return where


def _known_columns(cells: Sequence[Cell]) -> int:
    fields = {guess[0] for cell in cells if isinstance(cell, str) and (guess := recognise(text(cell)))}
    bare_name = any(isinstance(cell, str) and text(cell).casefold() == "nama" for cell in cells)
    return len(fields) + bare_name


def _labels(rows: Sequence[Sequence[Cell]], top: int) -> tuple[list[str], int]:
    """Return a label for every column ("" where there is none) and how many rows the header takes."""
    upper = [_label(cell) for cell in rows[top]]
    height = 1
    if top + 1 < len(rows) and _is_lower_header(rows[top], rows[top + 1]):
        upper = _joined(upper, [_label(cell) for cell in rows[top + 1]])
        height = 2
    if top + height < len(rows) and _counts_columns(rows[top + height]):
        height += 1
    return _distinct(upper), height


def _label(cell: Cell) -> str:
    return without_nik(text(cell))[:LONGEST_LABEL]


def _is_lower_header(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    filled = [index for index, cell in enumerate(lower) if text(cell)]
    if not filled or not all(isinstance(lower[index], str) for index in filled):
        return False
    beside = [index for index in filled if index >= len(upper) or not text(upper[index])]
    return bool(beside) and len(filled) <= 2 * len(beside) and len(filled) < len([c for c in upper if text(c)])


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    labels: list[str] = []
    parent = ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        parent = above or (parent if below else "")
        labels.append(f"{parent} {below}".strip() if below else above)
    return labels


def _counts_columns(cells: Sequence[Cell]) -> bool:
    return _is_one_two_three([words for cell in cells if (words := text(cell))])


def _is_one_two_three(words: Sequence[str]) -> bool:
    if len(words) < 3 or words[0].strip("()") != "1":
        return False
    return all(number.strip("()") == str(place) for place, number in enumerate(words, 1))


def _distinct(labels: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        result.append(f"{label} ({seen[label]})" if label and seen[label] > 1 else label)
    return result


def _kind_of(cells: Sequence[Cell], labels: Sequence[str]) -> tuple[str, str | None]:
    filled = [
        (index, words) for index, cell in enumerate(cells) if (words := text(cell)) or isinstance(cell, Uncalculated)
    ]
    if not filled:
        return "empty", None
    if len(filled) == 1 and filled[0][1]:
        place = kecamatan_heading(filled[0][1])
        return ("heading", place.code) if place else ("note", None)
    if _repeats(filled, labels) or _is_one_two_three([words for _, words in filled]):
        return "header", None
    words = next((text(cell) for cell in cells if isinstance(cell, str) and known(cell)), "")
    if _SUBTOTAL.match(words) and not _is_numbered(cells):
        return "subtotal", None
    return "data", None


def _repeats(filled: list[tuple[int, str]], labels: Sequence[str]) -> bool:
    same = sum(1 for index, words in filled if index < len(labels) and words and words in labels[index])
    return same >= 2 and same * 2 > len(filled)


def _is_numbered(cells: Sequence[Cell]) -> bool:
    return bool(cells) and text(cells[0]).rstrip(".").isdigit()


def _by_label(cells: Sequence[Cell], labels: Sequence[str]) -> dict[str, Cell]:
    return {label: cell for label, cell in zip_longest(labels, cells[: len(labels)]) if label}
