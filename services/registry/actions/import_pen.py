"""What rows of a list make of businesses: their values, what belongs to them and what the history says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from services.registry.actions.certificates import put_certificate
from services.registry.actions.consents import put_consent
from services.registry.actions.contacts import put_contact
from services.registry.actions.fields import Entry as HistoryEntry
from services.registry.actions.fields import entry as history_entry
from services.registry.actions.fields import put
from services.registry.actions.ikm import draw, entered
from services.registry.actions.needs import put_need
from services.registry.actions.participations import put_participation
from services.registry.domain.business_state import CONFLICT
from services.registry.domain.cluster import suggestions
from services.registry.domain.fields import COLUMNS, CONTACT
from services.registry.domain.ikm import MACHINE
from services.registry.domain.import_entry import Entry
from services.registry.domain.provenance import stamp
from services.registry.domain.row_changes import written_values
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from shared.clock import start_of_day, today
from shared.language import msg, translate

SEVERITY = 2


@dataclass(frozen=True)
class Writing:
    """One row to be written: to which IKM, whether it makes that IKM, and which fields it may touch."""

    ikm_id: UUID
    entry: Entry
    fields: dict[str, Any]
    is_new: bool = False

    @classmethod
    def of(cls, ikm_id: UUID, content: dict[str, Any], plan: dict[str, Any], *, is_new: bool) -> "Writing":
        fields = {change["field"]: change["new"] for change in plan["changes"] if change["kind"] != CONFLICT}
        return cls(ikm_id, Entry.from_json(content), fields, is_new)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The IKM's own columns among the fields."""
        own = {name: value for name, value in self.fields.items() if name in COLUMNS}
        return written_values(own, self.entry.values)


@dataclass(frozen=True)
class Drawn:
    """Businesses with all that rows say of them, and what the history is to say of it. Nothing of it is written."""

    businesses: list[Ikm]
    history: list[HistoryEntry]


@dataclass
class _Pen:
    batch: ImportBatch
    ikm: dict[UUID, Ikm] = field(default_factory=dict)
    history: list[HistoryEntry | None] = field(default_factory=list)
    closing: dict[UUID, None] = field(default_factory=dict)


def draw_new(batch: ImportBatch, writings: Sequence[Writing]) -> Drawn:
    """Return the new businesses of a list as they are to be inserted; no database is needed for it."""
    newcomers = [
        draw(each.ikm_id, each.values, source=batch.source, batch_id=batch.id) for each in writings if each.is_new
    ]
    return apply(batch, newcomers, writings, [entered(ikm) for ikm in newcomers])


def apply(
    batch: ImportBatch, businesses: Iterable[Ikm], writings: Iterable[Writing], before: Iterable[HistoryEntry] = ()
) -> Drawn:
    """Put what the rows say on their businesses, in the order of the list; ``before``: what the history says first."""
    pen = _Pen(batch, {ikm.id: ikm for ikm in businesses}, list(before))
    for writing in writings:
        _apply(pen, writing)
    for ikm_id in pen.closing:
        pen.history.append(_close(pen.ikm[ikm_id], batch))
    return Drawn(list(pen.ikm.values()), [entry for entry in pen.history if entry])


def _apply(pen: _Pen, writing: Writing) -> None:
    ikm, entry, fields = pen.ikm[writing.ikm_id], writing.entry, writing.fields
    marks: dict[str, Any] = {"source": pen.batch.source, "batch_id": pen.batch.id}
    if not writing.is_new:
        own = writing.values
        pen.history.append(put(ikm, own, **marks))
        if own.keys() & {"product", "kbli"}:
            pen.history.append(put(ikm, _better_guesses(ikm), source="suggestion", batch_id=pen.batch.id))
    if reach := {name: fields[name] for name in CONTACT if name in fields}:
        pen.history.append(put_contact(ikm, "owner", reach, **marks))
    for held in entry.held:
        if f"certificate.{held.kind}" in fields:
            details = {"number": held.number, "expires_on": held.expires_on, "remark": held.remark}
            pen.history.append(put_certificate(ikm, held.kind, held.state, details, **marks))
    for topic in entry.needs:
        if f"need.{topic}" in fields:
            pen.history.append(put_need(ikm, topic, SEVERITY, since=entry.answered_on, **marks))
    _record_answers(pen, ikm, writing, marks)
    _mark_given(pen, ikm, writing)
    if "status" in fields:
        pen.closing[ikm.id] = None


def _mark_given(pen: _Pen, ikm: Ikm, writing: Writing) -> None:
    """Say of values that no cell has who gave them."""
    for name in writing.fields.keys() & set(writing.entry.given):
        ikm.provenance = ikm.provenance | stamp([name], _said_of_all(pen.batch, name), today(), pen.batch.id)


def _said_of_all(batch: ImportBatch, name: str) -> str:
    """What provenance says of a value that no cell has: the list, and who gave it for all of its rows."""
    by = batch.defaults.get(name, {}).get("by", "")
    return translate(msg("{list}, for all rows by {name}", list=batch.source, name=by), "id")


def _better_guesses(ikm: Ikm) -> dict[str, str]:
    """What was guessed of cluster and branch is guessed again; what somebody said stays."""
    said = {name: mark["source"] != "suggestion" for name, mark in ikm.provenance.items()}
    branch = ikm.branch if said.get("branch", True) else None
    guesses = suggestions({"product": ikm.product, "kbli": ikm.kbli, "branch": branch})
    return {name: guess for name, guess in guesses.items() if getattr(ikm, name) is None or not said.get(name, True)}


def _record_answers(pen: _Pen, ikm: Ikm, writing: Writing, marks: dict[str, Any]) -> None:
    entry, fields = writing.entry, writing.fields
    if entry.consent and "consent" in fields:
        pen.history.append(
            put_consent(ikm, entry.consent, channel=pen.batch.filename[:40], **_said(entry), **marks),
        )
    if entry.attended and "training" in fields:
        past = entry.attended
        details: dict[str, Any] = {"ended_on": past.last, "place": past.place, "score": past.score}
        pen.history.append(put_participation(ikm, past.title, past.first, topic=past.topic, **details, **marks))


def _said(entry: Entry) -> dict[str, Any]:
    day = entry.answered_on
    return {"recorded_at": day and start_of_day(day), "dated": day is not None}


def _close(ikm: Ikm, batch: ImportBatch) -> HistoryEntry | None:
    if ikm.status == "closed":
        return None
    reason = translate(msg("The list {name} says that it has closed down.", name=batch.filename), "id")
    before, ikm.status = ikm.status, MACHINE.after("close", ikm.status, reason)
    ikm.status_reason = reason
    return history_entry(ikm.id, "close", {"status": before}, {"status": "closed"}, reason=reason, batch_id=batch.id)
