"""One label, one meaning: a label that means different things in two tables of a file is told apart by its sheet."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.registry.domain.table import Table


def distinct(tables: Sequence[Table], guess: Callable[[Table], dict[str, str]]) -> list[Table]:
    """Return the tables with labels that mean the same wherever they stand. ``guess`` returns label to field of one."""
    meanings: dict[str, str] = {}
    result: list[Table] = []
    for table in tables:
        means = guess(table)
        other = {
            label
            for label in table.labels
            if label and meanings.get(label, means.get(label, "")) != means.get(label, "")
        }
        meanings |= {label: means.get(label, "") for label in table.labels if label and label not in other}
        result.append(_renamed(table, {label: f"{label} ({table.sheet} {table.header_row})" for label in other}))
    return result


def _renamed(table: Table, names: dict[str, str]) -> Table:
    if not names:
        return table
    rows = [
        replace(row, cells={names.get(label, label): cell for label, cell in row.cells.items()}) for row in table.rows
    ]
    return replace(table, labels=[names.get(label, label) for label in table.labels], rows=rows)
