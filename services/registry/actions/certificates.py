"""What numbers, permits and certificates an IKM holds: yes, no, or not asked yet."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, as_json, entry
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
    before = _shown(ikm, kind)
    if state == "yes":
        _hold(ikm, kind, details or {}, source, batch_id)
    else:
        _drop(ikm, kind, keep_no=state == "no")
        if state == "no" and not _rows(ikm, kind):
            ikm.certificates.append(Certificate(kind=kind, state="no", source=source, import_batch_id=batch_id))
    after = _shown(ikm, kind)
    return None if before == after else entry(ikm.id, "certificate", {kind: before}, {kind: after}, batch_id=batch_id)


def record_certificate(
    session: Session,
    ikm_id: UUID,
    kind: str,
    state: str,
    details: Mapping[str, Any] | None = None,
    *,
    source: str = FORM,
) -> None:
    """Record what a person found out about one kind of certificate."""
    ikm = Ikm.locked(session, ikm_id)
    change = put_certificate(ikm, kind, state, details, source=source)
    if change:
        record_many(session, [change])
        announce(session, ikm)


def _hold(ikm: Ikm, kind: str, details: Mapping[str, Any], source: str, batch_id: UUID | None) -> None:
    _drop(ikm, kind, keep_yes=True)
    given = {name: value for name, value in details.items() if value is not None}
    row = _row_for(_rows(ikm, kind), given.get("number"))
    if row is None:
        row = Certificate(kind=kind, state="yes", source=source, import_batch_id=batch_id)
        ikm.certificates.append(row)
    for name, value in given.items():
        setattr(row, name, value)


def _row_for(rows: list[Certificate], number: str | None) -> Certificate | None:
    """Return the row these details speak of: the same number, or the one that has none yet."""
    if number is None:
        return rows[0] if rows else None
    same = (row for row in rows if row.number == number)
    return next(same, None) or next((row for row in rows if row.number is None), None)


def _drop(ikm: Ikm, kind: str, *, keep_yes: bool = False, keep_no: bool = False) -> None:
    kept = {"yes"} if keep_yes else {"no"} if keep_no else set()
    for row in _rows(ikm, kind):
        if row.state not in kept:
            ikm.certificates.remove(row)


def _rows(ikm: Ikm, kind: str) -> list[Certificate]:
    return [row for row in ikm.certificates if row.kind == kind]


def _shown(ikm: Ikm, kind: str) -> list[dict[str, Any]]:
    return [
        {"state": row.state} | {name: as_json(getattr(row, name)) for name in DETAILS if getattr(row, name)}
        for row in _rows(ikm, kind)
    ]
