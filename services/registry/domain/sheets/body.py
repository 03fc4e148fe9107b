"""What each row below a heading is: judged by which columns it fills and with what, and by where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell
from services.registry.domain.sheets.block_rows import BlockRows
from services.registry.domain.sheets.blocks import Blocks
from services.registry.domain.sheets.forms import instructs, is_example
from services.registry.domain.sheets.grid import filled_in
from services.registry.domain.sheets.headings import Heading
from services.registry.domain.sheets.plain_rows import block_words
from services.registry.domain.sheets.profile import Profile
from services.registry.domain.sheets.row_kinds import BLOCK, DATA, EXAMPLE, INSTRUCTION, SAID, SUBTOTAL
from services.registry.domain.sheets.sums import Sums
from services.registry.domain.sheets.surroundings import Surroundings
from services.registry.domain.sheets.weak_rows import WeakRows
from services.registry.domain.table import Context

_HALF = 0.5
_FORM_ROWS = 3


@dataclass(frozen=True)
class Judged:
    """``was``: what a row was taken for that a person says is a business."""

    kind: str
    context: Context
    was: str = ""


@dataclass
class Body:
    """The rows from ``start`` to ``end`` of a table, in their order. ``wide``: those merged across columns.

    ``said``: by number from 1, whether a person said that a row is a business; all others are judged as without.
    ``begins``: they are not those of a further page: an example and instructions stand on the first one.
    """

    rows: Sequence[Sequence[Cell]]
    heading: Heading
    profile: Profile
    start: int
    end: int
    blocks: Blocks
    wide: frozenset[int] = frozenset()
    said: Mapping[int, bool] = field(default_factory=dict)
    begins: bool = True

    def __post_init__(self) -> None:
        self._around = Surroundings(self.rows, self.profile, self.start, self.end)
        self._sums = Sums(self.profile.figures)
        self._weak = WeakRows(self._around, BlockRows(self._around), self._sums, self.wide)

    def judge(self) -> list[Judged]:
        """Return what each row is, and what it is told by those above it."""
        self._around.look(self.heading)
        kinds: list[str] = []
        found: list[Judged] = []
        seen = forms = 0
        for index in range(self.start, self.end):
            form = self._form(index, kinds) if self.begins and not seen and forms < _FORM_ROWS else None
            taken = form or self._kind(index, kinds)
            kind = (DATA if self.said[index + 1] else SAID) if index + 1 in self.said else taken
            self._go_on(index, kind)
            forms += form is not None
            seen += kind == DATA
            kinds.append(kind)
            found.append(Judged(kind, self.blocks.context, taken if kind == DATA != taken else ""))
        return found

    def _kind(self, index: int, kinds: list[str]) -> str:
        cells = self.rows[index]
        kind = self._around.marks.get(index) or self._weak.judge(index, kinds, self.blocks.kecamatan)
        if kind == DATA and self.profile.typical <= 1 and not self.profile.numbers(cells):
            return SUBTOTAL if self._sums.adds_up(cells, every=True) else kind
        return kind

    def _go_on(self, index: int, kind: str) -> None:
        """Take a row in that counts for those below it."""
        cells = self.rows[index]
        if kind == DATA:
            self._sums.add(cells)
        elif kind == SUBTOTAL:
            self._sums.close()
        elif kind == BLOCK:
            filled = filled_in(cells)
            self.blocks.begin(block_words(cells, filled, self.profile), filled[0])

    def _form(self, index: int, kinds: list[str]) -> str | None:
        around, cells = self._around, self.rows[index]
        if around.marks.get(index) not in (None, DATA) or not around.full or index >= around.last:
            return None
        instructed = INSTRUCTION in kinds
        if not instructed and instructs(cells, self.profile):
            return INSTRUCTION
        counts = tuple(around.count(row) for row in range(index, min(index + 3, self.end)))
        if around.marks.get(index) != DATA and len(filled_in(cells)) < _HALF * max(self.profile.typical, 2):
            return None
        return EXAMPLE if is_example(cells, self.profile, instructed=instructed, counts=counts) else None
