"""A list from its sheets to its entries, as an import reads it before anybody answers anything."""

from collections.abc import Iterable

from services.registry.domain.columns import columns_of, meanings, names_businesses
from services.registry.domain.date_order import date_columns, read_columns
from services.registry.domain.import_entry import Entry
from services.registry.domain.left_columns import left_columns
from services.registry.domain.row_reading import read_row
from services.registry.domain.sheets.distinct import distinct
from services.registry.domain.sheets.finding import find_tables
from services.registry.domain.table import Sheet


def entries_of(sheets: Iterable[Sheet]) -> dict[int, Entry]:
    """Return what is read of a list, by the number of the row; columns nobody is sure of are not taken."""
    found = [table for sheet in sheets for table in find_tables(sheet) if table.rows]
    tables = distinct([table for table in found if names_businesses(table)] or found, meanings)
    guesses = columns_of(tables)
    mapping = {label: "" if guess.asked else guess.field for label, guess in guesses.items()}
    left = left_columns(mapping, {label: guess.as_json() for label, guess in guesses.items()})
    taken = {label: field for label, field in mapping.items() if field}
    days = read_columns(date_columns(tables))
    return {
        row.number: read_row(row, taken, _sealed, days, left, title=table.title)
        for table in tables
        for row in table.rows
    }


def _sealed(nik: str) -> dict[str, str]:
    return {"nik_encrypted": nik, "nik_fingerprint": nik}
