"""The tables of a file: lists of businesses, and what stands beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from services.registry.domain.columns import may_name, meanings, names_businesses
from services.registry.domain.left_tables import NO_BUSINESS, NO_ROWS, unheaded
from services.registry.domain.sheets.distinct import distinct
from services.registry.domain.sheets.finding import Said, find_tables
from services.registry.domain.sheets.headless import headless_tables
from services.registry.domain.table import Sheet, Table

NOTHING_SAID: Said = MappingProxyType({})


def tables_in(sheets: Sequence[Sheet], said: Said = NOTHING_SAID) -> list[Table]:
    """Return the lists of businesses on these sheets, some of which may be hidden; behind them what stands apart."""
    found = [(sheet, find_tables(sheet, said)) for sheet in sheets]
    full = [table for _, tables in found for table in tables if table.rows]
    lists = [table for table in full if names_businesses(table)] or [table for table in full if may_name(table)]
    lists = lists or [table for sheet, _ in found for table in headless_tables(sheet, said) if table.rows] or full
    read = {table.sheet for table in lists}
    taken = set(map(id, lists))
    others = [table for _, tables in found for table in tables if id(table) not in taken]
    bare = [table for sheet, tables in found if not tables and (table := unheaded(sheet))
            and table.sheet not in read]  # fmt: skip
    return distinct(lists, meanings) + list(map(_apart, others)) + bare


def said_of(kept: Iterable[Mapping[str, Any]]) -> Said:
    """Return what a person said of rows, by sheet and number, from how it is kept."""
    said: dict[str, dict[int, bool]] = {}
    for one in kept:
        said.setdefault(one["sheet"], {})[one["row"]] = one["business"]
    return said


def counted(tables: Iterable[Table], hidden: frozenset[str] | set[str]) -> list[Table]:
    """Return the lists among tables that count: those on hidden sheets only where they are named."""
    return [table for table in tables if not table.apart and (not table.hidden or table.sheet in hidden)]


def _apart(table: Table) -> Table:
    return replace(table, apart=NO_BUSINESS if table.rows else NO_ROWS)
