"""Personal numbers that came in before there was a door for text: masked where they lie."""

import re
from typing import Any

from sqlalchemy import JSON, Column, Connection, Inspector, MetaData, String, Table, inspect, select, update

from shared.nik import without_nik

KEPT_TABLES = {"change", "change_value", "change_actor", "change_head", "alembic_version"}
"""The history is chained: what it says cannot be altered, and nobody but staff reads it."""
KEPT_COLUMNS = {"nik_encrypted", "nik_fingerprint", "password_hash"}
REFERENCE = re.compile(r"[0-9a-f-]{32,}", re.IGNORECASE)


def mask_old_text(connection: Connection) -> dict[str, int]:
    """Mask every NIK in every text of a database but its history; return how many rows of which table had one."""
    looked_at = inspect(connection)
    names = sorted(set(looked_at.get_table_names()) - KEPT_TABLES)
    masked = {name: _mask(connection, _table(looked_at, name)) for name in names}
    return {name: count for name, count in masked.items() if count}


def _table(looked_at: Inspector, name: str) -> Table:
    keys = looked_at.get_pk_constraint(name)["constrained_columns"]
    columns = [(column["name"], column["type"]) for column in looked_at.get_columns(name)]
    return Table(name, MetaData(), *(Column(column, kind, primary_key=column in keys) for column, kind in columns))


def _mask(connection: Connection, table: Table) -> int:
    columns = [column for column in table.columns if _is_text(column) and not column.primary_key]
    keys = list(table.primary_key.columns)
    if not columns or not keys:
        return 0
    changes = [
        (row, {column: clean for column in columns if (clean := _clean(row[column.name])) != row[column.name]})
        for row in connection.execute(select(*keys, *columns).with_for_update()).mappings()
    ]
    changed = [(row, new) for row, new in changes if new]
    for row, new in changed:
        connection.execute(update(table).where(*(key == row[key.name] for key in keys)).values(new))
    return len(changed)


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String | JSON) and column.name not in KEPT_COLUMNS


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if REFERENCE.fullmatch(value) else without_nik(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value
