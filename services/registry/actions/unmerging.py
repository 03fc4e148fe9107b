"""Undoing a merger: both records as they were before it, and what happened since as it is."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.registry.actions import outcome_mergers
from services.registry.actions.announcements import announce_many
from services.registry.actions.certificates import shown
from services.registry.actions.fields import Entry, entry, plain
from services.registry.domain.fields import VOUCHED
from services.registry.domain.plain import from_json
from services.registry.domain.profile import SHARING, consent_state, newest_consent
from services.registry.domain.provenance import is_verified
from services.registry.domain.undoing import status_after_undo
from services.registry.models.consent import Consent
from services.registry.models.contact import FIELDS, Contact
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.models.participation import Participation
from services.registry.queries.merge_images import put_back
from services.registry.queries.merge_traces import UNDONE
from services.registry.queries.merges import get_merge
from services.registry.queries.undo_plan import BELONGINGS, UndoPlan, undo_plan
from services.registry.queries.undo_refusals import require_undoable
from shared.among import among
from shared.audit import record_many
from shared.clock import now
from shared.context import actor
from shared.states import require_reason


def undo_merge(
    session: Session, merge_id: UUID, reason: str, *, check: Callable[[Ikm, Ikm], None] | None = None
) -> Merge:
    """Let the one that ended be a record of its own again, within 30 days. ``check`` looks at both once locked.

    Raises RuleBroken with a sentence where it cannot be, and then changes nothing. Whoever could not be contacted a
    moment before cannot be after: an objection of the one holds for both until a person lifts it.
    """
    require_reason(reason)
    # The counter first, as whoever gives a NIB away or takes one; then the two in the order in which they are merged.
    Counter.hold(session, "ikm")
    ids = get_merge(session, merge_id)
    locked = {ikm_id: Ikm.locked(session, ikm_id) for ikm_id in sorted({ids.kept_id, ids.gone_id})}
    merge = Merge.locked(session, merge_id)
    kept, gone = locked[merge.kept_id], locked[merge.gone_id]
    plan = undo_plan(session, merge, kept, gone)
    require_undoable(session, merge, kept, gone, plan)
    if check:
        check(kept, gone)
    merge.undone_at, merge.undone_by, merge.undo_reason = now(), actor().name, reason
    entries = [*_fields_back(merge, kept, plan), *_copies_back(session, kept, plan)]
    # The one that was kept must have let go of a NIB before the other has it again.
    session.flush()
    entries += _release(merge, kept, gone)
    refusal = newest_consent(kept.consents, SHARING) if plan.refused else None
    _move_back(session, plan, kept, gone)
    outcome_mergers.part(session, kept, gone)
    entries += _keep_objections(kept, gone, plan, refusal)
    session.flush()
    record_many(session, [item | {"reason": reason} for item in entries])
    announce_many(session, [kept.id, gone.id])
    return merge


def _release(merge: Merge, kept: Ikm, gone: Ikm) -> list[Entry]:
    gone.status, gone.status_reason = merge.gone_before["status"], merge.gone_before["status_reason"]
    gone.merged_into_id = None
    was = {"status": "merged", "merged_into": kept.number}
    return [
        entry(gone.id, UNDONE, was, {"status": gone.status, "merged_into": None}),
        entry(kept.id, "undo_absorb", {"number": gone.number}, {}),
    ]


def _fields_back(merge: Merge, kept: Ikm, plan: UndoPlan) -> list[Entry]:
    names = [*plan.fields, "status"]
    old = plain(kept, names)
    marks = {name: mark for name, mark in kept.provenance.items() if name not in plan.fields}
    for name in plan.fields:
        _give_up(kept, name, merge.taken[name]["old"])
        if merge.taken[name]["mark"]:
            marks[name] = merge.taken[name]["mark"]
    kept.provenance = marks
    kept.status = status_after_undo(
        kept.status,
        merge.taken.get("status", {}).get("old"),
        kept.data(),
        plan.fields,
        vouched=all(is_verified(marks, name) for name in VOUCHED & marks.keys()),
    )
    kept.updated_at = now()
    change = entry(kept.id, "edit", old, plain(kept, names))
    return [change] if change["new"] else []


def _give_up(kept: Ikm, name: str, before: Any) -> None:
    if name == "nik":
        kept.nik_encrypted = kept.nik_fingerprint = None
    else:
        kind = date if name == "registered_on" else type(before)
        setattr(kept, name, from_json(kind, before))


def _copies_back(session: Session, kept: Ikm, plan: UndoPlan) -> list[Entry]:
    before = _shown(kept)
    for copy in plan.copies:
        if copy.before is None:
            getattr(kept, BELONGINGS[copy.table]).remove(copy.row)
            continue
        put_back(copy.row, copy.before)
        if isinstance(copy.row, Contact) and "email" in copy.before:
            # What came back was sent to the address that goes.
            copy.row.undeliverable_since = copy.row.undeliverable_reason = None
    after = _shown(kept)
    return [
        entry(kept.id, step, before.get((step, name), {}), after.get((step, name), {}))
        for step, name in before | after
        if before.get((step, name)) != after.get((step, name))
    ]


def _shown(ikm: Ikm) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what hangs on an IKM as the steps of its history show it."""
    return {
        **{(f"contact_{row.kind}", ""): {name: getattr(row, name) for name in FIELDS} for row in ikm.contacts},
        **{("certificate", row.kind): {row.kind: shown(ikm, row.kind)} for row in ikm.certificates},
        **{("need", row.topic): {row.topic: row.severity} for row in ikm.needs},
    }


def _move_back(session: Session, plan: UndoPlan, kept: Ikm, gone: Ikm) -> None:
    for table in (Participation, Consent):
        ids = plan.moved.get(table.__tablename__, [])
        session.execute(update(table).where(among(table.id, ids)).values(ikm_id=gone.id))
    for ikm in (kept, gone):
        session.expire(ikm, ["participations", "consents"])


def _keep_objections(kept: Ikm, gone: Ikm, plan: UndoPlan, refusal: Consent | None) -> list[Entry]:
    entries: list[Entry] = []
    if plan.restricted and not gone.restricted:
        gone.restricted = True
        entries.append(entry(gone.id, "restrict", {}, {}))
    for ikm in (kept, gone):
        before = consent_state(ikm.consents, SHARING)
        if refusal is not None and before != "no":
            ikm.consents.append(_same(refusal))
            entries.append(entry(ikm.id, "consent", {SHARING: before}, {SHARING: "no"}))
    return entries


def _same(refusal: Consent) -> Consent:
    return Consent(
        purpose=refusal.purpose,
        state=refusal.state,
        recorded_at=now(),
        dated=refusal.dated,
        channel=refusal.channel,
        text_version=refusal.text_version,
        source=UNDONE,
    )
