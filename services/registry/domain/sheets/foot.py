"""What stands at the foot of a list: the day and place it was signed at, and by whom."""

import re
from collections.abc import Sequence

from services.registry.domain.cells import Cell
from services.registry.domain.place_words import SIGNED
from services.registry.domain.sheets.grid import words_of

_NIP = re.compile(r"\bnip\b|\b(?:19|20)\d{6}\s+(?:19|20)\d{4}\s+\d\b", re.IGNORECASE)
"""The number of an official: birthday, month of appointment, sex and a serial number."""


def is_signature(cells: Sequence[Cell]) -> bool:
    """Say whether a line holds a place with a day behind it, or the number of an official."""
    words = words_of(cells)
    return bool(SIGNED.search(words) or _NIP.search(words))
