"""Lists printed over several pages: the heading comes again, and the rows go on in the block they were in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.registry.domain.cells import Cell
from services.registry.domain.sheets.blocks import Blocks
from services.registry.domain.sheets.grid import figure, is_page_number
from services.registry.domain.sheets.profile import Profile

Above = Mapping[str, Cell]


@dataclass(frozen=True)
class Page:
    """Where a page ended: in which ``blocks``, with which running number and which row of data."""

    labels: Sequence[str]
    blocks: Blocks
    number: int | None
    above: Above | None


def goes_on(before: Page, labels: Sequence[str], number: int | None, lines: Sequence[str]) -> bool:
    """Say whether the rows under a heading that comes again go on where the page before ended.

    They do where their first ``number`` is the next one; without any, where nothing but the number of a page stands
    between (``lines``).
    """
    if list(before.labels) != list(labels):
        return False
    if before.number is not None and number is not None:
        return number == before.number + 1
    return before.number is None and number is None and all(map(is_page_number, lines))


def first_number(rows: Iterable[Sequence[Cell]], profile: Profile) -> int | None:
    """Return the running number of the first row that has one, or None."""
    if profile.lettered:
        return None
    return next((figure(cells[profile.number or 0]) for cells in rows if profile.numbers(cells)), None)
