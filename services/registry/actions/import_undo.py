"""Taking back a whole import: what it made goes, what it changed is as before, unless somebody went on with it."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update
from sqlalchemy.orm import Session

from services.registry.actions.announcements import UNTRACKED, announce_many, portions
from services.registry.actions.certificates import DETAILS, hold_just
from services.registry.actions.fields import Entry as HistoryEntry
from services.registry.actions.fields import entry as history_entry
from services.registry.actions.fields import plain
from services.registry.actions.imports import ask_to_clear, is_large
from services.registry.actions.unseen import CLEARING, UNDONE, take_out
from services.registry.domain.provenance import UNDO, is_verified, stamp
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.models.listing import Listing
from services.registry.queries.known_ikm import with_children
from shared.among import among
from shared.audit import record_many
from shared.change import FORGET, Change, ChangeValue
from shared.clock import now, today
from shared.language import msg, translate

NOBODY_WENT_ON = ("mail_came_back", "mail_goes_again", "read_nik", FORGET)
"""Steps of the history that change nothing of what an import wrote."""


def take_back(session: Session, batch: ImportBatch) -> ImportBatch:
    """Undo what a batch did, and note on it what could not be undone."""
    _hold_all(session, batch)
    made = _made_by(session, batch)
    changes = _changes_to_known(session, batch)
    touched = _touched_since(session, batch)
    untouched = made - touched.keys()
    kept = _restore(session, batch, changes, touched)
    _remove(session, batch, untouched)
    session.execute(update(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.waiting).values(waiting=False))
    batch.status, batch.undone_at, batch.notice = "undone", now(), None
    batch.outcome = batch.outcome | {
        "removed": len(untouched),
        "restored": len(changes),
        "kept_new": sorted(str(ikm_id) for ikm_id in made - untouched),
        "kept_fields": kept,
    }
    return batch


def take_back_from(session: Session, batch: ImportBatch, ids: Collection[UUID]) -> None:
    """Take back what an undone batch had to leave on some IKM, once nobody stands on it any more."""
    _hold_all(session, batch)
    made = _made_by(session, batch)
    changes = {ikm_id: rows for ikm_id, rows in _changes_to_known(session, batch).items() if ikm_id in ids}
    touched = _touched_since(session, batch)
    untouched = (made & set(ids)) - touched.keys()
    kept = _restore(session, batch, changes, touched)
    _remove(session, batch, untouched)
    gone = {str(ikm_id) for ikm_id in (*untouched, *changes)}
    batch.outcome = batch.outcome | {
        "removed": batch.outcome["removed"] + len(untouched),
        "kept_new": [ikm_id for ikm_id in batch.outcome["kept_new"] if ikm_id not in gone],
        "kept_fields": {name: left for name, left in batch.outcome["kept_fields"].items() if name not in gone} | kept,
    }


def _made_by(session: Session, batch: ImportBatch) -> set[UUID]:
    """Return the IKM that a batch made, but for those that an attempt which was stopped had entered and that are gone."""
    there = select(Change.noun_id).join(Ikm, Ikm.id == Change.noun_id)
    return set(session.scalars(there.where(*_registered_by(batch))))


def _hold_all(session: Session, batch: ImportBatch) -> None:
    """Let everybody finish who works on what the batch wrote, then let nobody in: the counter first, as imports do."""
    Counter.hold(session, "ikm")
    written = select(Change.noun_id).where(Change.batch_id == batch.id)
    session.execute(select(Ikm.id).where(Ikm.id.in_(written)).order_by(Ikm.id).with_for_update())


def _registered_by(batch: ImportBatch) -> tuple[ColumnElement[bool], ...]:
    return Change.batch_id == batch.id, Change.action == "register"


def _changes_to_known(session: Session, batch: ImportBatch) -> dict[UUID, list[Row[Any]]]:
    """Return what the batch changed on each IKM that it did not make, the newest change first."""
    columns = (Change.noun_id, Change.action, ChangeValue.old, ChangeValue.new, Change.batch_id)
    made = select(Change.noun_id).where(*_registered_by(batch))
    # Erased values are put back by nobody: a change without them is left out.
    mine = select(*columns).join(ChangeValue, ChangeValue.change_id == Change.id)
    mine = mine.where(Change.batch_id == batch.id, Change.noun_id.not_in(made))
    changes: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    for change in session.execute(mine.order_by(Change.id.desc())):
        changes[change.noun_id].append(change)
    return dict(changes)


def _touched_since(session: Session, batch: ImportBatch) -> dict[UUID, set[str]]:
    """Return, for every IKM that others went on with after this import, the fields they changed."""
    mine = select(Change.noun_id).where(Change.batch_id == batch.id)
    first = select(func.min(Change.id)).where(Change.batch_id == batch.id).scalar_subquery()
    undone = select(ImportBatch.id).where(ImportBatch.status == "undone")
    # What another import changed and then took back again is as if it had not been.
    standing = or_(Change.batch_id.is_(None), and_(Change.batch_id != batch.id, Change.batch_id.not_in(undone)))
    later = (Change.id > first, standing, Change.action.not_in(NOBODY_WENT_ON), Change.noun_id.in_(mine))
    columns = (Change.noun_id, Change.action, ChangeValue.new)
    steps = select(*columns).outerjoin(ChangeValue, ChangeValue.change_id == Change.id)
    touched: defaultdict[UUID, set[str]] = defaultdict(set)
    for change in session.execute(steps.where(*later)):
        touched[change.noun_id] |= {f"{_group(change)}.{name}" for name in (change.new or {"": None})}
    return dict(touched)


def _group(change: Row[Any]) -> str:
    return "fields" if change.action in ("edit", "register", "close") else change.action


def _restore(
    session: Session, batch: ImportBatch, changes: dict[UUID, list[Row[Any]]], touched: dict[UUID, set[str]]
) -> dict[str, list[str]]:
    history: list[HistoryEntry] = []
    kept: dict[str, list[str]] = {}
    for ikm in with_children(session, changes):
        left: list[str] = []
        for change in changes[ikm.id]:
            later = _gone_on_with(ikm, change, touched.get(ikm.id, set()))
            left += sorted(later)
            names = [name for name in change.new if name not in later]
            if ikm.status == "merged":
                left += names
            elif names:
                _BACK[change.action](ikm, change, names)
        if left:
            kept[str(ikm.id)] = sorted(set(left))
        history.append(history_entry(ikm.id, "undo_import", {"import": batch.filename}, {}, batch_id=batch.id))
    record_many(session, history)
    announce_many(session, changes)
    return kept


def _gone_on_with(ikm: Ikm, change: Row[Any], touched: set[str]) -> set[str]:
    """Return what of a change others built on since: changed it again, or vouched for it."""
    group = _group(change)
    vouched = {name for name in change.new if group == "fields" and is_verified(ikm.provenance, name)}
    return vouched | {name for name in change.new if f"{group}.{name}" in touched}


def _remove(session: Session, batch: ImportBatch, untouched: set[UUID]) -> None:
    if not is_large(batch):
        take_out(session, sorted(untouched), translate(msg(UNDONE.template, name=batch.filename), "id"))
        return
    # Nobody sees them any more from this moment on; the lane takes them out in slices. What stays must not go with
    # them, also where a list was undone before that was kept apart.
    brought = set(session.scalars(select(Ikm.id).where(Ikm.import_batch_id == batch.id)))
    _brought_by(session, None, brought - untouched)
    _brought_by(session, batch.id, untouched - brought)
    batch.unseen = CLEARING
    ask_to_clear(session, batch)


def _brought_by(session: Session, batch_id: UUID | None, ids: set[UUID]) -> None:
    for table, key in ((Ikm, Ikm.id), (Listing, Listing.ikm_id)):
        for some in portions(ids):
            brought = update(table).where(among(key, some)).values(import_batch_id=batch_id)
            session.execute(brought, execution_options=UNTRACKED)


def _fields_back(ikm: Ikm, change: Row[Any], names: list[str]) -> None:
    back = [name for name in names if plain(ikm, [name])[name] == change.new[name]]
    for name in back:
        if name == "nik":
            ikm.nik_encrypted = ikm.nik_fingerprint = None
        else:
            setattr(ikm, name, change.old.get(name))
    if "status" in back and change.action == "close":
        ikm.status_reason = None
    untouched = {name: mark for name, mark in ikm.provenance.items() if name not in back}
    had_value = [name for name in back if name in ikm.provenance and change.old.get(name) is not None]
    ikm.provenance = untouched | stamp(had_value, UNDO, today())


def _contact_back(ikm: Ikm, change: Row[Any], names: list[str]) -> None:
    owner = next((contact for contact in ikm.contacts if contact.kind == "owner"), None)
    if owner is None:
        return
    for name in names:
        if getattr(owner, name) == change.new[name]:
            setattr(owner, name, change.old.get(name))
            if name == "email":
                # What came back was sent to the address that goes.
                owner.undeliverable_since = owner.undeliverable_reason = None
    if not (owner.phone or owner.phone_other or owner.email or owner.name):
        ikm.contacts.remove(owner)


def _certificates_back(ikm: Ikm, change: Row[Any], kinds: list[str]) -> None:
    for kind in kinds:
        hold_just(ikm, kind, [_held(shown) for shown in change.old.get(kind) or []], source=UNDO)


def _held(shown: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(shown[name]) for name in ("issued_on", "expires_on") if shown.get(name)}
    return {name: shown[name] for name in ("state", *DETAILS) if name in shown} | days


def _needs_back(ikm: Ikm, change: Row[Any], topics: list[str]) -> None:
    for need in [need for need in ikm.needs if need.topic in topics]:
        before = change.old.get(need.topic)
        if before is None:
            ikm.needs.remove(need)
        else:
            need.severity = before


def _consent_back(ikm: Ikm, change: Row[Any], names: list[str]) -> None:
    for consent in [consent for consent in ikm.consents if consent.import_batch_id == change.batch_id]:
        ikm.consents.remove(consent)


def _training_back(ikm: Ikm, change: Row[Any], names: list[str]) -> None:
    for past in [past for past in ikm.participations if past.import_batch_id == change.batch_id]:
        ikm.participations.remove(past)


_BACK: dict[str, Callable[[Ikm, Row[Any], list[str]], None]] = {
    "edit": _fields_back,
    "close": _fields_back,
    "contact_owner": _contact_back,
    "certificate": _certificates_back,
    "need": _needs_back,
    "consent": _consent_back,
    "participation": _training_back,
}
