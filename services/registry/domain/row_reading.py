"""Reading one row of a table through its column mapping: every cell understood, or named in the remarks."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.registry.domain import (
    row_answers,
    row_business,
    row_chain,
    row_columns,
    row_figures,
    row_numbers,
    row_place,
    row_workers,
    row_year,
)
from services.registry.domain.date_order import DateColumn
from services.registry.domain.import_entry import Entry
from services.registry.domain.left_columns import NOTHING_LEFT, LeftColumns
from services.registry.domain.office_words import NO_WORDS, OfficeWords, meant
from services.registry.domain.reading import Reading, Seal
from services.registry.domain.table import Row

STEPS: tuple[Callable[[Reading], None], ...] = (
    row_business.odd_cells,
    row_numbers.stray_nik,
    row_business.words,
    row_place.found,
    row_place.kecamatan,
    row_place.desa,
    row_place.in_address,
    row_place.unknown_kecamatan,
    row_business.reach,
    row_numbers.nib,
    row_numbers.nik,
    row_columns.owner_sex,
    row_numbers.npwp,
    row_numbers.kbli,
    row_figures.money,
    row_figures.counts,
    row_workers.workers,
    row_figures.years,
    row_figures.sense,
    row_numbers.choices,
    row_chain.answers,
    row_chain.sentra,
    row_place.kind,
    row_year.year,
    row_answers.remarks,
    row_columns.states,
    row_answers.answers,
    row_answers.sharing,
    row_answers.training,
    row_columns.proposed_name,
    row_place.more_products,
)
"""In this order: the kecamatan helps to find the desa, what columns hold adds to what the remarks say."""
NO_DATES: Mapping[str, DateColumn] = MappingProxyType({})


def read_row(
    row: Row,
    mapping: Mapping[str, str],
    seal: Seal,
    dates: Mapping[str, DateColumn] = NO_DATES,
    left: LeftColumns = NOTHING_LEFT,
    words: OfficeWords = NO_WORDS,
    title: str = "",
) -> Entry:
    """Read one row. What cannot be understood is left out and said in ``remarks``; a row without a name is refused.

    ``dates``: by label, what the whole column shows of how days are written. ``left``: the columns not taken.
    ``words``: those of the office's own. ``title``: what stands above the table.
    """
    here = row_columns.labels_of(mapping, row.cells)
    read, said = row_columns.cells_of(row.cells, here)
    cells = {field: meant(words, field, cell) for field, cell in read.items()}
    first = {field: labels[0] for field, labels in here.items()}
    ordered = {field: dates[label] for field, label in first.items() if label in dates}
    said += left.told(row.cells)
    reading = Reading(row, cells, seal, ordered, first, title, remarks=said, may_name=not left.may_hold_name)
    for step in STEPS:
        reading.attempt(step)
    return reading.entry()
