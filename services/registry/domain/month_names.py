"""What months and days of the week are called in lists: Indonesian old and new, English, shortened, Roman."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

_NAMES = (
    ("januari", "january"), ("februari", "february", "pebruari", "febuari"), ("maret", "march", "mrt"),
    ("april",), ("mei", "may"), ("juni", "june"), ("juli", "july"), ("agustus", "august", "agt", "ags", "agst", "agts"),
    ("september",), ("oktober", "october"), ("november", "nopember", "nov", "nop"), ("desember", "december"),
)  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SHORTEST, _NEAR = 3, 85.0
_WEEKDAYS = ("sen|mon", "sel|tue", "rab|wed", "kam|thu", "jum|fri", "sab|sat", "min|ahad|sun")
_ONE_OF_THEM = rf"(?:{'|'.join(_WEEKDAYS)})[a-z'’]*"
WEEKDAY = re.compile(rf"^(?:{'|'.join(f'({names})' for names in _WEEKDAYS)})[a-z'’]*\s*[,./]?\s+(?=\w)")
"""One day of the week ahead of a date; its group tells which."""
WEEKDAYS = re.compile(
    rf"^{_ONE_OF_THEM}(?:\s*(?:-|–|,|&|s\s*/\s*d|s\.d\.?|sd|sampai|dan)\s*{_ONE_OF_THEM})+\s*[,./]?\s+(?=\d)"
)


@lru_cache(maxsize=1024)
def month(words: str) -> int:
    """Return the number of a month. Raises KeyError where the word is none."""
    if words.isdigit():
        return int(words)
    if words in _ROMAN:
        return _ROMAN.index(words) + 1
    for number, names in enumerate(_NAMES, 1):
        if any(words == name or (len(words) >= _SHORTEST and name.startswith(words)) for name in names):
            return number
    for number, names in enumerate(_NAMES, 1):
        if any(_is_slip(words, name) for name in names):
            return number
    raise KeyError(words)


def _is_slip(words: str, name: str) -> bool:
    """Agutus, Agust, Desembr: a long word that is nearly the name, or begins as it does."""
    if len(words) < _SHORTEST + 1:
        return False
    return fuzz.ratio(words, name) >= _NEAR or fuzz.ratio(words, name[: len(words)]) >= _NEAR
