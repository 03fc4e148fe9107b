"""What an owner ticked in a form: certificates held."""

import re

from services.registry.domain.cells import Cell, known, text
from services.registry.domain.import_entry import Held

_KINDS: tuple[tuple[str, str], ...] = (
    ("NIB", r"\bnib\b"),
    ("PIRT", r"p-?irt"),
    ("HALAL", r"halal"),
    ("MD", r"\bmd\b|bpom"),
    ("MEREK", r"merek|merk|\bhki\b"),
    ("SNI", r"\bsni\b"),
    ("PKP", r"\bpkp\b"),
    ("NPWP", r"npwp"),
)
_NONE = {"belum ada", "belum", "tidak ada", "belum punya"}
_ASKED = ("NIB", "PIRT", "HALAL")


def holdings(cell: Cell, said: set[str]) -> list[Held]:
    """Return what is ticked as held; "Belum ada" is a no to the common three. What is not ticked stays unknown."""
    if text(cell).casefold() in _NONE:
        return [Held(kind, "no") for kind in _ASKED if kind not in said]
    words = known(cell)
    if words is None:
        return []
    return [
        Held(kind, "yes") for kind, pattern in _KINDS if kind not in said and re.search(pattern, words, re.IGNORECASE)
    ]
