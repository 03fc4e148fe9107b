"""Rows of sheets that are no data, as people are told of them, and the runs a sheet consists of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.registry.domain.table import Table
from shared.language import Message, msg

KINDS: dict[str, Message] = {
    "title": msg("Title"),
    "heading": msg("Heading of the columns"),
    "header": msg("Heading of the columns"),
    "numbering": msg("Numbers of the columns"),
    "instruction": msg("Instruction for filling in"),
    "example": msg("Example"),
    "block": msg("Heading of a block"),
    "subtotal": msg("Sum"),
    "product": msg("One more product of the business above"),
    "note": msg("Note or signature"),
    "said": msg("Said to be no business"),
    "empty": msg("Empty"),
}
DATA = "data"
SINGLE = frozenset({"block", "subtotal", "product", "note", "instruction", "example", "said"})
"""What a business may be mistaken for: each such row is shown by itself, so that a person can say what it is."""
_LONGEST_RUNS = 200


@dataclass(frozen=True)
class LeftRow:
    """A row that was taken for something else than data."""

    sheet: str
    number: int
    kind: str
    words: str


@dataclass(frozen=True)
class Run:
    """Rows of one kind that follow each other: from ``first`` to ``last``; ``words`` of the first of them."""

    kind: str
    first: int
    last: int
    words: str = ""


def left_rows(tables: Iterable[Table]) -> list[LeftRow]:
    """Return every row that was left out and is not empty, in the order of the sheets."""
    return [
        LeftRow(table.sheet, row.number, row.kind, row.words)
        for table in tables
        for row in sorted(table.left_out, key=lambda row: row.number)
        if row.kind != "empty"
    ]


def runs(table: Table) -> list[Run]:
    """Return what a table consists of, from its first title to its last note; at most a screen or two of it."""
    kinds = {row.number: (row.kind, row.words) for row in table.left_out} | {
        row.number: (DATA, "") for row in table.rows
    }
    return list(_joined(kinds))[:_LONGEST_RUNS]


def _joined(kinds: dict[int, tuple[str, str]]) -> Iterator[Run]:
    current: Run | None = None
    for number in sorted(kinds):
        kind, words = kinds[number]
        if current and current.kind == kind and kind not in SINGLE:
            current = Run(kind, current.first, number, current.words)
            continue
        if current:
            yield current
        current = Run(kind, number, number, words)
    if current:
        yield current
