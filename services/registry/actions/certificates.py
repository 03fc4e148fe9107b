"""What numbers, permits and certificates an IKM holds: yes, no, or not asked yet."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, entry
from services.registry.domain.plain import as_json
from services.registry.domain.provenance import FORM
from services.registry.models.certificate import Certificate
from services.registry.models.ikm import Ikm
from shared.audit import record_many

DETAILS = ("number", "issued_on", "expires_on", "remark")


def put_certificate(
    ikm: Ikm,
    kind: str,
    state: str,
    details: Mapping[str, Any] | None = None,
    *,
    source: str,
    batch_id: UUID | None = None,
) -> Entry | None:
    """Record one holding and return the entry for the history; None where nothing differs.

    ``yes`` with a new number adds a row (one P-IRT covers one product) or completes the one without number;
    ``no`` replaces every row of the kind; ``unknown`` forgets them.
    """
    before = shown(ikm, kind)
    if state == "yes":
        _hold(ikm, kind, details or {}, source, batch_id)
    else:
        hold_just(ikm, kind, [{"state": "no"}] if state == "no" else [], source=source, batch_id=batch_id)
    after = shown(ikm, kind)
    return None if before == after else entry(ikm.id, "certificate", {kind: before}, {kind: after}, batch_id=batch_id)


def record_certificate(
    session: Session,
    ikm_id: UUID,
    kind: str,
    state: str,
    details: Mapping[str, Any] | None = None,
    *,
    source: str = FORM,
    reason: str | None = None,
) -> None:
    """Record what a person found out about one kind of certificate; ``reason`` stands in the history."""
    ikm = Ikm.living(session, ikm_id)
    change = put_certificate(ikm, kind, state, details, source=source)
    if change:
        record_many(session, [change | {"reason": reason}])
        announce(session, ikm)


def hold_just(
    ikm: Ikm, kind: str, wanted: Iterable[Mapping[str, Any]], *, source: str, batch_id: UUID | None = None
) -> None:
    """Let an IKM hold these certificates of a kind and no other; each names its ``state`` and what DETAILS it has.

    A row is kept by its number: one that is taken out and put in again would stand in its own way, for the database
    is told of what is new before it is told of what is gone.
    """
    rows = {row.number: row for row in _rows(ikm, kind)}
    for values in wanted:
        row = rows.pop(values.get("number"), None)
        if row is None:
            row = Certificate(kind=kind)
            ikm.certificates.append(row)
        _state(row, values["state"], source, batch_id)
        for name in DETAILS:
            setattr(row, name, values.get(name))
    for row in rows.values():
        ikm.certificates.remove(row)


def _hold(ikm: Ikm, kind: str, details: Mapping[str, Any], source: str, batch_id: UUID | None) -> None:
    given = {name: value for name, value in details.items() if value is not None}
    row = _row_for(_rows(ikm, kind), given.get("number"))
    if row is None:
        row = Certificate(kind=kind)
        ikm.certificates.append(row)
    _state(row, "yes", source, batch_id)
    for name, value in given.items():
        setattr(row, name, value)


def _state(row: Certificate, state: str, source: str, batch_id: UUID | None) -> None:
    if row.state != state:
        row.state, row.source, row.import_batch_id = state, source, batch_id


def _row_for(rows: list[Certificate], number: str | None) -> Certificate | None:
    """Return the row these details speak of: the same number, or the one that has none yet."""
    if number is None:
        return rows[0] if rows else None
    same = (row for row in rows if row.number == number)
    return next(same, None) or next((row for row in rows if row.number is None), None)


def _rows(ikm: Ikm, kind: str) -> list[Certificate]:
    return [row for row in ikm.certificates if row.kind == kind]


def shown(ikm: Ikm, kind: str) -> list[dict[str, Any]]:
    """Return the certificates of a kind as the history keeps them."""
    return [
        {"state": row.state} | {name: as_json(getattr(row, name)) for name in DETAILS if getattr(row, name)}
        for row in _rows(ikm, kind)
    ]
