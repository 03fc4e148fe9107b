"""What a heading of one to three rows calls each column."""

import re
from collections.abc import Sequence

from services.registry.domain.cells import Cell, text
from services.registry.domain.columns import SURE, recognise
from services.registry.domain.sheets.grid import counts_columns, filled_in, is_figure, is_filled, is_words, may_head
from services.registry.domain.table import Area
from shared.nik import without_nik

TALLEST = 3
LONGEST_LABEL = 200
_LONGEST_PART = 60
_UNIT = re.compile(
    r"^[(\[]?\s*(?:dalam|dlm)?\s*(?:rp\.?|rupiah|org|orang|jiwa|unit|buah|kg|kilogram|gram|ton|liter|ltr|pcs|bks|bungkus|%|m2|m3"
    r"|jt|juta|ribu|ribuan|jutaan|th|tahun|bln|bulan)[\s.]*(?:000|0000+|1\.000|ribu|ribuan|juta|jutaan|rp|rupiah)?(?:\s*[/x]"
    r"\s*\w+)?\s*[)\]]?$",
    re.IGNORECASE,
)
"""What a column is counted in, in a row of its own."""
_OWNER = "owner_name"
_PLAIN = frozenset(
    {"name", "owner_name", "kecamatan", "desa", "address", "phone", "email", "nib", "nik", "npwp", "kbli",
     "pirt", "halal", "product"}
)  # fmt: skip
"""What a lower row says fully by itself, whatever group it stands in."""


def lower_rows(rows: Sequence[Sequence[Cell]], top: int, anchor: int, merged: Sequence[Area]) -> int:
    """Return the row behind the heading: rows below that stand under its groups alone belong to it."""
    end = anchor + 1
    joined_to = _merged_down(merged, anchor)
    while end < len(rows) and end - top < TALLEST and (end <= joined_to or _is_lower(rows[top:end], rows[end])):
        end += 1
    return end


def upper_rows(rows: Sequence[Sequence[Cell]], anchor: int, floor: int, merged: Sequence[Area]) -> int:
    """Return the first row of the heading: rows above that name groups, or the columns the row leaves open."""
    top = anchor
    while (
        top > floor and anchor - top < TALLEST - 1 and _is_upper(rows[top - 1], rows[top : anchor + 1], top - 1, merged)
    ):
        top -= 1
    return top


def labels_of(rows: Sequence[Sequence[Cell]], top: int, merged: Sequence[Area]) -> list[str]:
    """Return a label for every column, "" where there is none; a group's words stand before those of its columns."""
    width = max(map(len, rows), default=0)
    spread = [_spread(cells, width, rows[place + 1 :], top + place, merged) for place, cells in enumerate(rows)]
    parts = [[row[column] for row in spread if row[column]] for column in range(width)]
    return _distinct([_label(column) for column in parts])


def _label(parts: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(parts))
    if len(distinct) > 1 and _says_all(distinct[-1], distinct[:-1]):
        return distinct[-1]
    return " ".join(distinct)[:LONGEST_LABEL]


def _says_all(last: str, groups: Sequence[str]) -> bool:
    """The owner's address is not the business's, though both columns are called address."""
    guess = recognise(last)
    if guess is None or guess[0] not in _PLAIN or guess[1] < SURE:
        return False
    return not any((above := recognise(group)) and above[0] == _OWNER for group in groups)


def _spread(
    cells: Sequence[Cell], width: int, below: Sequence[Sequence[Cell]], row: int, merged: Sequence[Area]
) -> list[str]:
    """A group's words over all its columns: those it is merged with, or those without words that have some below."""
    own = [without_nik(text(cells[place]))[:LONGEST_LABEL] if place < len(cells) else "" for place in range(width)]
    if not below:
        return own
    wide = {left: right for first, left, last, right in merged if first <= row <= last and right > left}
    result, group, until = list(own), "", -1
    for place in range(width):
        if own[place]:
            group, until = own[place], wide.get(place, -1)
            continue
        belongs = place <= until or (until < 0 and any(_at(lower, place) for lower in below))
        result[place] = group = group if belongs else ""
    return result


def _merged_down(merged: Sequence[Area], anchor: int) -> int:
    tall = [last for first, _, last, _ in merged if first <= anchor < last]
    return max(set(tall), key=tall.count) if len(tall) >= 2 else anchor


def _is_lower(above: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> bool:
    """Words, none of them under a column that has its own: each stands in a group, whose name is followed by gaps."""
    filled = filled_in(cells)
    if not filled or counts_columns(cells) or not all(may_head(cells[place]) for place in filled):
        return False
    if any(len(text(cells[place])) > _LONGEST_PART for place in filled):
        return False
    upper = above[-1]
    if all(_UNIT.match(text(cells[place])) for place in filled) and any(_at(upper, place) for place in filled):
        return True
    open_places = [place for place in filled if not _at(upper, place)]
    if not open_places:
        return False
    groups = {_group_of(upper, place) for place in open_places}
    fits = (place in groups or not _at(upper, place) or _UNIT.match(text(cells[place])) for place in filled)
    return all(fits) and None not in groups


def _group_of(upper: Sequence[Cell], place: int) -> int | None:
    return next((left for left in range(min(place, len(upper) - 1), -1, -1) if _at(upper, left)), None)


def _is_upper(cells: Sequence[Cell], below: Sequence[Sequence[Cell]], row: int, merged: Sequence[Area]) -> bool:
    filled = filled_in(cells)
    if not filled or not all(is_words(cells[place]) for place in filled):
        return False
    if any(":" in text(cells[place]) or len(text(cells[place])) > _LONGEST_PART for place in filled):
        return False
    lower = below[0]
    named = filled_in(lower)
    if not named:
        return False
    open_columns = [place for place in filled if not _at(lower, place)]
    wide = [area for area in merged if area[0] == row and area[3] > area[1]]
    if any(left <= named[0] and right >= named[-1] for _, left, _, right in wide):
        return False
    if open_columns:
        return (
            len(filled) >= 2
            and any(not is_figure(cells[place]) for place in open_columns)
            and filled[-1] <= named[-1] + 1
        )
    if not wide or any(sign.isdigit() for place in filled for sign in text(cells[place])):
        return False
    return len(filled) >= 2 and all(place in named for place in filled) and len(filled) < len(named)


def _at(cells: Sequence[Cell], place: int) -> bool:
    return 0 <= place < len(cells) and is_filled(cells[place])


def _distinct(labels: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        result.append(f"{label} ({seen[label]})" if label and seen[label] > 1 else label)
    return result
