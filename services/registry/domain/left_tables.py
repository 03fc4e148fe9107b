"""Tables of a file that an import leaves whole: where they stand, how they are headed, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.registry.domain.table import LeftOut, Sheet, Table
from shared.language import Message, msg
from shared.nik import without_nik

NO_HEADING, NO_BUSINESS, NO_ROWS = "no_heading", "no_business", "no_rows"
WHY: dict[str, Message] = {
    NO_HEADING: msg("No row names at least two columns that are known."),
    NO_BUSINESS: msg("None of its columns names a business."),
    NO_ROWS: msg("There is no row of data below its heading."),
}
_SHOWN, _LONGEST_HEADINGS = 12, 300


@dataclass(frozen=True)
class LeftTable:
    """``first`` to ``last``: the rows it takes; ``rows``: how many of them are data; ``why``: a code of WHY."""

    sheet: str
    first: int
    last: int
    rows: int
    headings: str
    why: str

    @property
    def reason(self) -> Message:
        return WHY[self.why]


def left_tables(tables: Iterable[Table]) -> list[LeftTable]:
    """Return the tables that stand apart, as they are told of."""
    return [_left(table) for table in tables if table.apart]


def left_tables_from(kept: Iterable[dict[str, Any]]) -> list[LeftTable]:
    """Return them as they were kept."""
    return [LeftTable(**one) for one in kept]


def unheaded(sheet: Sheet) -> Table | None:
    """Return a sheet without any heading as a table that is left out; None where nothing stands on it."""
    filled = [number for number, cells in enumerate(sheet.rows, 1) if any(cell not in ("", None) for cell in cells)]
    if not filled:
        return None
    ends = [LeftOut(number, "note", "") for number in sorted({filled[0], filled[-1]})]
    return Table(without_nik(sheet.name), [], 0, left_out=ends, hidden=sheet.hidden, apart=NO_HEADING)


def _left(table: Table) -> LeftTable:
    numbers = [row.number for row in table.rows] + [row.number for row in table.left_out if row.kind != "empty"]
    labels = [label for label in table.labels if label]
    more = ["…"] if len(labels) > _SHOWN else []
    headings = ", ".join(labels[:_SHOWN] + more)[:_LONGEST_HEADINGS]
    return LeftTable(table.sheet, min(numbers), max(numbers), len(table.rows), headings, table.apart)
