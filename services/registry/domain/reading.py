"""What is understood of one row so far, and what has to be said about it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.registry.domain.cells import Cell, Uncalculated, Unreadable, text
from services.registry.domain.date_order import DateColumn
from services.registry.domain.dates import Period
from services.registry.domain.import_entry import Entry, Held
from services.registry.domain.table import Row
from services.registry.domain.units import Unit, said_above
from shared.language import Message, msg
from shared.words import spoken

Seal = Callable[[str], Mapping[str, str]]
"""Turns a NIK into what may be stored of it."""


@dataclass
class Reading:
    """``values`` are the IKM's own fields, ``more`` what else an entry has, ``remarks`` what a person must know.

    ``labels``: what stands above the column of each field, ``title`` what stands above the whole table.
    """

    row: Row
    cells: Mapping[str, Cell]
    seal: Seal
    dates: Mapping[str, DateColumn] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    remarks: list[Message] = field(default_factory=list)
    may_name: bool = True
    """Whether a name may be proposed: not where a column may hold one that nobody confirmed yet."""

    def cell(self, name: str) -> Cell:
        """Return the cell of the column that means ``name``."""
        return self.cells.get(name)

    def above(self, name: str) -> Unit:
        """Return what stands above the column that means ``name`` says of its figures."""
        return said_above(self.labels.get(name, ""))

    def period(self, name: str) -> Period | None:
        """Return the day or days in the column that means ``name``, in the order its rows have. Raises Unreadable."""
        column, cell = self.dates.get(name, DateColumn()).of_sheet(self.row.sheet), self.cell(name)
        read = column.read(cell)
        if read and column.is_guessed(cell):
            self.remarks.append(
                msg("“{text}” was read as {day}: the other days of its column speak for it.",
                    text=text(cell)[:60], day=spoken(read.first))
            )  # fmt: skip
        return read

    def uncalculated(self, names: Container[str]) -> Message | None:
        """Return what has to be said of formulas without a result in the columns that mean ``names``."""
        cells = (cell for name, cell in self.cells.items() if name in names)
        places = ", ".join(cell.place for cell in cells if isinstance(cell, Uncalculated))
        if not places:
            return None
        return msg("{cells}: a formula without a stored value. Open the file in Excel, save it, then upload it again.",
                   cells=places)  # fmt: skip

    def attempt(self, read: Callable[["Reading"], None]) -> None:
        """Take one step of reading; a cell that cannot be understood becomes a remark."""
        try:
            read(self)
        except Unreadable as problem:
            self.remarks.append(problem.message)

    def entry(self) -> Entry:
        """Return what was read; a row without a name is refused."""
        return Entry(
            sheet=self.row.sheet,
            number=self.row.number,
            values={name: value for name, value in self.values.items() if value is not None},
            held=tuple(self.held),
            remarks=tuple(self.remarks),
            refused=None if self.values.get("name") else self._nameless(),
            **self.more,
        )

    def _nameless(self) -> Message:
        return self.uncalculated(["name"]) or msg("The row has no name of a business.")
