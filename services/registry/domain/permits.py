"""Permits and notes an office writes into the remarks column."""

import re
from dataclasses import dataclass, field

from services.registry.domain import identifiers
from services.registry.domain.cells import Cell, known
from services.registry.domain.identifiers import Permit
from shared.language import Message, msg

_BETWEEN = re.compile(r"\s*[;\n]\s*|,\s+(?=[A-Z])")
_LABEL = re.compile(r"^(?:sertifikat|no\.?|nomor|halal|merek|merk|hki)\b[\s.:]*", re.IGNORECASE)
_CLOSED = re.compile(
    r"^(?:sudah\s+)?(?:tutup|bangkrut|tidak\s+(?:aktif|beroperasi|produksi)(?:\s+lagi)?)\b", re.IGNORECASE
)
_LOOKS_LIKE_PERMIT = re.compile(r"\b(?:p-?irt|halal|md|ml|merek|bpom)\b.*\d{5}", re.IGNORECASE)


@dataclass(frozen=True)
class Remarks:
    permits: tuple[Permit, ...] = ()
    closed: bool = False
    notes: str | None = None
    problems: tuple[Message, ...] = field(default=())


def remarks(cell: Cell) -> Remarks:
    """Read a remarks cell: numbers of permits, "TUTUP", and the rest as notes."""
    words = known(cell)
    if words is None:
        return Remarks()
    permits: list[Permit] = []
    notes: list[str] = []
    problems: list[Message] = []
    closed = False
    for part in filter(None, _BETWEEN.split(words)):
        if permit := _permit(part):
            permits.append(permit)
        elif _CLOSED.match(part):
            closed = True
        else:
            notes.append(part)
            if _LOOKS_LIKE_PERMIT.search(part):
                problems.append(
                    msg("“{text}” looks like a permit, but its number is not one; it stays a remark.", text=part[:80])
                )
    return Remarks(tuple(permits), closed, "; ".join(notes) or None, tuple(problems))


def permit(cell: Cell, kind: str) -> Permit | None:
    """Read the cell of a column that holds one kind of permit; None where nothing of the kind stands there."""
    words = known(cell)
    found = _permit(words) if words else None
    return found if found and found.kind == kind else None


def _permit(words: str) -> Permit | None:
    bare = words
    while (shorter := _LABEL.sub("", bare)) != bare:
        bare = shorter
    readings = (read(candidate) for candidate in (words, bare) for read in identifiers.PERMITS)
    return next(filter(None, readings), None)
