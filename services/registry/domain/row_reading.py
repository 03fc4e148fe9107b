"""Reading one row of a table through its column mapping: every cell understood, or named in the remarks."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.registry.domain import row_answers, row_business, row_numbers, row_year
from services.registry.domain.date_order import DateColumn
from services.registry.domain.import_entry import Entry
from services.registry.domain.reading import Reading, Seal
from services.registry.domain.table import Row

STEPS: tuple[Callable[[Reading], None], ...] = (
    row_business.odd_cells,
    row_numbers.stray_nik,
    row_business.words,
    row_business.kecamatan,
    row_business.desa,
    row_business.unknown_kecamatan,
    row_business.reach,
    row_numbers.nib,
    row_numbers.nik,
    row_numbers.npwp,
    row_numbers.kbli,
    row_numbers.figures,
    row_numbers.choices,
    row_year.year,
    row_answers.remarks,
    row_answers.answers,
    row_answers.sharing,
    row_answers.training,
)
"""In this order: the kecamatan helps to find the desa, what columns hold adds to what the remarks say."""
NO_DATES: Mapping[str, DateColumn] = MappingProxyType({})


def read_row(row: Row, mapping: Mapping[str, str], seal: Seal, dates: Mapping[str, DateColumn] = NO_DATES) -> Entry:
    """Read one row. What cannot be understood is left out and said in ``remarks``; a row without a name is refused.

    ``dates``: by label, what the whole column shows of how days are written.
    """
    here = {field: label for label, field in mapping.items() if label in row.cells}
    cells = {field: row.cells[label] for field, label in here.items()}
    reading = Reading(row, cells, seal, {field: dates[label] for field, label in here.items() if label in dates})
    for step in STEPS:
        reading.attempt(step)
    return reading.entry()
