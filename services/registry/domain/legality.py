"""A cell that lists permits of several kinds: each number is read by what it is, each kind by what is said of it."""

import re

from services.registry.domain import identifiers, permits
from services.registry.domain.cells import Unreadable, text
from services.registry.domain.holdings import holdings

_BETWEEN = re.compile(
    r"\s*[;\n|•]\s*|\s*,\s*|\s+(?:dan|&|serta)\s+|\s+/\s+|\s*/\s*(?=[A-Za-z])|\s+(?=(?:p-?irt|nib|npwp|halal|bpom|md)\b)",
    re.I,
)
_NOT = re.compile(r"\b(?:belum|blm|tidak|tdk|proses|pengurusan|diurus|tanpa)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d\s.-]{8,}\d")
_A_NUMBER = re.compile(r"\d{3}")
_FIELD = {"NIB": "nib", "PIRT": "pirt", "HALAL": "halal", "MD": "md", "MEREK": "merek", "NPWP": "npwp", "SNI": "sni"}
_STATED = frozenset(_FIELD)


def legality(words: str) -> tuple[dict[str, str], str]:
    """Return, by field of a list, the numbers and states a cell speaks of, and what of it could not be understood."""
    found: dict[str, str] = {}
    unclear: list[str] = []
    for part in filter(None, map(text, _BETWEEN.split(words))):
        for field, value in (told := _read(part)).items():
            if field in found and found[field] != value:
                found["remarks"] = "; ".join(filter(None, (found.get("remarks"), value)))
            found.setdefault(field, value)
        if not told:
            unclear.append(part)
    return found, ", ".join(unclear)


def _read(part: str) -> dict[str, str]:
    kinds = [held.kind for held in holdings(part, set()) if held.kind in _STATED]
    number = _DIGITS.search(part)
    if number and (found := _numbered(part, number.group(), kinds)):
        return found
    state = "tidak" if _NOT.search(part) else "ya"
    return {} if number or _A_NUMBER.search(part) else {f"has_{_FIELD[kind]}": state for kind in kinds}


def _numbered(part: str, digits: str, kinds: list[str]) -> dict[str, str]:
    for kind in ("PIRT", "HALAL", "MD", "MEREK"):
        found = permits.permit(part, kind) or permits.permit(digits, kind) if not kinds or kind in kinds else None
        if found and (kinds or kind != "PIRT" or found.expires_on):
            return {_FIELD[kind]: found.number}
    bare = re.sub(r"\D", "", digits)
    if "NPWP" in kinds:
        return {"npwp": bare}
    if kinds in (["NIB"], []) and len(bare) in (12, 13) and (kinds or _is_nib(bare)):
        return {"nib": bare}
    return {"nib": bare} if kinds == ["NIB"] else {}


def _is_nib(digits: str) -> bool:
    try:
        return identifiers.nib(digits).number is not None and identifiers.pirt(digits) is None
    except Unreadable:
        return False
