"""The first rows of a form: what to fill in, and an example. Neither is a business."""

import re
from collections.abc import Sequence

from services.registry.domain.cells import Cell, text
from services.registry.domain.sheets.grid import digits_in, filled_in, is_words
from services.registry.domain.sheets.profile import Profile
from services.registry.domain.silence import is_placeholder

_IN_BRACKETS = re.compile(r"^[(\[].*[)\]]$")
_SHORTEST_WORD = 3
_EXAMPLE = re.compile(r"\b(?:contoh|cth|misal|misalnya|example|sample)\b", re.IGNORECASE)


def instructs(cells: Sequence[Cell], profile: Profile) -> bool:
    """Say whether a row tells what to fill in: its cells are not what their columns hold."""
    filled = filled_in(cells)
    if len(filled) < 2 or profile.numbers(cells) or not all(isinstance(cells[place], str) for place in filled):
        return False
    right, wrong = profile.kinds(cells)
    figures = sum(place in profile.figures and not digits_in(cells[place]) for place in filled)
    in_brackets = sum(bool(_IN_BRACKETS.match(text(cells[place]))) for place in filled)
    return (
        wrong
        + figures
        + (in_brackets > 0)
        + 2 * (in_brackets * 2 > len(filled))
        + _unnumbered(cells, profile)
        - 2 * right
        >= 2
    )


def is_example(cells: Sequence[Cell], profile: Profile, *, instructed: bool, counts: tuple[int | None, ...]) -> bool:
    """Say whether a row shows how to fill in the form. ``counts``: how this row and the two below are numbered."""
    if counts[:3] == (1, 1, 2) or (instructed and counts[:2] in ((0, 1), (1, 1))):
        return True
    said = [text(cells[place]) for place in filled_in(cells) if place in _told_by(profile)]
    spoken = sum(bool(_EXAMPLE.search(words)) and "@" not in words for words in said)
    invented = any(is_placeholder("".join(filter(str.isdigit, text(cells[place])))) for place in profile.checks
                   if place < len(cells))  # fmt: skip
    return 2 * spoken + 2 * _unnumbered(cells, profile) + instructed + invented >= 3 and (spoken > 0 or instructed)


def _told_by(profile: Profile) -> set[int]:
    """The columns of the running number and of names: in an address the word may be the name of a street."""
    first = {profile.number, profile.name} | {place for place in profile.words if place not in profile.checks}
    return {place for place in first if place is not None and place <= (profile.name or 0) + 1}


def _unnumbered(cells: Sequence[Cell], profile: Profile) -> bool:
    place = profile.number
    return (
        place is not None
        and place < len(cells)
        and is_words(cells[place])
        and len(text(cells[place])) >= _SHORTEST_WORD
    )
