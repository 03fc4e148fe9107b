"""Saying what the columns of an import mean, and in which order its days are written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.imports import require
from services.registry.domain.column_fields import FIELDS, JOINED
from services.registry.domain.column_guess import NAMED
from services.registry.domain.columns import has_name
from services.registry.domain.date_order import CHOICES, date_columns, read_columns, unanswered
from services.registry.domain.left_columns import left_columns
from services.registry.files.import_tables import tables_of
from services.registry.models.import_batch import ImportBatch
from shared.context import actor
from shared.errors import InvalidInput, StaleForm
from shared.language import Message, msg

DatesByLabel = dict[str, dict[str, Any]]
ColumnsByLabel = dict[str, dict[str, Any]]


def remap(
    session: Session,
    batch_id: UUID,
    mapping: Mapping[str, str],
    revision: int | None = None,
    orders: Mapping[str, str] | None = None,
    *,
    ask: bool = False,
    found: DatesByLabel | None = None,
) -> ImportBatch:
    """Change what the columns mean. ``mapping`` is label to field, "" for a column that is left out.

    ``orders`` is label to what stands first in its days; ``ask``: refuse to go on while a person has to say one.
    ``found``: what :func:`days_of` gave for this batch, where that may not be kept yet.
    The same choice again changes nothing; only a planned import whose choice changed is ``uploaded`` again.
    """
    batch = ImportBatch.locked(session, batch_id)
    chosen = {label: mapping.get(label, known) for label, known in batch.mapping.items()}
    columns = _answered(batch.columns, mapping)
    dates = _ordered(found if batch.dates is None else batch.dates, orders or {})
    same = (chosen, dates, columns) == (batch.mapping, batch.dates, batch.columns)
    if same:
        require(batch, "uploaded", "planning", "planned")
    else:
        require(batch, "uploaded", "planned")
        if revision is not None and revision != batch.revision:
            raise StaleForm
    wrong = {
        "mapping": list(_faults(batch, chosen, columns)),
        "dates": list(_open_orders(dates, chosen)) if ask else [],
    }
    if any(wrong.values()):
        raise InvalidInput({name: said for name, said in wrong.items() if said})
    if not same:
        batch.mapping, batch.dates, batch.status, batch.plan_digest = chosen, dates, "uploaded", None
        batch.said_by = actor().name
        batch.columns = columns
    return batch


def _answered(columns: ColumnsByLabel | None, mapping: Mapping[str, str]) -> ColumnsByLabel | None:
    """Whoever names a column has said what it is, also where that is nothing."""
    return columns and {
        label: kept | {"asked": kept["asked"] and label not in mapping} for label, kept in columns.items()
    }


def days_of(batch: ImportBatch, folder: Path) -> DatesByLabel | None:
    """Return how the days of a list are written; one that came before this was kept is looked at, if it is here."""
    path = folder / (batch.stored_name or "")
    if batch.dates is not None or not path.is_file():
        return batch.dates
    return date_columns(tables_of(batch, folder))


def _ordered(dates: DatesByLabel | None, orders: Mapping[str, str]) -> DatesByLabel | None:
    return dates and {label: kept | order(orders, label) for label, kept in dates.items()}


def order(orders: Mapping[str, str], label: str) -> dict[str, str]:
    """Return what is kept of an order that was chosen for a column, nothing where none was."""
    return {"chosen": orders[label]} if orders.get(label) in CHOICES else {}


def _open_orders(dates: DatesByLabel | None, chosen: Mapping[str, str]) -> Iterator[Message]:
    columns = read_columns(dates or {})
    for label in unanswered(dates or {}, chosen):
        yield msg(
            "Say whether the day or the month stands first in the column {label}: {text}.",
            label=label,
            text=columns[label].example,
        )


def is_named(mapping: Mapping[str, str], columns: ColumnsByLabel | None) -> bool:
    """Tell whether the columns taken name the businesses, and none that may do so waits for a person's word."""
    return has_name(mapping) and not (
        left_columns(mapping, columns or {}).may_hold_name and NAMED.isdisjoint(mapping.values())
    )


def _faults(batch: ImportBatch, chosen: Mapping[str, str], columns: ColumnsByLabel | None) -> Iterator[Message]:
    for unknown in sorted({field for field in chosen.values() if field} - FIELDS.keys()):
        yield msg("“{field}” is no field of the register.", field=unknown)
    if not is_named(chosen, columns):
        yield msg("Say which column holds the name of the business.")
    for twice in _given_twice(batch, chosen):
        yield msg("Two columns cannot both be: {field}.", field=FIELDS[twice])


def _given_twice(batch: ImportBatch, mapping: Mapping[str, str]) -> list[str]:
    """Sheets may call a field differently, but in one sheet a field has one column, unless several can be joined."""
    given = [
        Counter(mapping[label] for label in sheet["labels"] if mapping.get(label) in FIELDS)
        for sheet in batch.counted_sheets
    ]
    return [field for field in FIELDS if field not in JOINED and any(fields[field] > 1 for fields in given)]
