"""Where the headings of tables stand in a sheet: rows of words above rows of another shape."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.registry.domain.cells import Cell, text
from services.registry.domain.columns import recognise
from services.registry.domain.fields import LISTED
from services.registry.domain.sheets.grid import counts_columns, filled_in, is_words, may_head
from services.registry.domain.sheets.labels import labels_of, lower_rows, upper_rows
from services.registry.domain.table import Area
from shared.search import search_key

SEARCHED_ROWS = 60
LEAST_COLUMNS = 2
_LONGEST = 200
_BESIDE = frozenset(
    {"no", "nomor", "no urut", "nama", "jumlah", "l", "p", "jml", "total", "nilai", "ttd", "paraf", "satuan"}
)
"""Words of headings that mean no field by themselves."""
_WORDS = frozenset(word for field in LISTED.values() for label in field.headings for word in label.split()) | _BESIDE
"""Any word offices write above a column: what has none is never looked at closer."""
_TOKEN = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Heading:
    """``top`` to ``end`` (not in it) are its rows, ``labels`` what it calls the columns, "" where nothing.

    ``meant``: what would stand above them by their cells, where nobody knows the labels.
    """

    top: int
    end: int
    labels: list[str]
    words: frozenset[str]
    meant: Sequence[str] = ()

    @property
    def span(self) -> tuple[int, int]:
        """The first column with a label and the one behind the last."""
        named = [place for place, label in enumerate(self.labels) if label]
        return (named[0], named[-1] + 1) if named else (0, 0)


def known_columns(cells: Sequence[Cell]) -> int:
    """Return how many different columns of a list a row names."""
    fields = {guess[0] for cell in cells if isinstance(cell, str) and (guess := recognise(text(cell)[:_LONGEST]))}
    bare_name = any(isinstance(cell, str) and text(cell).casefold() == "nama" for cell in cells)
    return len(fields) + bare_name


def header_score(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many known columns the likeliest heading among these rows names."""
    return max(map(known_columns, rows[:SEARCHED_ROWS]), default=0)


def headings(rows: Sequence[Sequence[Cell]], merged: Sequence[Area] = ()) -> list[Heading]:
    """Return the headings of a sheet, from above; none overlaps another."""
    anchors = list(_anchors(rows))
    found: list[Heading] = []
    for anchor in anchors:
        floor = found[-1].end if found else 0
        if anchor < floor:
            continue
        top = upper_rows(rows, anchor, floor, merged)
        end = lower_rows(rows, top, anchor, merged)
        if end in anchors and _names_more(rows, anchor, end):
            continue
        labels = labels_of(rows[top:end], top, merged)
        if found and labels != found[-1].labels and _is_part_of(rows[anchor], found[-1], rows):
            continue
        found.append(Heading(top, end, labels, _words(rows[top:end])))
    return found


def repeats(cells: Sequence[Cell], heading: Heading) -> bool:
    """Say whether a row is one of a heading's once more, as at the top of every page."""
    said = [cell for cell in cells if isinstance(cell, str) and cell]
    same = sum(cell.casefold().strip() in heading.words for cell in said if len(cell) <= _LONGEST)
    return same >= LEAST_COLUMNS and same * 2 > len(filled_in(cells))


def _is_part_of(cells: Sequence[Cell], heading: Heading, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row repeats the upper row of a heading without its lower ones, each word in its place."""
    upper = rows[heading.top]
    same = all(
        place < len(upper) and text(cells[place]).casefold() == text(upper[place]).casefold()
        for place in filled_in(cells)
    )
    return same and heading.end - heading.top > 1


def _words(rows: Sequence[Sequence[Cell]]) -> frozenset[str]:
    return frozenset(str(cell).casefold().strip() for cells in rows for cell in cells if is_words(cell))


def _anchors(rows: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """The rows that name columns, each one that no row beside it outdoes."""
    strong: list[int] = []
    weak: list[tuple[int, int]] = []
    for index, cells in enumerate(rows):
        if not _may_name_columns(cells):
            continue
        score = known_columns(cells)
        if score < LEAST_COLUMNS:
            continue
        if _is_mostly_named(cells, score):
            strong.append(index)
        elif index < SEARCHED_ROWS and not strong:
            weak.append((score, -index))
    yield from strong or ([-max(weak)[1]] if weak else [])


def _may_name_columns(cells: Sequence[Cell]) -> bool:
    """A heading is short words and no figures (a year may head a column); looked at row by row, so it must be quick."""
    if len(cells) < LEAST_COLUMNS:
        return False
    words = hits = 0
    for cell in cells:
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or cell[0].isdigit():
            if not may_head(cell):
                return False
            continue
        words += 1
        hits += len(cell) <= _LONGEST and not _WORDS.isdisjoint(_TOKEN.findall(cell.casefold()))
        if words == 4 and not hits:
            return False
    return words >= LEAST_COLUMNS and hits >= LEAST_COLUMNS


def _is_mostly_named(cells: Sequence[Cell], score: int) -> bool:
    """Half of what stands there is known for a heading's, and most of that in words offices use for nothing else."""
    said = [text(cells[place]) for place in filled_in(cells)]
    exact = sum(bool((guess := recognise(words)) and guess[1] >= 95) or search_key(words) in _BESIDE for words in said)
    return (
        exact >= LEAST_COLUMNS and (score + sum(search_key(words) in _BESIDE for words in said)) * 2 >= len(said)
    ) or (score >= 4 and exact >= 3)


def _names_more(rows: Sequence[Sequence[Cell]], anchor: int, below: int) -> bool:
    return (
        below < len(rows)
        and not counts_columns(rows[below])
        and known_columns(rows[below]) > known_columns(rows[anchor])
    )


def names_business(labels: Sequence[str]) -> bool:
    """Say whether one of the columns holds the name of a business, or at least somebody's name."""
    found = {guess[0] for label in labels if label and (guess := recognise(label))}
    return "name" in found or any(search_key(label.split(" (")[0]) in ("nama", "name") for label in labels)
