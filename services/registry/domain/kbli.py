"""The kind of business (KBLI): 5 digits."""

import re
from dataclasses import dataclass

from services.registry.domain.cells import Cell, Unreadable, known
from services.registry.domain.silence import is_zero
from shared.language import msg

_KBLI_WORDS = re.compile(
    r"^(?:(?:kode|no|nomor|kbli)\b[\s.:=]*(?:20(?:15|20|25)\s*[:=-]\s*)?)+|^[a-v][\s.-]?(?=\d)", re.IGNORECASE
)
_KBLI_WITHIN = re.compile(r"(?<![\d.,])(?<![A-Za-z]{2})\d{5}(?!\d|[.,]\d)")


@dataclass(frozen=True)
class Kbli:
    """``others``: further ones in the cell. ``completed``: what stood there, where a leading zero was put before it."""

    code: str
    others: tuple[str, ...] = ()
    completed: str | None = None


def kbli(cell: Cell) -> Kbli | None:
    """Return the KBLI of 5 digits in a cell, a leading zero lost by a spreadsheet put back. Raises Unreadable."""
    words = known(cell)
    if words is None or is_zero(words):
        return None
    plain = re.sub(r"[\s.]", "", _KBLI_WORDS.sub("", re.sub(r"(?<=\d)\.0+$", "", words)))
    if re.fullmatch(r"\d{5}", plain):
        return Kbli(plain)
    if re.fullmatch(r"\d{4}", plain) and not isinstance(cell, str):
        return Kbli(f"0{plain}", completed=plain)
    found = list(dict.fromkeys(_KBLI_WITHIN.findall(words)))
    if not found:
        raise Unreadable(msg("The KBLI “{text}” does not have 5 digits; it was not kept.", text=words[:20]))
    return Kbli(found[0], tuple(found[1:]))
