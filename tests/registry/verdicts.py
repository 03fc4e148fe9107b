"""What became of the fields of a list whose truth is known: right, told, lost or WRONG."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.registry.domain.import_entry import Entry

Verdict = tuple[str, str, Any, Any]
"""Right, told, lost or WRONG; of which field; what is right; what was kept."""


def verdicts(truth: Mapping[int, Mapping[str, Any]], entries: Mapping[int, Entry]) -> Iterator[tuple[int, Verdict]]:
    """Yield what became of each field of each row, by the number of the row. A row that is no business is WRONG."""
    for number, right in truth.items():
        entry = entries.get(number)
        if entry is None or entry.refused:
            yield number, ("told" if entry else "lost", "the whole row", right.get("name"), None)
            continue
        for field, expected in right.items():
            yield number, _of(entry, field, expected)
    for number, entry in entries.items():
        if number not in truth and not entry.refused:
            yield number, ("WRONG", "a business that is none", None, entry.get("name"))


def _of(entry: Entry, field: str, expected: Any) -> Verdict:
    kept = _kept(entry, field)
    if kept == expected or (isinstance(kept, str) and isinstance(expected, str) and kept.lower() == expected.lower()):
        return "right", field, expected, kept
    said = " ".join(str(remark) for remark in entry.remarks)
    if kept is None or kept is False:
        return "told" if said else "lost", field, expected, kept
    return "told" if str(kept) in said else "WRONG", field, expected, kept


def _kept(entry: Entry, field: str) -> Any:
    if field == "has_nik":
        return bool(entry.get("nik_fingerprint"))
    if field == "trained":
        return entry.attended and entry.attended.first
    if field.startswith("held."):
        states = [held.state for held in entry.held if held.kind == field.removeprefix("held.")]
        return states[0] if states else None
    return getattr(entry, field) if field in ("phone", "phone_other", "email", "closed") else entry.get(field)
