"""Columns that an import does not take: a row that says something in them names them in its remarks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.registry.domain.cells import Cell, known
from services.registry.domain.column_fields import FIELDS
from services.registry.domain.column_guess import NAMED
from services.registry.domain.column_options import is_silent
from services.registry.domain.headings import speaks_of
from shared.language import Message, msg

_WORKERS = frozenset({"workers_male", "workers_female"})
_LONGEST = 300


@dataclass(frozen=True)
class LeftColumns:
    """``asked``: by label, what it may be, until a person says so; ``unused``: labels of what has no field.
    ``may_hold_name``: the business may be named in a column that is asked about.
    """

    asked: Mapping[str, Message] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    may_hold_name: bool = False

    def told(self, cells: Mapping[str, Cell]) -> Iterator[Message]:
        """Yield what has to be said of a row that has values in them."""
        for label, meant in self.asked.items():
            if known(cells.get(label)) is not None:
                yield msg("Column “{label}” is not used yet: it may be “{field}”, say so on the page of the columns.",
                          label=label, field=meant)  # fmt: skip
        unused = [f"“{label}”" for label in self.unused if known(cells.get(label)) is not None]
        if unused:
            yield msg("Columns that were not taken: {labels}.", labels=_listed(unused))


NOTHING_LEFT = LeftColumns()


def left_columns(mapping: Mapping[str, str], guesses: Mapping[str, Mapping[str, Any]]) -> LeftColumns:
    """Return the columns left out of an import; running numbers, signatures and a sum of what is taken are not said.

    ``guesses``: by label, as they are kept.
    """
    left = [label for label, name in mapping.items() if not name and not is_silent(label)]
    if set(mapping.values()) >= _WORKERS:
        left = [label for label in left if not speaks_of(label) or not speaks_of(label) <= {"tk", "jumlah"}]
    asked = {label: FIELDS[guesses[label]["field"]] for label in left if guesses.get(label, {}).get("asked")}
    may_hold_name = any(guesses[label]["field"] in NAMED for label in asked)
    return LeftColumns(asked, tuple(label for label in left if label not in asked), may_hold_name)


def _listed(labels: list[str]) -> str:
    """Return as many labels as there is room for; the row shows the others."""
    shown = ""
    for place, label in enumerate(labels):
        if len(shown) + len(label) > _LONGEST:
            return f"{shown}, … (+{len(labels) - place})"
        shown = f"{shown}, {label}" if shown else label
    return shown
