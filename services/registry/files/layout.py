"""What of a sheet its values do not tell: which rows and columns are hidden, which cells are one."""

from dataclasses import dataclass, field

from services.registry.domain.table import Area

WIDEST = 16_384


@dataclass
class Layout:
    """Of one sheet: hidden rows and columns, counted from 0, and merged cells where the reader of values tells none."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
