"""Whether a row is the heading of a block: a few words that name a place or a kind, with rows of data below."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.registry.domain.cells import Cell, text
from services.registry.domain.heading_signs import sign_of
from services.registry.domain.kind_words import CATEGORY
from services.registry.domain.named_places import Named
from services.registry.domain.place_words import named_in_block
from services.registry.domain.sheets.grid import is_words
from services.registry.domain.sheets.plain_rows import BLOCK_CELLS, JOINTS, block_words, names_place
from services.registry.domain.sheets.sums import Sums
from services.registry.domain.sheets.surroundings import Surroundings


@dataclass(frozen=True)
class BlockRows:
    """Judges rows by what stands ``around`` them. ``behind`` means below the last row of data."""

    around: Surroundings

    def heads(self, index: int, cells: Sequence[Cell], filled: list[int], behind: bool, within: str | None) -> bool:
        """Say whether a row heads a block. ``within``: the code of the kecamatan around it."""
        if behind or not all(_may_head_block(cells[place]) for place in filled):
            return False
        profile = self.around.profile
        named = named_in_block(block_words(cells, filled, profile), within)
        if named.level and named.whole:
            return named.is_place or len(filled) == 1 or self._unnumbered_in_numbered()
        alone = [place for place in filled if place != profile.number and text(cells[place]) not in JOINTS]
        if len(alone) > 1 or not self.around.stands_over(index):
            return False
        return bool(named.sign) or self._heads_by_place(named, alone[0] if alone else filled[0], len(filled))

    def heads_place(
        self, index: int, cells: Sequence[Cell], filled: list[int], behind: bool, within: str | None
    ) -> bool:
        """Say whether a row names a place and nothing else, and rows of data follow."""
        if len(filled) != 1:
            return False
        named = named_in_block(block_words(cells, filled, self.around.profile))
        return named.is_place and named.whole and self.heads(index, cells, filled, behind, within)

    def heads_with_sums(self, cells: Sequence[Cell], filled: list[int], behind: bool, sums: Sums) -> bool:
        """Say whether a row names a place and beside it what the rows below, not those above, add up to."""
        if behind or sums.adds_up(cells):
            return False
        profile = self.around.profile
        words = [place for place in filled if place not in profile.figures]
        return len(words) <= BLOCK_CELLS and names_place(cells, words, profile)

    def _heads_by_place(self, named: Named, place: int, cells: int) -> bool:
        if named.kind and CATEGORY.search(named.kind):
            return True
        return self._unnumbered_in_numbered() if place == self.around.profile.name or cells == 1 else False

    def _unnumbered_in_numbered(self) -> bool:
        return self.around.profile.number is not None and self.around.profile.always_numbered


def _may_head_block(cell: Cell) -> bool:
    return is_words(cell) or text(cell) in JOINTS or bool(sign_of(f"{text(cell)}. x"))
