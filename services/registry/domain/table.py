"""The shapes of a list: a sheet as it was opened, its tables, their rows, and what else stood on it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell
from shared.language import Message

Area = tuple[int, int, int, int]
"""Cells merged into one: its first row and column and its last row and column, counted from 0."""
LONGEST_TITLE = 500


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, from its first row and column on. Hidden rows and columns are counted from 0.

    ``said``: what a person said of rows, by the number the spreadsheet shows: that one is a business, or none.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Area] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    said: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a row is told by what stands above it: the sheet's name, a title, the heading of its block.

    ``kecamatan`` and ``desa`` are codes; ``unknown``: the words of a kecamatan that could not be found, ``desa_words``
    those of a desa; ``guessed``: those of a kecamatan whose spelling was not known. ``branch`` is a code too, ``kind``
    the words that name a kind of business.
    """

    kecamatan: str | None = None
    desa: str | None = None
    year: int | None = None
    kind: str | None = None
    branch: str | None = None
    unknown: str | None = None
    guessed: str | None = None
    desa_words: str | None = None


NO_CONTEXT = Context()


@dataclass(frozen=True)
class Row:
    """``number`` is what the spreadsheet shows beside the row. ``notes``: what has to be said of how it was found.

    ``more``: rows below it that only name one more product of the same business, by the number of the row.
    """

    sheet: str
    number: int
    cells: dict[str, Cell]
    context: Context = NO_CONTEXT
    notes: tuple[Message, ...] = ()
    more: tuple[tuple[int, Mapping[str, Cell]], ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A row of a sheet that is no row of data: what it is instead, and its words, with no NIK in them.

    Kinds: title, heading, block, numbering, instruction, example, subtotal, product, note, empty, hidden, said.
    """

    number: int
    kind: str
    words: str


@dataclass
class Table:
    """A table of a sheet. ``labels``: one for each of its columns, "" for a column without; no two are the same.

    ``hidden``: it stands on a hidden sheet. ``apart``: the code of why it is not read, "" for a list of businesses.
    """

    sheet: str
    labels: list[str]
    header_row: int
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    hidden: bool = False
    columns: tuple[int, int] = (0, 0)
    apart: str = ""

    @property
    def skipped(self) -> dict[str, int]:
        """How many rows were left out, by kind."""
        return dict(Counter(row.kind for row in self.left_out))

    @property
    def title(self) -> str:
        """What stands above it."""
        return " ".join(row.words for row in self.left_out if row.kind == "title")[:LONGEST_TITLE]
