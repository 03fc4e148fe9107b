"""What a fact carries on its way."""

from typing import Any, TypeGuard
from uuid import UUID

Envelope = dict[str, Any]
PARTS = {
    "id": str, "producer": str, "seq": int, "attempt": int, "name": str, "version": int, "correlation_id": str,
    "payload": dict,
}  # fmt: skip
"""What every fact carries on its way."""


def is_envelope(message: Any) -> TypeGuard[Envelope]:
    """Tell whether a message has all parts of a fact."""
    return (
        isinstance(message, dict)
        and all(isinstance(message.get(part), kind) for part, kind in PARTS.items())
        and _is_uuid(message["id"])
    )


def inbox_row(event_id: UUID, message: Envelope, state: str) -> dict[str, Any]:
    """Return what the inbox keeps of a fact."""
    return {
        "event_id": event_id,
        "producer": message["producer"],
        "seq": message["seq"],
        "name": message["name"],
        "state": state,
        "correlation_id": message["correlation_id"],
    }


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
