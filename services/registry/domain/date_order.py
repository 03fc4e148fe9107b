"""Whether a column writes the day or the month first: its rows on a sheet together show it, or a person says it.

Sheets of one heading may come from several hands: what one shows is not said of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from services.registry.domain.cells import Cell, known, text
from services.registry.domain.dates import (
    DAY,
    MONTH,
    Period,
    chosen,
    has_clock,
    readings,
    turned,
    written_by_year,
    written_in_numbers,
    written_in_words,
)
from services.registry.domain.table import Table
from shared.clock import today
from shared.nik import without_likely_nik

DATES = frozenset({"answered_at", "training_date"})
"""The fields that are days in a list."""
UNKNOWN = "unknown"
CHOICES = (DAY, MONTH, UNKNOWN)
_LONGEST = 40
_ABOUT = timedelta(days=31)
_OTHER = {DAY: MONTH, MONTH: DAY}


@dataclass
class DateColumn:
    """The first cell that can only be read with the ``day`` first, only with the ``month`` first, or both ways.

    ``cell``: the first real date of a spreadsheet that would be one too if its day and month were exchanged; ``sound``:
    there is one that would not. ``chosen``: what a person said. ``sheets``: what each shows, where there are several.

    What may decide where no row shows it: ``written``, the first day with the name of its month behind it, as a hand
    writes it here; ``clock``: a cell in doubt has an hour, as a program writes it; and where in time the list lies:
    the ``sure`` days, those in doubt ``by_day`` and ``by_month``, none of them after ``until``.
    """

    day: str | None = None
    month: str | None = None
    doubtful: str | None = None
    cell: str | None = None
    sound: bool = False
    chosen: str | None = None
    written: str | None = None
    clock: bool = False
    sure: list[str] = field(default_factory=list)
    by_day: list[str] = field(default_factory=list)
    by_month: list[str] = field(default_factory=list)
    until: str | None = None
    sheets: dict[str, "DateColumn"] = field(default_factory=dict)

    @property
    def proven(self) -> str | None:
        """The order its rows show; None where none shows any, or where they contradict each other."""
        if self.day and self.month:
            return None
        return DAY if self.day else MONTH if self.month else None

    @property
    def likely(self) -> str | None:
        """The order that everything else in the column speaks for; None where nothing does, or not all of it."""
        if self.doubtful is None or self.day or self.month or not self.until:
            return None
        said = {DAY} if self.written and not self.clock else set()
        near = [order for order, days in ((DAY, self.by_day), (MONTH, self.by_month)) if self._lies_near(days)]
        said |= set(near) if len(near) == 1 else set()
        return said.pop() if len(said) == 1 else None

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
        return (self.doubtful is not None and self.proven is None and self.likely is None) or self.half_turned

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
        order = None if self.chosen == UNKNOWN else self.chosen or shown or self.likely
        return chosen(self._of_turned(cell) if may_be_turned else readings(cell), order, cell)

    def is_guessed(self, cell: Cell) -> bool:
        """Tell whether a cell is read by what speaks for it alone."""
        return self.likely is not None and not self.chosen and len(set(readings(cell).values())) > 1

    def look_at(self, cell: Cell) -> None:
        """Take in what one more cell shows."""
        if isinstance(cell, date):
            self.cell = self.cell or (text(cell) if turned(cell) else None)
            self.sound = self.sound or cell.day > 12
            if cell.day > 12:
                self.sure = _wider(self.sure, cell.isoformat()[:10])
            return
        found = readings(cell)
        name = "doubtful" if len(set(found.values())) > 1 else next(iter(found)) if len(found) == 1 else None
        if name and getattr(self, name) is None:
            setattr(self, name, text(cell)[:_LONGEST])
        if name == "doubtful":
            self.clock = self.clock or has_clock(text(cell))
            self.by_day = _wider(self.by_day, found[DAY].first.isoformat())
            self.by_month = _wider(self.by_month, found[MONTH].first.isoformat())
        elif name is None and found:
            self.sure = _wider(self.sure, found[DAY].first.isoformat())
            if self.written is None and written_in_words(text(cell)):
                self.written = text(cell)[:_LONGEST]

    def _lies_near(self, days: list[str]) -> bool:
        """Whether these days lie where the sure ones do, give or take a month, and none has still to come."""
        first, last = map(date.fromisoformat, days)
        begin, end = map(date.fromisoformat, self.sure) if self.sure else (first, last)
        return begin - _ABOUT <= first and last <= min(end + _ABOUT, date.fromisoformat(self.until or ""))

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
        for shown in (column, *column.sheets.values()):
            shown.until = today().isoformat()
        column.sheets = column.sheets if len(column.sheets) > 1 else {}
    return {label: asdict(column) for label, column in found.items() if column.day or column.month or column.doubtful}


def _may_be_day(words: str) -> bool:
    """A personal number in groups looks like a day; none is to be kept as the example of a column."""
    if not (written_in_numbers(words) or written_by_year(words) or written_in_words(words)):
        return False
    return without_likely_nik(words) == words


def _wider(days: list[str], day: str) -> list[str]:
    """Return the first and the last of these days, in ISO 8601, which sorts as they follow each other."""
    return [min([day, *days[:1]]), max([day, *days[1:]])]


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
