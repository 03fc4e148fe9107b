"""Where each field's value came from, and which values a person vouched for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

FORM = "form"
API = "api"
UNDO = "undo"


def stamp(fields: Iterable[str], source: str, on: date, batch_id: UUID | None = None) -> dict[str, dict[str, Any]]:
    """Return the marks of freshly set fields. What is new is never verified."""
    batch = str(batch_id) if batch_id else None
    return {name: {"source": source, "batch_id": batch, "on": on.isoformat(), "verified": False} for name in fields}


def vouch(provenance: Mapping[str, Mapping[str, Any]], fields: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the marks after a person verified the record: every field that has a value is vouched for."""
    return {name: {**provenance.get(name, {}), "verified": True} for name in fields}


def is_verified(provenance: Mapping[str, Mapping[str, Any]], field: str) -> bool:
    """Tell whether a person vouched for a field's present value: an import may then not replace it silently."""
    return bool(provenance.get(field, {}).get("verified"))
