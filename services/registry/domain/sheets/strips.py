"""Tables beside one another: parts of a sheet with a gap between, each of which has a heading of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.registry.domain.cells import Cell
from services.registry.domain.columns import recognise
from services.registry.domain.sheets.grid import is_filled
from services.registry.domain.sheets.headings import headings, names_business
from services.registry.domain.table import Area, Sheet
from shared.search import search_key

_WIDEST = 400


def strips(sheet: Sheet) -> Iterator[tuple[Sheet, int]]:
    """Yield the parts of a sheet that hold tables beside one another, each with its first column; mostly the whole."""
    starts = _starts(sheet) or _starts_in_one_heading(sheet)
    if len(starts) < 2:
        yield sheet, 0
        return
    width = max(map(len, sheet.rows), default=0)
    for left, right in zip([0, *starts[1:]], [*starts[1:], width], strict=True):
        yield _cut(sheet, left, right), left


def _starts(sheet: Sheet) -> list[int]:
    """Where tables begin behind a gap: with a name or a number of their own, or what the one before has already."""
    parts = _parts(sheet.rows)
    if len(parts) < 2:
        return []
    starts: list[int] = []
    before: set[str] = set()
    for left, right in parts:
        labels = _labels(_cut(sheet, left, right))
        fields = {guess[0] for label in labels if label and (guess := recognise(label))}
        own = names_business(labels) or any(_numbers(label) for label in labels) or bool(fields & before)
        if labels and (own or not starts):
            starts.append(left)
            before = set()
        before |= fields
    return starts


def _starts_in_one_heading(sheet: Sheet) -> list[int]:
    """Where one heading counts anew, with no gap: NO, NAMA, HP, NO, NAMA, HP."""
    labels = _labels(sheet)
    numbers = [place for place, label in enumerate(labels) if _numbers(label)]
    ends = [*numbers[1:], len(labels)]
    if len(numbers) < 2 or not all(names_business(labels[a:b]) for a, b in zip(numbers, ends, strict=True)):
        return []
    return numbers


def _labels(part: Sheet) -> list[str]:
    return next((heading.labels for heading in headings(part.rows, part.merged)), [])


def _numbers(label: str) -> bool:
    return search_key(label.split(" (")[0]) in ("no", "nomor", "no urut")


def _parts(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Runs of columns in which something stands, between columns in which nothing does."""
    used: set[int] = set()
    width = max(map(len, rows), default=0)
    if width > _WIDEST:
        return []
    for cells in rows:
        if len(used) == width:
            break
        used.update(place for place in range(len(cells)) if place not in used and is_filled(cells[place]))
    runs: list[tuple[int, int]] = []
    for place in sorted(used):
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _cut(sheet: Sheet, left: int, right: int) -> Sheet:
    merged: list[Area] = [
        (top, max(start, left) - left, bottom, min(end, right - 1) - left)
        for top, start, bottom, end in sheet.merged
        if start < right and end >= left
    ]
    return replace(sheet, rows=[cells[left:right] for cells in sheet.rows], merged=merged)
