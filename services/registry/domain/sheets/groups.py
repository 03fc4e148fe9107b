"""Places written once for a group of rows: into its first row, and no other."""

from collections.abc import Sequence
from dataclasses import replace

from services.registry.domain.cells import Cell, text
from services.registry.domain.columns import recognise
from services.registry.domain.table import Row, Table
from shared.language import msg

_PLACES = ("kecamatan", "desa")
_FEWEST, _OFTEN, _SELDOM = 2, 2, 3


def grouped(table: Table) -> Table:
    """Put the kecamatan or desa of a group's first row into the others, where the column is plainly written so.

    It is where no name stands twice, most cells are empty or the column stands before all others, and the rows without
    are as full as the others; they say what they got.
    """
    for place, label in enumerate(label for label in table.labels if label):
        if (guess := recognise(label)) and guess[0] in _PLACES and _is_written_once(table.rows, label, place):
            table = replace(table, rows=_filled(table.rows, label))
    return table


def _is_written_once(rows: Sequence[Row], label: str, place: int) -> bool:
    said = [words.casefold() for row in rows if (words := text(row.cells.get(label)))]
    share = _OFTEN if place <= 1 else _SELDOM
    if len(said) < _FEWEST or len(set(said)) < len(said) or share * len(said) > len(rows):
        return False
    others = [sum(bool(text(cell)) for other, cell in row.cells.items() if other != label) for row in rows]
    return bool(text(rows[0].cells.get(label))) and min(others) >= max(others) / 2 and min(others) >= _FEWEST


def _filled(rows: list[Row], label: str) -> list[Row]:
    result: list[Row] = []
    above: Cell = None
    for row in rows:
        if text(row.cells.get(label)):
            above = row.cells[label]
            result.append(row)
            continue
        note = msg("“{text}” stands in {column} for a group of rows; it was read for this row too.",
                   text=text(above)[:60], column=label)  # fmt: skip
        result.append(replace(row, cells={**row.cells, label: above}, notes=(*row.notes, note)))
    return result
