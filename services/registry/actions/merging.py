"""Making two records of one business into one: what was known of either is known of the one that stays."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.registry.actions import outcome_mergers
from services.registry.actions.announcements import announce_many
from services.registry.actions.certificates import DETAILS, put_certificate
from services.registry.actions.contacts import put_contact
from services.registry.actions.fields import Entry, entry, put
from services.registry.actions.needs import put_need
from services.registry.domain.ikm import MACHINE
from services.registry.domain.merging import check_pair, completed_contact, filled
from services.registry.models.certificate import Certificate
from services.registry.models.consent import Consent
from services.registry.models.contact import FIELDS, Contact
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.models.need import Need
from services.registry.models.participation import Participation
from services.registry.queries.merge_images import Image, copied, image_of, taken
from services.registry.queries.merge_traces import MADE
from shared.among import among
from shared.audit import record_many
from shared.context import actor
from shared.errors import StaleForm


def merge(
    session: Session,
    kept_id: UUID,
    gone_id: UUID,
    reason: str,
    *,
    check: Callable[[Ikm, Ikm], None] | None = None,
) -> Ikm:
    """Let ``gone`` live on in ``kept``. ``check`` looks at both once they are locked and may raise."""
    # Always in the same order: two people merging the same pair must not wait for each other.
    locked = {ikm_id: Ikm.locked(session, ikm_id) for ikm_id in sorted({kept_id, gone_id})}
    kept, gone = locked[kept_id], locked[gone_id]
    check_pair(kept.id, kept.status, gone.id)
    if check:
        check(kept, gone)
    before, was = image_of(kept), {"status": gone.status, "status_reason": gone.status_reason}
    entries = [_retire(gone, kept, reason)]
    # The other one must have let go of its NIB before this one takes it over.
    session.flush()
    entries += _take_over(kept, gone)
    moved = _move_history(session, kept, gone)
    outcome_mergers.join(session, kept, gone)
    session.flush()
    session.add(_written_down(kept, gone, reason, was, before, moved))
    entries.append(entry(kept.id, "absorb", {}, {"number": gone.number}, reason=reason))
    entries += _carry_restriction(kept, gone, reason)
    record_many(session, entries)
    announce_many(session, [kept.id, gone.id])
    return kept


def _written_down(
    kept: Ikm, gone: Ikm, reason: str, was: dict[str, Any], before: Image, moved: dict[str, list[str]]
) -> Merge:
    after = image_of(kept)
    return Merge(
        kept_id=kept.id,
        gone_id=gone.id,
        reason=reason,
        merged_by=actor().name,
        gone_before=was,
        moved=moved,
        taken=taken(before, after),
        copied=copied(before.rows, after.rows),
    )


def as_compared(kept_version: str, gone_version: str) -> Callable[[Ikm, Ikm], None]:
    """Return the check for a person who compared these versions of the two. It raises StaleForm."""

    def check(kept: Ikm, gone: Ikm) -> None:
        if (kept.version, gone.version) != (kept_version, gone_version):
            raise StaleForm

    return check


def _retire(gone: Ikm, kept: Ikm, reason: str) -> Entry:
    before = gone.status
    gone.status = MACHINE.after("merge", gone.status, reason)
    gone.status_reason, gone.merged_into_id = reason, kept.id
    new = {"status": gone.status, "merged_into": kept.number}
    return entry(gone.id, MADE, {"status": before}, new, reason=reason)


def _take_over(kept: Ikm, gone: Ikm) -> list[Entry]:
    changes = [_fields(kept, gone)]
    changes += [_contact(kept, contact) for contact in gone.contacts]
    changes += [_certificate(kept, held) for held in gone.certificates]
    changes += [_need(kept, need) for need in gone.needs]
    return [change for change in changes if change]


def _fields(kept: Ikm, gone: Ikm) -> Entry | None:
    missing = filled(kept.data(), gone.data())
    known_from = {name: mark for name, mark in gone.provenance.items() if name in missing}
    kept.registered_on = min(kept.registered_on, gone.registered_on)
    change = put(kept, missing, source="merge")
    kept.provenance = kept.provenance | known_from
    return change


def _contact(kept: Ikm, contact: Contact) -> Entry | None:
    mine = next((item for item in kept.contacts if item.kind == contact.kind), None)
    known, offered = ({name: getattr(item, name, None) for name in FIELDS} for item in (mine, contact))
    return put_contact(kept, contact.kind, completed_contact(known, offered), source=contact.source)


def _certificate(kept: Ikm, held: Certificate) -> Entry | None:
    # "No" in the one record is no news where the other says yes.
    if held.state == "no" and any(item.kind == held.kind for item in kept.certificates):
        return None
    details = {name: getattr(held, name) for name in DETAILS}
    return put_certificate(kept, held.kind, held.state, details, source=held.source)


def _need(kept: Ikm, need: Need) -> Entry | None:
    mine = next((item for item in kept.needs if item.topic == need.topic), None)
    severity = max(need.severity, mine.severity if mine else 0)
    change = put_need(kept, need.topic, severity, source=need.source, since=need.since)
    if mine is not None:
        mine.since = min(mine.since, need.since)
    return change


def _move_history(session: Session, kept: Ikm, gone: Ikm) -> dict[str, list[str]]:
    known = {(past.title, past.held_on) for past in kept.participations if past.invitation_id is None}
    news = [
        past.id
        for past in gone.participations
        if past.invitation_id is not None or (past.title, past.held_on) not in known
    ]
    given: dict[type[Participation | Consent], list[UUID]] = {
        Participation: news,
        Consent: [consent.id for consent in gone.consents],
    }
    session.flush()
    for table, ids in given.items():
        session.execute(update(table).where(among(table.id, ids)).values(ikm_id=kept.id))
    for ikm in (kept, gone):
        session.expire(ikm, ["participations", "consents"])
    return {table.__tablename__: [str(row_id) for row_id in ids] for table, ids in given.items()}


def _carry_restriction(kept: Ikm, gone: Ikm, reason: str) -> list[Entry]:
    """A restriction was asked for by a person, and the person is the same."""
    if kept.restricted or not gone.restricted:
        return []
    kept.restricted = True
    return [entry(kept.id, "restrict", {}, {}, reason=reason)]
