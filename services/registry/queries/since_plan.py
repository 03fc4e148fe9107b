"""What people changed since a list was planned, and whether any of it could have made the plan another one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.registry.domain.evidence import Traits, traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.touching import Touching
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.known_ikm import last_change, lists_mark, traits_of_ikm
from shared.among import among
from shared.change import Change, ChangeValue

BY_FORM = frozenset({
    "register", "edit", "verify", "deactivate", "reactivate", "close", "restrict", "lift_restriction", "read_nik",
    "contact_owner", "contact_proxy", "mail_came_back", "mail_goes_again", "certificate", "need", "consent",
    "invitation_answered", "invitation_closed",
})  # fmt: skip
"""Steps that are about one IKM and leave all others, and what waits, as they are."""
FIELDS = {"name": "name", "owner_name": "owner", "kecamatan_code": "kecamatan", "nib": "nib"}
READ_AT_ONCE = 500


def touching(session: Session, batch: ImportBatch) -> Touching:
    """Return by what the rows of a list could be found."""
    kept = select(ImportRow.entry).where(ImportRow.batch_id == batch.id)
    entries = session.scalars(kept, execution_options={"yield_per": READ_AT_ONCE})
    return Touching(traits_of("", entry) for entry in map(Entry.from_json, entries) if not entry.refused)


def is_harmless(session: Session, batch: ImportBatch, rows: Touching) -> bool:
    """Tell whether all that was changed since a plan was made has nothing to do with any of its rows.

    What cannot be told is not harmless: another list, a merger, a NIK that was there before, erased values.
    """
    if lists_mark(session) != (batch.register_mark or "").split(":")[3:] or last_change(session) < (
        batch.known_to or 0
    ):
        return False
    changes = _changes(session, batch)
    if any(change.batch_id or change.action not in BY_FORM or change.old is None for change in changes):
        return False
    ids = {change.noun_id for change in changes}
    if not ids:
        return True
    mine = (ImportRow.batch_id == batch.id, among(ImportRow.ikm_id, ids))
    if session.scalar(select(ImportRow.id).where(*mine).limit(1)):
        return False
    if any(change.old.get("nik") for change in changes):
        return False
    return not any(rows.touches(record) for record in _before_and_after(session, ids, changes))


def _changes(session: Session, batch: ImportBatch) -> Sequence[Row[Any]]:
    columns = (Change.noun_id, Change.action, Change.batch_id, ChangeValue.old)
    since = select(*columns).outerjoin(ChangeValue, ChangeValue.change_id == Change.id)
    others = Change.batch_id.is_distinct_from(batch.id)
    newest_first = since.where(Change.id > (batch.known_to or 0), Change.noun == "ikm", others).order_by(
        Change.id.desc()
    )
    return session.execute(newest_first).all()


def _before_and_after(session: Session, ids: Iterable[UUID], changes: Iterable[Row[Any]]) -> Iterator[Traits]:
    now = {record.id: record for record in traits_of_ikm(session, ids)}
    before = dict(now)
    for change in changes:
        if record := before.get(str(change.noun_id)):
            before[record.id] = _with_old(record, change.action, change.old)
    yield from now.values()
    yield from before.values()


def _with_old(record: Traits, action: str, old: Mapping[str, Any]) -> Traits:
    if action == "edit":
        was: dict[str, Any] = {FIELDS[name]: old[name] for name in FIELDS.keys() & old.keys()}
        return replace(record, **was)
    if action in ("contact_owner", "contact_proxy"):
        numbers = {old[name] for name in ("phone", "phone_other") if old.get(name)}
        return replace(record, phones=record.phones | numbers, email=old.get("email") or record.email)
    if action == "certificate":
        held = {row["number"] for rows in old.values() for row in rows or [] if row.get("number")}
        return replace(record, permits=record.permits | held, candidates=record.candidates | held)
    return record
