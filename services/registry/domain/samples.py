"""A few values of every column, so that a person sees what a column holds. No NIK among them."""

from collections.abc import Iterable

from services.registry.domain.cells import text
from services.registry.domain.table import Table
from shared.nik import without_likely_nik

SHOWN = 3
LONGEST = 40


def samples_of(tables: Iterable[Table]) -> dict[str, list[str]]:
    """Return the first different values of every column, with anything like a NIK masked."""
    samples: dict[str, list[str]] = {}
    for table in tables:
        for row in table.rows[:50]:
            for label, cell in row.cells.items():
                shown = samples.setdefault(label, [])
                words = text(cell)
                if (
                    any(map(str.isalnum, words))
                    and len(shown) < SHOWN
                    and (masked := without_likely_nik(words)[:LONGEST]) not in shown
                ):
                    shown.append(masked)
    return samples
