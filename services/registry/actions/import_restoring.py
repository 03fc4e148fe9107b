"""Putting back what an import changed of known businesses, unless somebody went on with it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce_many, portions
from services.registry.actions.certificates import DETAILS, hold_just
from services.registry.actions.fields import Entry, entry, plain
from services.registry.actions.imports import ask_to_tell, is_large
from services.registry.actions.rewriting import put_in_place, rewritten
from services.registry.domain.provenance import UNDO, is_verified, stamp
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.import_traces import group
from shared.clock import today

Changes = Mapping[UUID, Sequence[Row[Any]]]


def restore(
    session: Session, batch: ImportBatch, changes: Changes, touched: Mapping[UUID, set[str]]
) -> dict[str, list[str]]:
    """Put back what was changed, and return by IKM what stays because somebody went on with it.

    ``changes`` and ``touched``: by IKM, what the import changed, and what others changed since.
    """
    kept: dict[str, list[str]] = {}

    def rewrite(businesses: Sequence[Ikm]) -> list[Entry]:
        kept.update((str(ikm.id), left) for ikm in businesses if (left := _put_back(ikm, changes, touched)))
        said: dict[str, Any] = {"import": batch.filename}
        return [entry(ikm.id, "undo_import", said, {}, batch_id=batch.id) for ikm in businesses]

    for some in portions(sorted(changes)):
        put_in_place(session, rewritten(session, some, rewrite))
    if not is_large(batch):
        announce_many(session, changes)
    elif changes:
        ask_to_tell(session)
    return kept


def _put_back(ikm: Ikm, changes: Changes, touched: Mapping[UUID, set[str]]) -> list[str]:
    """Put one business back, and return what stays."""
    left: list[str] = []
    for change in changes[ikm.id]:
        later = _gone_on_with(ikm, change, touched.get(ikm.id, set()))
        left += sorted(later)
        names = [name for name in change.new if name not in later]
        if ikm.status == "merged":
            left += names
        elif names:
            _BACK[change.action](ikm, change, names)
    return sorted(set(left))


def _gone_on_with(ikm: Ikm, change: Row[Any], touched: set[str]) -> set[str]:
    """Return what of a change others built on since: changed it again, or vouched for it."""
    where = group(change)
    vouched = {name for name in change.new if where == "fields" and is_verified(ikm.provenance, name)}
    return vouched | {name for name in change.new if f"{where}.{name}" in touched}


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
