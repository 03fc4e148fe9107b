"""How an IKM stands at a moment, as plain values: what a merger changed is the difference between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.registry.domain.plain import as_json, from_json
from services.registry.models.base import Base
from services.registry.models.ikm import Ikm

COPIED = {"contact": Ikm.contacts, "certificate": Ikm.certificates, "need": Ikm.needs}
"""What a merger copies from one record to the other, by table."""
OWN = frozenset({"id", "created_at", "ikm_id"})
NIK = ("nik_encrypted", "nik_fingerprint")
Rows = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Image:
    fields: dict[str, Any]
    rows: Rows
    marks: dict[str, Any]


def image_of(ikm: Ikm) -> Image:
    """Return an IKM with its contacts, certificates and needs. A NIK is only said to be there."""
    rows = {
        table: {str(row.id): columns_of(row) for row in getattr(ikm, relation.key)}
        for table, relation in COPIED.items()
    }
    return Image(fields_of(ikm), rows, dict(ikm.provenance))


def fields_of(ikm: Ikm) -> dict[str, Any]:
    """Return the fields of its own by name; a NIK is only said to be there."""
    said = {name: as_json(value) for name, value in ikm.data().items() if name not in NIK}
    nik = "***" if ikm.nik_fingerprint else None
    return said | {"nik": nik, "status": ikm.status, "registered_on": as_json(ikm.registered_on)}


def columns_of(row: Base) -> dict[str, Any]:
    """Return what a row says, by column."""
    return {name: as_json(getattr(row, name)) for name in row.__table__.columns.keys() if name not in OWN}  # noqa: SIM118


def taken(before: Image, after: Image) -> dict[str, dict[str, Any]]:
    """Return the fields that differ, with where the new value is from and the mark that stood there."""
    return {
        name: {
            "old": before.fields[name],
            "new": value,
            "source": after.marks.get(name),
            "mark": before.marks.get(name),
        }
        for name, value in after.fields.items()
        if value != before.fields[name]
    }


def copied(before: Rows, after: Rows) -> Rows:
    """Return the rows that were added, and of those that were changed the columns that differ."""
    return {
        table: {key: change for key, row in rows.items() if (change := _change(before[table].get(key), row))}
        for table, rows in after.items()
    }


def put_back(row: Base, values: Mapping[str, Any]) -> None:
    """Give a row these plain values again."""
    for name, value in values.items():
        setattr(row, name, from_json(row.__table__.c[name].type.python_type, value))


def _change(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any] | None:
    if old is None:
        return {"old": None, "new": new}
    names = [name for name, value in new.items() if value != old[name]]
    return {"old": {name: old[name] for name in names}, "new": {name: new[name] for name in names}} if names else None
