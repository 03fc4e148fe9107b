"""Putting values on an IKM's own fields: what differs, where it came from, and what the history says of it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.registry.domain.ikm import status_after_edit
from services.registry.domain.plain import as_json
from services.registry.domain.provenance import stamp
from services.registry.models.ikm import Ikm
from shared.clock import now, today

Entry = dict[str, Any]


def put(ikm: Ikm, values: Mapping[str, Any], *, source: str, batch_id: UUID | None = None) -> Entry | None:
    """Set the fields that differ and return the entry for the history; None where nothing differs.

    A NIK must be sealed already. Raises what :func:`status_after_edit` raises.
    """
    changes = differing(ikm, values)
    if not changes:
        return None
    shown = [*field_names(changes), "status"]
    old = plain(ikm, shown)
    ikm.status = status_after_edit(ikm.status, field_names(changes), ikm.data() | changes)
    for name, value in changes.items():
        setattr(ikm, name, value)
    ikm.updated_at = now()
    ikm.provenance = ikm.provenance | stamp(field_names(changes), source, today(), batch_id and str(batch_id))
    return entry(ikm.id, "edit", old, plain(ikm, shown), batch_id=batch_id)


def differing(ikm: Ikm, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not what is recorded."""
    # Encrypting the same NIK twice gives two secrets; only the fingerprint tells whether it changed.
    same_nik = values.get("nik_fingerprint") == ikm.nik_fingerprint
    return {
        name: value
        for name, value in values.items()
        if getattr(ikm, name) != value and not (name == "nik_encrypted" and same_nik)
    }


def field_names(columns: Iterable[str]) -> list[str]:
    """Return the fields as people know them: the two columns of a NIK are one field."""
    return ["nik" if name == "nik_fingerprint" else name for name in columns if name != "nik_encrypted"]


def plain(ikm: Ikm, names: Iterable[str]) -> dict[str, Any]:
    """Return fields as JSON values for the history. A NIK is only said to be there."""
    return {name: (ikm.nik_fingerprint and "***") if name == "nik" else as_json(getattr(ikm, name)) for name in names}


def entry(
    ikm_id: UUID,
    action: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    reason: str | None = None,
    batch_id: UUID | None = None,
) -> Entry:
    """Return one entry for the history of an IKM, with only what differs."""
    return {
        "noun": "ikm",
        "noun_id": ikm_id,
        "action": action,
        "old": {name: value for name, value in old.items() if value != new.get(name)},
        "new": {name: value for name, value in new.items() if value != old.get(name)},
        "reason": reason,
        "batch_id": batch_id,
    }
