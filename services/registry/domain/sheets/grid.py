"""What kind of thing stands in a cell, as far as the shape of a table shows by it."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from services.registry.domain.cells import Cell, text

_NUMBER = re.compile(r"^\(?\s*\d{1,6}\s*[.):]{0,2}$")
_FIGURE = re.compile(r"^(?:rp\.?\s*)?-?\d[\d.,\s]*-?$", re.IGNORECASE)
_COUNTED = re.compile(r"^\(?(\d{1,3})\)?(?:\s*=.*)?$|^\(?([a-z])\)?$", re.IGNORECASE)
_PAGE = re.compile(r"^\W*(?:halaman|hal|lembar|page|hlm)\b[\s.:]*\d*(?:\s*(?:dari|of|/)\s*\d+)?\W*$", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D+")
_LONGEST_COUNT, _FEWEST_COUNTED = 20, 3
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def is_filled(cell: Cell) -> bool:
    """Say whether anything stands in a cell; spaces and dashes of a form are nothing."""
    if cell is None or cell == "":
        return False
    return not (isinstance(cell, str) and cell.isspace())


def filled_in(cells: Sequence[Cell]) -> list[int]:
    """Return the columns of a row in which something stands."""
    return [
        place
        for place, cell in enumerate(cells)
        if cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())
    ]


def is_number(cell: Cell) -> bool:
    """Say whether a cell numbers its row: 7, "7.", "(7)"."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and bool(_NUMBER.match(cell.strip()))


def is_figure(cell: Cell) -> bool:
    """Say whether a cell is a number or an amount and nothing else."""
    if isinstance(cell, bool) or cell is None:
        return False
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_FIGURE.match(cell.strip())))


def is_words(cell: Cell) -> bool:
    """Say whether a cell is text with a letter in it."""
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def may_head(cell: Cell) -> bool:
    """Say whether a cell can stand in a heading: words, or a year that its column is of."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _FIRST_YEAR <= cell <= _LAST_YEAR and float(cell).is_integer()
    return is_words(cell) or (isinstance(cell, str) and cell.strip().isdigit() and may_head(int(cell.strip()[:9])))


def is_day(cell: Cell) -> bool:
    return isinstance(cell, date)


def figure(cell: Cell) -> int:
    """Return the whole number a figure is, its signs for thousands left out."""
    if isinstance(cell, int | float):
        return round(cell)
    digits = re.sub(r"[.,]\d{2}$", "", str(cell).strip())
    return int(re.sub(r"\D", "", digits) or 0)


def digits_in(cell: Cell) -> int:
    """Return how many digits stand in a cell."""
    return len(_NO_DIGIT.sub("", cell if isinstance(cell, str) else text(cell)))


def counts_columns(cells: Sequence[Cell]) -> bool:
    """Say whether a row numbers the columns: 1 2 3, "(1)", "(2)", a b c, also "8=6+7"."""
    numbers: list[int] = []
    for place in filled_in(cells):
        cell = cells[place]
        found = None if isinstance(cell, str) and len(cell) > _LONGEST_COUNT else _COUNTED.match(text(cell))
        if not found:
            return False
        numbers.append(int(found[1]) if found[1] else ord(found[2].casefold()) - 96)
    return (
        len(numbers) >= _FEWEST_COUNTED and numbers[0] in (1, 2) and all(0 < b - a <= 2 for a, b in pairwise(numbers))
    )


def is_page_number(words: str) -> bool:
    """Say whether a line numbers a printed page: "Halaman 2 dari 5"."""
    return bool(_PAGE.match(words))


def column_letters(place: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B, …, Z, AA."""
    letters, rest = "", place + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        letters = chr(65 + sign) + letters
    return letters


def words_of(cells: Sequence[Cell]) -> str:
    """Return all that stands in a row, in one line."""
    return " ".join(words for cell in cells if (words := text(cell)))
