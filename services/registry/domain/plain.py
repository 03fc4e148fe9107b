"""Values as the history and what remembers a merger keep them: plain JSON."""

from datetime import date, datetime
from typing import Any
from uuid import UUID


def as_json(value: Any) -> Any:
    """Return a value as JSON knows it: days and instants in ISO 8601, ids as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def from_json(kind: type[Any], value: Any) -> Any:
    """Return a value of this kind as it was before :func:`as_json`."""
    if value is None:
        return None
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return UUID(value) if issubclass(kind, UUID) else value
