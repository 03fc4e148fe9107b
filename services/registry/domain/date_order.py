"""Whether a column writes the day or the month first: its rows on a sheet together show it, or a person says it.

Sheets of one heading may come from several hands: what one shows is not said of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from services.registry.domain.cells import Cell, known, text
from services.registry.domain.dates import DAY, MONTH, Period, chosen, readings, turned, written_in_numbers
from services.registry.domain.table import Table
from shared.nik import without_likely_nik

DATES = frozenset({"answered_at", "training_date"})
"""The fields that are days in a list."""
UNKNOWN = "unknown"
CHOICES = (DAY, MONTH, UNKNOWN)
_LONGEST = 40
_OTHER = {DAY: MONTH, MONTH: DAY}


@dataclass
class DateColumn:
    """The first cell that can only be read with the ``day`` first, only with the ``month`` first, or both ways.

    ``cell``: the first real date of a spreadsheet that would be one too if its day and month were exchanged; ``sound``:
    there is one that would not. ``chosen``: what a person said. ``sheets``: what each shows, where there are several.
    """

    day: str | None = None
    month: str | None = None
    doubtful: str | None = None
    cell: str | None = None
    sound: bool = False
    chosen: str | None = None
    sheets: dict[str, "DateColumn"] = field(default_factory=dict)

    @property
    def proven(self) -> str | None:
        """The order its rows show; None where none shows any, or where they contradict each other."""
        if self.day and self.month:
            return None
        return DAY if self.day else MONTH if self.month else None

    @property
    def half_turned(self) -> bool:
        """Whether a spreadsheet took for dates just those texts that it could, in the order of its own country.

        What it could not take stayed text and shows the other order, so all the dates may be turned.
        """
        return self.proven is not None and self.doubtful is None and self.cell is not None and not self.sound

    @property
    def must_be_asked(self) -> bool:
        """Whether only a person can say what some of its cells mean."""
        if self.sheets:
            return self.half_turned or bool(self.unclear)
        return (self.doubtful is not None and self.proven is None) or self.half_turned

    @property
    def unclear(self) -> dict[str, "DateColumn"]:
        """The sheets, of several, that do not show themselves what their cells mean."""
        return {name: sheet for name, sheet in self.sheets.items() if sheet.must_be_asked}

    @property
    def example(self) -> str | None:
        """A cell that only a person can say the meaning of."""
        asked = next(iter(self.unclear.values()), self)
        return asked.doubtful or asked.cell

    def of_sheet(self, name: str) -> "DateColumn":
        """Return what the cells of a sheet are read by: what it shows itself, else what a person said."""
        sheet = self.sheets.get(name)
        if sheet is None or self.half_turned:
            return self
        return replace(sheet, chosen=self.chosen) if sheet.must_be_asked else sheet

    def read(self, cell: Cell) -> Period | None:
        """Return what a cell of this column means, or None where it says nothing. Raises Unreadable, or Doubtful."""
        if known(cell) is None:
            return None
        may_be_turned = isinstance(cell, date) and self.half_turned
        shown = None if may_be_turned else self.proven
        order = None if self.chosen == UNKNOWN else self.chosen or shown
        return chosen(self._of_turned(cell) if may_be_turned else readings(cell), order, cell)

    def look_at(self, cell: Cell) -> None:
        """Take in what one more cell shows."""
        if isinstance(cell, date):
            self.cell = self.cell or (text(cell) if turned(cell) else None)
            self.sound = self.sound or cell.day > 12
            return
        found = readings(cell)
        name = "doubtful" if len(set(found.values())) > 1 else next(iter(found)) if len(found) == 1 else None
        if name and getattr(self, name) is None:
            setattr(self, name, text(cell)[:_LONGEST])

    def _of_turned(self, cell: Cell) -> dict[str, Period]:
        found = readings(cell)
        other = turned(found[DAY].first)
        if other is None or self.proven is None:
            return found
        return {_OTHER[self.proven]: found[DAY], self.proven: Period(other, other)}


def date_columns(tables: Iterable[Table]) -> dict[str, dict[str, Any]]:
    """Return, by label, what the rows of every column show whose days are written in numbers."""
    found: dict[str, DateColumn] = {}
    for table in tables:
        for row in table.rows:
            for label, cell in row.cells.items():
                if isinstance(cell, date) or (isinstance(cell, str) and _may_be_day(text(cell))):
                    column = found.setdefault(label, DateColumn())
                    for shown in (column, column.sheets.setdefault(table.sheet, DateColumn())):
                        shown.look_at(cell)
    for column in found.values():
        column.sheets = column.sheets if len(column.sheets) > 1 else {}
    return {label: asdict(column) for label, column in found.items() if column.day or column.month or column.doubtful}


def _may_be_day(words: str) -> bool:
    """A personal number in groups looks like a day; none is to be kept as the example of a column."""
    return written_in_numbers(words) and without_likely_nik(words) == words


def read_columns(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, DateColumn]:
    """Return the columns as :func:`date_columns` gave them, with what was said of them since."""
    return {
        label: DateColumn(**{**column, "sheets": read_columns(column.get("sheets", {}))})
        for label, column in kept.items()
    }


def unanswered(kept: Mapping[str, Mapping[str, Any]], mapping: Mapping[str, str]) -> list[str]:
    """Return the columns that a person has to say the order of before any day in doubt is taken."""
    return [
        label
        for label, column in read_columns(kept).items()
        if mapping.get(label) in DATES and column.must_be_asked and not column.chosen
    ]
