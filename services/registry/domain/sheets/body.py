"""What each row below a heading is: judged by which columns it fills and with what, and by where it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell, text
from services.registry.domain.place_words import CATEGORY, MAY_BE_PLACE, Named, named_in_block, sign_of
from services.registry.domain.sheets.blocks import Blocks
from services.registry.domain.sheets.foot import is_signature, signed_from
from services.registry.domain.sheets.forms import instructs, is_example
from services.registry.domain.sheets.grid import counts_columns, figure, filled_in, is_figure, is_words, words_of
from services.registry.domain.sheets.headings import Heading, repeats
from services.registry.domain.sheets.profile import Profile
from services.registry.domain.sheets.sums import Sums, counts_only
from services.registry.domain.table import Context

DATA, PRODUCT, BLOCK, SUBTOTAL, NOTE, EMPTY = "data", "product", "block", "subtotal", "note", "empty"
SAID = "said"
HEADING, NUMBERING, INSTRUCTION, EXAMPLE = "heading", "numbering", "instruction", "example"
_MOST, _HALF = 0.75, 0.5
_LONGEST_NAME = 60
_REMARK = re.compile(r"[:=]|^[*(]")
_NOTE = re.compile(r"[:=]|^[*(#]|\.$|\b(?:19|20)\d\d\b")
"""Signs of a remark, and of a sentence below a table; a name has none of the first."""
_BLOCK_CELLS = 3
_THIN = 2
_FORM_ROWS = 3
_JOINTS = frozenset({":", "-", "–", "=", "."})
_LOOKED_AHEAD = 20


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
    """

    rows: Sequence[Sequence[Cell]]
    heading: Heading
    profile: Profile
    start: int
    end: int
    blocks: Blocks
    wide: frozenset[int] = frozenset()
    said: Mapping[int, bool] = field(default_factory=dict)
    _marks: dict[int, str] = field(default_factory=dict)
    _full: list[int] = field(default_factory=list)
    _next: dict[int, int] = field(default_factory=dict)
    _tail_is_signed: bool = False

    def judge(self) -> list[Judged]:
        """Return what each row is, and what it is told by those above it."""
        self._look()
        self._sums = Sums(self.profile.figures)
        kinds: list[str] = []
        found: list[Judged] = []
        last = self._full[-1] if self._full else self.start - 1
        self._next = self._following()
        gap = next((row for row in range(last + 1, self.end) if self._marks.get(row) == EMPTY), self.end)
        self._tail_is_signed = any(is_signature(self.rows[row]) for row in range(last + 1, gap))
        seen = forms = 0
        for index in range(self.start, self.end):
            cells = self.rows[index]
            kind = self._marks.get(index)
            if kind in (None, DATA) and not seen and forms < _FORM_ROWS and (form := self._form(index, cells, kinds)):
                kind, forms = form, forms + 1
            if kind is None:
                kind = self._weak(index, cells, kinds, last)
            if kind == DATA and self.profile.typical <= 1 and not self.profile.numbers(cells):
                kind = SUBTOTAL if self._sums.adds_up(cells, every=True) else kind
            was = kind if self.said.get(index + 1) and kind != DATA else ""
            if index + 1 in self.said:
                kind = DATA if self.said[index + 1] else SAID
            if kind == DATA:
                self._sums.add(cells)
                seen += 1
            elif kind == SUBTOTAL:
                self._sums.close()
            elif kind == BLOCK:
                filled = filled_in(cells)
                self.blocks.begin(self._block_words(cells, filled), filled[0])
            kinds.append(kind)
            found.append(Judged(kind, self.blocks.context, was))
        return found

    def _look(self) -> None:
        for index in range(self.start, self.end):
            if kind := self._plainly(self.rows[index]):
                self._marks[index] = kind
                if kind == DATA and not self._is_thin(self.rows[index]):
                    self._full.append(index)
        self._leave_the_foot()

    def _is_thin(self, cells: Sequence[Cell]) -> bool:
        """Whether a row has a number and a name at most, where others have more: notes may be numbered too."""
        if self.profile.typical <= _THIN or not self.profile.numbers(cells):
            return False
        return sum(place < self.profile.width for place in filled_in(cells)) <= _THIN

    def _leave_the_foot(self) -> None:
        """Take for notes what follows the last full row behind a gap, and a group of lines that somebody signed."""
        last = self._full[-1] if self._full else self.end
        gap = next((row for row in range(last + 1, self.end) if self._marks.get(row) == EMPTY), self.end)
        signed = signed_from(self.rows, self.start, self.end, self._full, self.profile)
        for row in range(min(gap, signed), self.end):
            if self._marks.get(row) == DATA:
                self._marks[row] = NOTE
        self._full = [row for row in self._full if row < signed]

    def _plainly(self, cells: Sequence[Cell]) -> str | None:
        """What a row is by itself, or None where that hangs on the rows around it."""
        profile = self.profile
        filled = [place for place in filled_in(cells) if place < profile.width]
        if not filled:
            return NOTE if filled_in(cells) else EMPTY
        if profile.numbers(cells):
            return self._numbered(cells, filled)
        if not _says_anything(cells[filled[0]]) and not any(_says_anything(cells[place]) for place in filled):
            return EMPTY
        if repeats(cells, self.heading):
            return HEADING
        if counts_columns(cells):
            return NUMBERING
        words = sum(place in profile.words and cells[place] not in _JOINTS for place in filled)
        if len(filled) <= _BLOCK_CELLS and profile.always_numbered and self._names_place(cells, filled):
            return None
        if not profile.has_name(cells) or words < _MOST * profile.typical:
            return None
        if words <= 1 < profile.typical and (profile.number is not None or any(at in profile.figures for at in filled)):
            return None
        right, wrong = profile.kinds(cells)
        if profile.always_numbered and (wrong or not right):
            return None
        return DATA if wrong <= right else None

    def _names_place(self, cells: Sequence[Cell], filled: list[int]) -> bool:
        if not MAY_BE_PLACE.search(words_of(cells)):
            return False
        named = named_in_block(self._block_words(cells, filled))
        return bool(named.level and named.whole and not named.bare)

    def _numbered(self, cells: Sequence[Cell], filled: list[int]) -> str | None:
        if len(filled) <= _THIN and self._names_place(cells, filled):
            return None
        if self.profile.has_name(cells):
            return NUMBERING if is_figure(cells[self.profile.name or 0]) and counts_columns(cells) else DATA
        others = [place for place in filled if place != self.profile.number]
        if not others:
            return EMPTY
        return None if all(place in self.profile.figures for place in others) else DATA

    def _following(self) -> dict[int, int]:
        """The next row with something in it, by row, for rows that are not plain."""
        following: dict[int, int] = {}
        below = self.end
        for index in range(self.end - 1, self.start - 1, -1):
            if index not in self._marks:
                following[index] = below
            if self._marks.get(index) != EMPTY:
                below = index
        return following

    def _form(self, index: int, cells: Sequence[Cell], kinds: list[str]) -> str | None:
        if not self._full or index >= self._full[-1]:
            return None
        instructed = INSTRUCTION in kinds
        if not instructed and instructs(cells, self.profile):
            return INSTRUCTION
        counts = tuple(self._count(row) for row in range(index, min(index + 3, self.end)))
        if self._marks.get(index) != DATA and len(filled_in(cells)) < _HALF * max(self.profile.typical, 2):
            return None
        return EXAMPLE if is_example(cells, self.profile, instructed=instructed, counts=counts) else None

    def _count(self, row: int) -> int | None:
        return figure(self.rows[row][self.profile.number or 0]) if self.profile.numbers(self.rows[row]) else None

    def _weak(self, index: int, cells: Sequence[Cell], kinds: list[str], last: int) -> str:
        profile = self.profile
        filled = [place for place in filled_in(cells) if place < profile.width]
        name = profile.name_of(cells)
        behind = index > last and bool(self._full)
        apart = not kinds or kinds[-1] == EMPTY
        if behind and self._full and EMPTY in kinds[last + 1 - self.start :]:
            return NOTE
        if kind := self._sum_or_foot(cells, filled, behind=behind):
            return kind
        texts = [place for place in filled if place in profile.words and place != profile.name]
        figures = [place for place in filled if place in profile.figures and is_figure(cells[place])]
        if figures and self._heads_with_sums(cells, filled, behind):
            return BLOCK
        if figures and self._is_sum(cells, texts, name, index):
            return SUBTOTAL
        if not name and not self._heads_place(index, cells, filled, behind) and self._is_product(cells, filled, kinds):
            return PRODUCT
        if len(filled) <= _BLOCK_CELLS and not figures and self._heads(index, cells, filled, behind):
            return BLOCK
        if not name:
            return DATA if len(texts) >= 2 and not behind else NOTE
        if texts:
            right, wrong = profile.kinds(cells)
            if not behind:
                return DATA if wrong <= right + 1 else NOTE
            enough = wrong <= right and (right > 0 or not self._tail_is_signed)
            return DATA if enough and not _NOTE.search(name) else NOTE
        return self._named_only(index, name, filled, kinds, behind=behind, apart=apart)

    def _sum_or_foot(self, cells: Sequence[Cell], filled: Sequence[int], *, behind: bool) -> str | None:
        """What a row is that announces a sum and names nothing else, or lacks its number below the numbered rows."""
        profile = self.profile
        if counts_only(profile.name_of(cells)) and all(at == profile.name or is_figure(cells[at]) for at in filled):
            return SUBTOTAL
        if not behind or not profile.always_numbered or profile.numbers(cells):
            return None
        if profile.kinds(cells)[0] and not is_signature(cells):
            return None
        return SUBTOTAL if any(at in profile.figures and is_figure(cells[at]) for at in filled) else NOTE

    def _is_sum(self, cells: Sequence[Cell], texts: list[int], name: str, index: int) -> bool:
        if self._sums.adds_up(cells):
            return len(texts) <= 1
        if len(texts) > (not name):
            return False
        if self.profile.number is not None or not name:
            return not texts
        return self._marks.get(self._next.get(index, -1)) != DATA or self._marks.get(index - 1) != DATA

    def _is_product(self, cells: Sequence[Cell], filled: list[int], kinds: list[str]) -> bool:
        return (
            bool(kinds)
            and kinds[-1] in (DATA, PRODUCT)
            and all(place in self.profile.product for place in filled)
            and any(is_words(cells[place]) for place in filled if place in self.profile.made)
        )

    def _heads_with_sums(self, cells: Sequence[Cell], filled: list[int], behind: bool) -> bool:
        """Whether a row names a place and beside it what the rows below, not those above, add up to."""
        if behind or self._sums.adds_up(cells):
            return False
        return self._names_place(cells, [place for place in filled if place not in self.profile.figures])

    def _heads(self, index: int, cells: Sequence[Cell], filled: list[int], behind: bool) -> bool:
        if behind or not all(_may_head_block(cells[place]) for place in filled):
            return False
        named = named_in_block(self._block_words(cells, filled), self.blocks.kecamatan)
        if named.level and named.whole:
            return named.is_place or len(filled) == 1 or self._unnumbered_in_numbered()
        alone = [place for place in filled if place != self.profile.number and text(cells[place]) not in _JOINTS]
        if len(alone) > 1 or not self._stands_over(index):
            return False
        return bool(named.sign) or self._heads_by_place(named, alone[0] if alone else filled[0], len(filled))

    def _heads_place(self, index: int, cells: Sequence[Cell], filled: list[int], behind: bool) -> bool:
        """Whether a row names a place and nothing else, and rows of data follow."""
        if len(filled) != 1:
            return False
        named = named_in_block(self._block_words(cells, filled))
        return named.is_place and named.whole and self._heads(index, cells, filled, behind)

    def _heads_by_place(self, named: Named, place: int, cells: int) -> bool:
        if named.kind and CATEGORY.search(named.kind):
            return True
        return self._unnumbered_in_numbered() if place == self.profile.name or cells == 1 else False

    def _unnumbered_in_numbered(self) -> bool:
        return self.profile.number is not None and self.profile.always_numbered

    def _stands_over(self, index: int) -> bool:
        """Whether rows of data follow, at once or below further headings."""
        following = self._next.get(index, self.end)
        while (
            following < self.end
            and following not in self._marks
            and len(filled_in(self.rows[following])) <= _BLOCK_CELLS
        ):
            following = self._next.get(following, self.end)
        return self._marks.get(following) == DATA and not self._fills_gap(index)

    def _fills_gap(self, index: int) -> bool:
        """Whether the numbers around a row leave out just the one it would have."""
        above = next(
            (self._count(row) for row in range(index - 1, self.start - 1, -1) if self._marks.get(row) == DATA), None
        )
        below = self._count(self._next[index]) if self._next.get(index, self.end) < self.end else None
        return above is not None and below is not None and below - above == 2

    def _block_words(self, cells: Sequence[Cell], filled: list[int]) -> str:
        first = filled[0]
        sign = text(cells[first]).rstrip(".)")
        if first == self.profile.number and len(filled) > 1 and sign_of(f"{sign}. x"):
            return f"{sign}. {words_of(cells[first + 1 :])}"
        return words_of(cells)

    def _named_only(
        self, index: int, name: str, filled: list[int], kinds: list[str], *, behind: bool, apart: bool
    ) -> str:
        if len(name) > _LONGEST_NAME or (_NOTE if behind else _REMARK).search(name) or len(filled) > 1:
            return NOTE
        if index in self.wide:
            return BLOCK if self._stands_over(index) else NOTE
        if self.profile.number is not None:
            return DATA if self._fills_gap(index) else NOTE
        if behind and self._tail_is_signed:
            return NOTE
        beside = (bool(kinds) and kinds[-1] == DATA) or self._runs_on(index)
        return DATA if beside and not (behind and apart) else NOTE

    def _runs_on(self, index: int) -> bool:
        """Whether rows of data follow with no gap between."""
        below = range(index + 1, min(index + 1 + _LOOKED_AHEAD, self.end))
        first = next((row for row in below if self._marks.get(row) is not None), None)
        return first is not None and self._marks[first] == DATA


def _says_anything(cell: Cell) -> bool:
    return not isinstance(cell, str) or any(map(str.isalnum, cell))


def _may_head_block(cell: Cell) -> bool:
    return is_words(cell) or text(cell) in _JOINTS or bool(sign_of(f"{text(cell)}. x"))
