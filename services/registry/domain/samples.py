"""A few values of every column, so that a person sees what a column holds. No NIK among them."""

import re
from collections.abc import Iterable

from services.registry.domain.cells import known
from services.registry.domain.table import Table

SHOWN = 3
LONGEST = 40
_NIK = re.compile(r"\b(\d{6})\d{6}(\d{4})\b")


def samples_of(tables: Iterable[Table]) -> dict[str, list[str]]:
    """Return the first different values of every column, with anything like a NIK masked."""
    samples: dict[str, list[str]] = {}
    for table in tables:
        for row in table.rows[:50]:
            for label, cell in row.cells.items():
                shown = samples.setdefault(label, [])
                words = known(cell)
                if words and len(shown) < SHOWN and (masked := _masked(words)) not in shown:
                    shown.append(masked)
    return samples


def _masked(words: str) -> str:
    return _NIK.sub(r"\1******\2", words)[:LONGEST]
