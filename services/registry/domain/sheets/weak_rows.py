"""What a row is that is not plain by itself: a sum, the heading of a block, a further product, a note, sparse data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.registry.domain.cells import Cell
from services.registry.domain.place_words import named_in_block
from services.registry.domain.sheets.block_rows import BlockRows
from services.registry.domain.sheets.foot import is_signature
from services.registry.domain.sheets.grid import figure, filled_in, is_figure, is_words
from services.registry.domain.sheets.plain_rows import BLOCK_CELLS
from services.registry.domain.sheets.row_kinds import BLOCK, DATA, EMPTY, NOTE, PRODUCT, SUBTOTAL
from services.registry.domain.sheets.sums import Sums, counts_only
from services.registry.domain.sheets.surroundings import Surroundings

_LONGEST_NAME = 60
_NEARLY_ALL = 0.9
_REMARK = re.compile(r"[:=]|^[*(]")
_NOTE = re.compile(r"[:=]|^[*(#]|\.$|\b(?:19|20)\d\d\b")
"""Signs of a remark, and of a sentence below a table; a name has none of the first."""


@dataclass(frozen=True)
class WeakRows:
    """Judges rows by what stands ``around`` them. ``wide``: those merged across columns."""

    around: Surroundings
    blocks: BlockRows
    sums: Sums
    wide: frozenset[int]

    def judge(self, index: int, kinds: list[str], within: str | None) -> str:
        """Return what a row is. ``kinds``: what the rows above it are; ``within``: the kecamatan's code around it."""
        cells, profile, last = self.around.rows[index], self.around.profile, self.around.last
        filled = [place for place in filled_in(cells) if place < profile.width]
        name = profile.name_of(cells)
        behind = index > last and bool(self.around.full)
        if behind and EMPTY in kinds[last + 1 - self.around.start :]:
            return NOTE
        if kind := self._sum_or_foot(cells, filled, behind=behind):
            return kind
        texts = [place for place in filled if place in profile.words and place != profile.name]
        figures = [place for place in filled if place in profile.figures and is_figure(cells[place])]
        if figures and self.blocks.heads_with_sums(cells, filled, behind, self.sums):
            return BLOCK
        if figures and self._is_sum(cells, texts, name, index):
            return SUBTOTAL
        heads_place = not name and self.blocks.heads_place(index, cells, filled, behind, within)
        if not name and not heads_place and self._is_product(cells, filled, kinds):
            return PRODUCT
        if len(filled) <= BLOCK_CELLS and not figures and self.blocks.heads(index, cells, filled, behind, within):
            return BLOCK
        if not name:
            return DATA if len(texts) >= 2 and not behind else NOTE
        if texts:
            return self._sparse(cells, name, len(texts) + 1, behind=behind)
        if figures and not behind and profile.number is None and not self._is_sum(cells, texts, name, index):
            return DATA if len(name) <= _LONGEST_NAME and not _REMARK.search(name) else NOTE
        return self._named_only(index, name, filled, kinds, behind=behind)

    def _sparse(self, cells: Sequence[Cell], name: str, words: int, *, behind: bool) -> str:
        right, wrong = self.around.profile.kinds(cells)
        if not behind:
            return DATA if wrong <= right + 1 else NOTE
        full = words >= _NEARLY_ALL * self.around.profile.typical and words > BLOCK_CELLS and not is_signature(cells)
        enough = full or (wrong <= right and (right > 0 or not self.around.tail_is_signed))
        return DATA if enough and not _NOTE.search(name) else NOTE

    def _sum_or_foot(self, cells: Sequence[Cell], filled: Sequence[int], *, behind: bool) -> str | None:
        """What a row is that announces a sum and names nothing else, or lacks its number below the numbered rows."""
        profile = self.around.profile
        if counts_only(profile.name_of(cells)) and all(at == profile.name or is_figure(cells[at]) for at in filled):
            return SUBTOTAL
        if not behind or not profile.always_numbered or profile.numbers(cells):
            return None
        if profile.kinds(cells)[0] and not is_signature(cells):
            return None
        return SUBTOTAL if any(at in profile.figures and is_figure(cells[at]) for at in filled) else NOTE

    def _is_sum(self, cells: Sequence[Cell], texts: list[int], name: str, index: int) -> bool:
        if self.sums.adds_up(cells):
            return len(texts) <= 1
        if len(texts) > (not name):
            return False
        if self.around.profile.number is not None or not name:
            return not texts
        marks, below = self.around.marks, self.around.following.get(index, -1)
        if marks.get(below) == DATA and marks.get(index - 1) != DATA:
            return self._may_head_sums(cells, name, below)
        return marks.get(below) != DATA or marks.get(index - 1) != DATA

    def _may_head_sums(self, cells: Sequence[Cell], name: str, below: int) -> bool:
        """Whether a row above others names a place or a kind, or has figures that they add up to."""
        named = named_in_block(name)
        return named.is_place or bool(named.kind) or self._sums_below(cells, below)

    def _sums_below(self, cells: Sequence[Cell], below: int) -> bool:
        around = self.around
        sums = {at: figure(cells[at]) for at in around.profile.figures if at < len(cells) and is_figure(cells[at])}
        for row in range(below, around.end):
            if around.marks.get(row) != DATA:
                return False
            others = around.rows[row]
            for at in sums:
                sums[at] -= figure(others[at]) if at < len(others) and is_figure(others[at]) else 0
            if 0 in sums.values():
                return True
        return False

    def _is_product(self, cells: Sequence[Cell], filled: list[int], kinds: list[str]) -> bool:
        profile = self.around.profile
        return (
            bool(kinds)
            and kinds[-1] in (DATA, PRODUCT)
            and all(place in profile.product for place in filled)
            and any(is_words(cells[place]) for place in filled if place in profile.made)
        )

    def _named_only(self, index: int, name: str, filled: list[int], kinds: list[str], *, behind: bool) -> str:
        if len(name) > _LONGEST_NAME or (_NOTE if behind else _REMARK).search(name) or len(filled) > 1:
            return NOTE
        if index in self.wide:
            return BLOCK if self.around.stands_over(index) else NOTE
        if self.around.profile.number is not None:
            return DATA if self.around.fills_gap(index) else NOTE
        if behind and self.around.tail_is_signed:
            return NOTE
        apart = not kinds or kinds[-1] == EMPTY
        beside = (bool(kinds) and kinds[-1] == DATA) or self.around.runs_on(index)
        return DATA if beside and not (behind and apart) else NOTE
