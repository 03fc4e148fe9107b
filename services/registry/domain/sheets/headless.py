"""Lists that nothing known stands above: found by what their columns hold, so that a person can say what they are."""

import re
from collections.abc import Sequence
from statistics import quantiles

from services.registry.domain.cells import Cell, text
from services.registry.domain.column_content import Content, content_of, telling
from services.registry.domain.column_guess import may_be_names
from services.registry.domain.fields import LISTED
from services.registry.domain.sheets.finding import Said, tables_under
from services.registry.domain.sheets.grid import column_letters, counts_columns, filled_in, is_number, is_words
from services.registry.domain.sheets.headings import Heading
from services.registry.domain.sheets.labels import labels_of
from services.registry.domain.table import Sheet, Table

LOOKED_AT = 400
_FEWEST_ROWS, _FEWEST_CELLS = 2, 3
_MOST, _SOME = 0.7, 0.3
_NUMBERS = frozenset({"nik", "pirt", "halal", "md"})
"""What only a business or its owner has; all else is evidence where names stand beside it."""
_REACHED = frozenset({"nib", "phone", "email", "kecamatan", "desa"})
_PLAIN_DIGITS = re.compile(r"^'?[\d ]+$")
_OFFICIAL = re.compile(r"^(?:19|20)\d{6} ?(?:19|20)\d{4} ?\d ?\d{3}$")
"""The number of an official: a list of staff is no list of businesses."""
_EVENT = re.compile(
    r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b|^\d{1,2}[.:]\d{2}(?:\s*(?:wib|wita|wit|[-–]|s\.?d).*)?$",
    re.IGNORECASE,
)
"""A weekday or a time: a list of meetings is none either."""
_NUMBER_LABEL = "No"
_LABEL = "Kolom {}"


def headless_tables(sheet: Sheet, said: Said) -> list[Table]:
    """Return the list on a sheet without a known heading; none where its cells are not plainly those of businesses.

    Its columns are called by the words above them, or by their letters.
    """
    rows = _rows_of_list(sheet.rows)
    if len(rows) < _FEWEST_ROWS:
        return []
    width = max(len(sheet.rows[row]) for row in rows)
    top, start = rows[0], rows[1] if _heads(sheet.rows, rows, width) else rows[0]
    contents = [_content(sheet.rows, rows, start, place) for place in range(width)]
    if not _is_list(contents, sheet.rows, rows):
        return []
    own = labels_of(sheet.rows[top:start], top, sheet.merged) if start > top else []
    labels = [_label(own, place, contents[place], sheet.rows, rows, start) for place in range(width)]
    heading = Heading(top, start, labels, frozenset(map(str.casefold, own)), _meant(labels, contents))
    return tables_under(sheet, [heading], said)


def _rows_of_list(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The rows, of the first few hundred, that hold at least half of what the fuller ones hold."""
    many = {row: len(filled) for row, cells in enumerate(rows[:LOOKED_AT]) if (filled := filled_in(cells))}
    if len(many) < _FEWEST_ROWS:
        return []
    least = max(_FEWEST_CELLS, quantiles(many.values(), n=4)[2] / 2)
    return [row for row, cells in many.items() if cells >= least and not counts_columns(rows[row])]


def _heads(rows: Sequence[Sequence[Cell]], listed: Sequence[int], width: int) -> bool:
    """Whether the first row is words alone, and no value of what its columns tell by themselves."""
    first = rows[listed[0]]
    if not all(is_words(first[place]) for place in filled_in(first)):
        return False
    for place in range(min(width, len(first))):
        told = telling(_content(rows, listed, listed[1], place))
        if told and told[0] not in ("kecamatan", "desa") and not content_of([first[place]]).share(told[0]):
            return True
    return False


def _content(rows: Sequence[Sequence[Cell]], listed: Sequence[int], start: int, place: int) -> Content:
    return content_of(rows[row][place] for row in listed if row >= start and place < len(rows[row]))


def _is_list(contents: Sequence[Content], rows: Sequence[Sequence[Cell]], listed: Sequence[int]) -> bool:
    told = {place: found[0] for place, content in enumerate(contents) if content.filled >= _FEWEST_ROWS and
            (found := telling(content))}  # fmt: skip
    cells = [text(cell) for row in listed for cell in rows[row]]
    if any(map(_OFFICIAL.match, cells)):
        return False
    if sum(any(_EVENT.match(text(cell)) for cell in rows[row]) for row in listed) >= _MOST * len(listed):
        return False
    names = [content for place, content in enumerate(contents) if place not in told and may_be_names(content)]
    if not names:
        return False
    if any(field in _NUMBERS and _is_plain(rows, listed, place) for place, field in told.items()):
        return True
    if any(content.filled >= _FEWEST_ROWS and content.share("date") >= _MOST for content in contents):
        return False
    named = any(content.share("business", "person") >= _SOME for content in names)
    return named and any(field in _REACHED and (field != "nib" or _is_plain(rows, listed, place))
                         for place, field in told.items())  # fmt: skip


def _is_plain(rows: Sequence[Sequence[Cell]], listed: Sequence[int], place: int) -> bool:
    """Whether the numbers of a column are digits alone, or a permit: the code of an account has points between."""
    said = [words for row in listed if place < len(rows[row]) and (words := text(rows[row][place]))]
    plain = sum(bool(_PLAIN_DIGITS.match(words) or re.search("[A-Za-z]", words)) for words in said)
    return plain >= _MOST * len(said)


def _label(
    own: Sequence[str], place: int, content: Content, rows: Sequence[Sequence[Cell]], listed: Sequence[int], start: int
) -> str:
    if place < len(own) and own[place]:
        return own[place]
    cells = [rows[row][place] for row in listed if row >= start and place < len(rows[row])]
    if not any(text(cell) for cell in cells):
        return ""
    if place == 0 and all(map(is_number, cells)) and content.different == content.filled:
        return _NUMBER_LABEL
    return _LABEL.format(column_letters(place))


def _meant(labels: Sequence[str], contents: Sequence[Content]) -> list[str]:
    """What would stand above each column that tells by itself what it is."""
    meant = []
    for label, content in zip(labels, contents, strict=True):
        told = telling(content)
        meant.append(LISTED[told[0]].headings[0] if label and told and told[0] in LISTED else label)
    return meant
