"""What a row below a heading is by itself, as far as that does not hang on the rows around it."""

from collections.abc import Sequence

from services.registry.domain.cells import Cell, text
from services.registry.domain.heading_signs import sign_of
from services.registry.domain.place_words import MAY_BE_PLACE, named_in_block
from services.registry.domain.sheets.grid import counts_columns, filled_in, is_figure, is_page_number, words_of
from services.registry.domain.sheets.headings import Heading, repeats
from services.registry.domain.sheets.profile import Profile
from services.registry.domain.sheets.row_kinds import DATA, EMPTY, HEADING, NOTE, NUMBERING

BLOCK_CELLS = 3
"""So many cells the heading of a block takes at most."""
JOINTS = frozenset({":", "-", "–", "=", "."})
_MOST = 0.75
_THIN = 2


def plainly(cells: Sequence[Cell], profile: Profile, heading: Heading) -> str | None:
    """Return what a row is by itself, or None where that hangs on the rows around it."""
    filled = [place for place in filled_in(cells) if place < profile.width]
    if not filled:
        return NOTE if filled_in(cells) else EMPTY
    if profile.numbers(cells):
        return _numbered(cells, filled, profile)
    if not _says_anything(cells[filled[0]]) and not any(_says_anything(cells[place]) for place in filled):
        return EMPTY
    if kind := _of_page(cells, filled, heading):
        return kind
    words = sum(place in profile.words and cells[place] not in JOINTS for place in filled)
    if len(filled) <= BLOCK_CELLS and profile.always_numbered and names_place(cells, filled, profile):
        return None
    if not profile.has_name(cells) or words < _MOST * profile.typical:
        return None
    if words <= 1 < profile.typical and (profile.number is not None or any(at in profile.figures for at in filled)):
        return None
    right, wrong = profile.kinds(cells)
    if profile.always_numbered and (wrong or not right):
        return None
    return DATA if wrong <= right else None


def _of_page(cells: Sequence[Cell], filled: Sequence[int], heading: Heading) -> str | None:
    """What a row is that belongs to the form of the list and to no business."""
    if repeats(cells, heading):
        return HEADING
    if counts_columns(cells):
        return NUMBERING
    return NOTE if len(filled) == 1 and is_page_number(text(cells[filled[0]])) else None


def is_thin(cells: Sequence[Cell], profile: Profile) -> bool:
    """Say whether a row has a number and a name at most, where others have more: notes may be numbered too."""
    if profile.typical <= _THIN or not profile.numbers(cells):
        return False
    return sum(place < profile.width for place in filled_in(cells)) <= _THIN


def names_place(cells: Sequence[Cell], filled: Sequence[int], profile: Profile) -> bool:
    """Say whether a row says by itself which place it names, and nothing else."""
    if not MAY_BE_PLACE.search(words_of(cells)):
        return False
    named = named_in_block(block_words(cells, filled, profile))
    return bool(named.level and named.whole and not named.bare)


def block_words(cells: Sequence[Cell], filled: Sequence[int], profile: Profile) -> str:
    """Return the words of a row as those of a heading, its sign before them."""
    first = filled[0]
    sign = text(cells[first]).rstrip(".)")
    if first == profile.number and len(filled) > 1 and sign_of(f"{sign}. x"):
        return f"{sign}. {words_of(cells[first + 1 :])}"
    return words_of(cells)


def _numbered(cells: Sequence[Cell], filled: list[int], profile: Profile) -> str | None:
    if len(filled) <= _THIN and names_place(cells, filled, profile):
        return None
    if profile.has_name(cells):
        return NUMBERING if is_figure(cells[profile.name or 0]) and counts_columns(cells) else DATA
    others = [place for place in filled if place != profile.number]
    if not others:
        return EMPTY
    return None if all(place in profile.figures for place in others) else DATA


def _says_anything(cell: Cell) -> bool:
    return not isinstance(cell, str) or any(map(str.isalnum, cell))
