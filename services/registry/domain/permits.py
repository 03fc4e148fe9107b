"""Permits and notes an office writes into the remarks column."""

import re
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell, known
from services.registry.domain.closing import CLOSED, DOUBTFUL, closing
from services.registry.domain.permit_numbers import Permit, numbers_in
from services.registry.domain.silence import is_placeholder, is_zero
from shared.language import Message, msg

_BETWEEN = re.compile(r"\s*[;\n]\s*|,\s+(?=[A-Z])")
_LABEL = re.compile(
    r"\b(?:sertifikat|no|nomor|halal|merek|merk|hki|p-?irt|spp|nib|bpom|ri|dinkes|pp|izin|edar)\b[\s.:-]*",
    re.IGNORECASE,
)
_LOOKS_LIKE_PERMIT = re.compile(r"\b(?:p-?irt|halal|md|ml|merek|bpom)\b.*\d{5}", re.IGNORECASE)
_FEW_WORDS = 2
"""So many say no more than that it is closed."""


@dataclass(frozen=True)
class Remarks:
    permits: tuple[Permit, ...] = ()
    closed: bool = False
    notes: str | None = None
    problems: tuple[Message, ...] = field(default=())


def remarks(cell: Cell) -> Remarks:
    """Read a remarks cell: numbers of permits, "TUTUP", and the rest as notes."""
    words = known(cell)
    if words is None or is_zero(words) or is_placeholder(words):
        return Remarks()
    permits: list[Permit] = []
    notes: list[str] = []
    problems: list[Message] = []
    parts = list(filter(None, _BETWEEN.split(words)))
    state = closing(words)
    for part in parts:
        found, left = _numbers(part)
        permits += found
        if left and not (state == CLOSED and len(part.split()) <= _FEW_WORDS and closing(part) == CLOSED):
            notes.append(part)
        if not found and _LOOKS_LIKE_PERMIT.search(part):
            problems.append(
                msg("“{text}” looks like a permit, but its number is not one; it stays a remark.", text=part[:80])
            )
    if state == DOUBTFUL:
        problems.append(
            msg(
                "“{text}” does not say that the business is closed for good: it stays as it is, draft or registered.",
                text=words[:80],
            )
        )
    return Remarks(tuple(permits), state == CLOSED, "; ".join(notes) or None, tuple(problems))


def _numbers(part: str) -> tuple[list[Permit], bool]:
    """Return the numbers of a part, and whether anything else stands in it."""
    found, left = numbers_in(part), part
    for one in reversed(found):
        left = left[: one.start] + left[one.end :]
    left = _LABEL.sub("", left) if found else left
    return [one.permit for one in found], any(sign.isalnum() for sign in left)
