"""What columns of somebody's table mean: by heading, by cells, and by what stands beside them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from services.registry.domain.cells import Cell
from services.registry.domain.column_content import Content, content_of
from services.registry.domain.column_fields import FIELDS
from services.registry.domain.column_guess import Guess, guess_columns, names
from services.registry.domain.headings import EXACT, claims

if TYPE_CHECKING:
    from services.registry.domain.table import Table

__all__ = [
    "FIELDS",
    "Guess",
    "columns_of",
    "guess_mapping",
    "has_name",
    "may_name",
    "meanings",
    "names_businesses",
    "recognise",
]

SURE = float(EXACT)
_HEADING = 88
"""How sure a heading must be for its row to look like the head of a table."""
_LIKELY = 60
_ROWS = 2000
"""Among so many rows enough filled cells are looked for."""


def recognise(label: str) -> tuple[str, float] | None:
    """Return the field a label means and how sure that is (100: a known wording), or None."""
    best = next(iter(claims(label)), None)
    return (best.field, float(best.sure)) if best and best.field and not best.home and best.sure >= _HEADING else None


def guess_mapping(labels: Iterable[str]) -> dict[str, str]:
    """Return label to field by the headings alone, without what has to be asked about."""
    guesses = guess_columns({label: Content() for label in labels})
    return {label: guess.field for label, guess in guesses.items() if guess.field and not guess.asked}


def has_name(mapping: Mapping[str, str]) -> bool:
    """Tell whether columns name businesses: by name, or by their owner and product."""
    return names(mapping.values())


def columns_of(tables: Sequence["Table"]) -> dict[str, Guess]:
    """Return what each column of a list means. Sheets of one heading are looked at together."""
    alike: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        alike.setdefault(tuple(table.labels), []).append(table)
    guesses: dict[str, Guess] = {}
    for labels, same in alike.items():
        contents = {label: content_of(_cells(same, label)) for label in labels}
        for label, guess in guess_columns(contents).items():
            if label not in guesses or (guess.field and guess.sure > guesses[label].sure):
                guesses[label] = guess
    return guesses


def names_businesses(table: "Table") -> bool:
    """Tell whether the columns of a table name businesses, be it that a person has to say so first."""
    by_heading = has_name(guess_mapping(table.labels))
    return by_heading or names(guess.field for guess in columns_of([table]).values() if guess.sure >= _LIKELY)


def may_name(table: "Table") -> bool:
    """Tell whether a column of a table could name businesses, as far as a person says so."""
    return names(guess.field for guess in columns_of([table]).values())


def meanings(table: "Table") -> dict[str, str]:
    """Return label to the field it means in this table, be it that a person has to say so first."""
    return {label: guess.field for label, guess in columns_of([table]).items() if guess.field}


def _cells(tables: Sequence["Table"], label: str) -> Iterable[Cell]:
    return (row.cells.get(label) for table in tables for row in islice(table.rows, _ROWS))
