"""A person's word on a row that is possibly the same as a known business."""

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from services.registry.actions.import_writing import Writing, write
from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import POSSIBLE
from services.registry.domain.row_changes import State, merge
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.known_ikm import states_of
from shared.clock import now
from shared.context import actor
from shared.errors import InvalidInput, RuleBroken
from shared.language import msg


def decide(session: Session, row_id: UUID, decision: str, ikm_id: UUID | None = None) -> ImportRow:
    """Keep a decision (``same`` as ``ikm_id``, ``different``, ``later``); once the import is written, carry it out.

    The same decision again changes nothing.
    """
    row, batch = ImportRow.locked(session, row_id)
    if row.verdict != POSSIBLE or batch.status not in ("planned", "confirmed"):
        raise RuleBroken(msg("There is nothing to decide about this row."))
    target = _chosen(row, ikm_id) if decision == "same" else None
    if batch.status == "confirmed" and not row.waiting:
        if (row.decision, row.decided_ikm_id) == (decision, target):
            return row
        raise RuleBroken(msg("This row was decided already."))
    row.decision, row.decided_ikm_id = decision, target
    row.decided_by, row.decided_at = actor().name, now()
    if batch.status == "confirmed" and decision != "later":
        carry_out(session, batch, row)
    return row


def carry_out(session: Session, batch: ImportBatch, row: ImportRow) -> None:
    """Write a decided row: into the business it is the same as, or as one of its own."""
    entry = Entry.from_json(row.entry)
    is_new = row.decision == "different"
    target = uuid5(batch.id, f"{entry.sheet}\n{entry.number}") if is_new else _living(session, row)
    if is_new:
        _refuse_taken_nib(session, entry)
    state = State() if is_new else states_of(session, [str(target)])[str(target)]
    fields = {change.field: change.new for change in merge(state, entry) if change.is_written}
    write(session, batch, [Writing(target, entry, fields, is_new)])
    row.ikm_id, row.waiting = target, False


def _chosen(row: ImportRow, ikm_id: UUID | None) -> UUID:
    if ikm_id is None or str(ikm_id) not in {found["id"] for found in row.plan["candidates"]}:
        raise InvalidInput({"ikm_id": [msg("Choose one of the businesses this row may be the same as.")]})
    return ikm_id


def _living(session: Session, row: ImportRow) -> UUID:
    """The business may have been merged into another since the row was planned."""
    if row.decided_ikm_id is None:
        raise RuleBroken(msg("There is nothing to decide about this row."))
    return Ikm.surviving(session, row.decided_ikm_id).id


def _refuse_taken_nib(session: Session, entry: Entry) -> None:
    Counter.hold(session, "ikm")
    nib = entry.get("nib")
    holder = Ikm.live_with_nib(session, nib) if nib else None
    if holder is not None:
        raise RuleBroken(
            msg("{number} {name} already has this NIB: two businesses cannot share one.",
                number=holder.number, name=holder.name)
        )  # fmt: skip
