"""What stands in a cell of an office's table, as text a person would read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.registry.domain.silence import says_nothing
from shared.language import Message


@dataclass(frozen=True)
class Uncalculated:
    """A formula whose result the file does not hold; ``place`` is what the spreadsheet calls the cell, such as E12."""

    place: str


Cell = str | float | int | bool | date | datetime | time | timedelta | Uncalculated | None

_SPACES = re.compile(r"\s+")
_NARROW = {ord(sign) + 0xFEE0: sign for sign in "0123456789()+,-./:"}
"""Digits and their signs in full width, as some telephones write them. Letters stay: somebody chose them for a name."""


class Unreadable(Exception):
    """A cell says something that cannot be understood; ``message`` says what, for a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def text(cell: Cell) -> str:
    """Return the cell's text: no control characters, one space between words, whole numbers without ``.0``."""
    if isinstance(cell, str):
        return _readable(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Uncalculated):
        return ""
    return _readable(str(cell))


def known(cell: Cell) -> str | None:
    """Return the cell's text, or None where it says that nothing is known (empty, a dash, "belum diketahui")."""
    words = text(cell)
    return words if words and not says_nothing(words) else None


def has_control_characters(cell: Cell) -> bool:
    """Tell whether a text hides signs that nobody sees."""
    if not isinstance(cell, str) or cell.isprintable():
        return False
    return any(_hidden(sign) and not sign.isspace() for sign in cell)


def looks_like_formula(cell: Cell) -> bool:
    """Say whether a spreadsheet would run this text instead of showing it."""
    if not isinstance(cell, str):
        return False
    words = cell.strip()
    return words[:1] in ("=", "@") or (words[:1] in ("+", "-") and "(" in words)


def _readable(words: str) -> str:
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    shown = "".join(" " if sign.isspace() else sign for sign in words if sign.isspace() or not _hidden(sign))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", shown).translate(_NARROW)).strip()


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn")
