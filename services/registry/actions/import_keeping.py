"""Keeping a plan for a person to look at, with what was decided on its rows as far as that still holds."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import Table as SqlTable

from services.registry.actions.import_decisions import ALIKE
from services.registry.actions.import_foreseen import foreseen_of_decided, mark
from services.registry.actions.import_planning import Plan, draw_again
from services.registry.actions.imports import require
from services.registry.domain.doubt import common
from services.registry.domain.import_plan import POSSIBLE, VERDICTS, PlannedRow
from services.registry.domain.row_effects import as_words
from services.registry.models.import_batch import HALF_KEPT, ImportBatch
from services.registry.models.import_row import ImportRow
from shared.clock import now
from shared.database import new_id
from shared.errors import StaleForm

AT_ONCE = 2000


def keep_plan(session: Session, plan: Plan, *, rows_kept: bool = False) -> ImportBatch:
    """Keep a plan for a person to look at; another one replaces the one before, with what was decided on it.

    ``rows_kept``: by :func:`keep_some`. Raises StaleForm if the mapping changed.
    """
    batch = ImportBatch.locked(session, plan.batch_id)
    require(batch, "uploaded", "planning", "planned")
    read_as = (batch.mapping, batch.defaults, batch.dates or plan.dates)
    if read_as != (plan.mapping, plan.answers, plan.dates):
        raise StaleForm
    batch.dates = plan.dates
    if plan.digest == batch.plan_digest:
        batch.status = "planned"
        still_good(batch, plan)
    else:
        replace_plan(session, batch, plan, rows_kept=rows_kept)
    batch.notice = None
    return batch


def replan(session: Session, batch: ImportBatch) -> bool:
    """Plan the rows again on the register as it is now; say whether the plan is still the same."""
    plan = draw_again(session, batch)
    if plan.digest == batch.plan_digest:
        still_good(batch, plan)
        return True
    replace_plan(session, batch, plan)
    return False


def still_good(batch: ImportBatch, plan: Plan) -> None:
    """Note that the plan would be the same on the register as it is by now."""
    batch.register_mark, batch.known_to = plan.mark, plan.known_to


def replace_plan(session: Session, batch: ImportBatch, plan: Plan, *, rows_kept: bool = False) -> None:
    """Keep another plan; of the same rows it has what was decided on them, as far as that still holds.

    ``rows_kept``: by :func:`keep_some`.
    """
    for start in [] if rows_kept else portions(plan):
        keep_some(session, batch, start, portion(plan, start), carry=plan.again)
    beyond = delete(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.position >= len(plan.rows))
    session.execute(beyond, execution_options={"synchronize_session": False})
    counted = Counter(row.verdict for row in plan.rows)
    batch.counts = {verdict: counted[verdict] for verdict in VERDICTS}
    planned = Counter(effect for row in plan.rows for effect in row.effects)
    batch.foreseen = dict(planned + foreseen_of_decided(session, batch))
    batch.status, batch.plan_digest = "planned", plan.digest
    still_good(batch, plan)


def portions(plan: Plan) -> range:
    """Return where each portion of a plan's rows begins that :func:`keep_some` keeps."""
    return range(0, len(plan.rows), AT_ONCE)


def portion(plan: Plan, start: int) -> list[dict[str, Any]]:
    """Return a portion of a plan's rows as they are kept."""
    return [_row(plan.batch_id, row) for row in plan.rows[start : start + AT_ONCE]]


def keep_some(session: Session, batch: ImportBatch, start: int, rows: list[dict[str, Any]], *, carry: bool) -> None:
    """Keep a portion of a plan's rows in place of the ones before; until all are kept the import has no plan.

    ``carry``: they are the same rows, planned again; what was decided on them stays as far as it holds.
    """
    batch.plan_digest = HALF_KEPT if carry else None
    here = (ImportRow.batch_id == batch.id, ImportRow.position.between(start, start + AT_ONCE - 1))
    decided = select(ImportRow).where(*here, ImportRow.verdict == POSSIBLE, ImportRow.decision.is_not(None))
    before = {row.position: row for row in session.scalars(decided)} if carry else {}
    session.execute(delete(ImportRow).where(*here), execution_options={"synchronize_session": False})
    session.execute(insert(cast(SqlTable, ImportRow.__table__)), rows)
    if before:
        again = select(ImportRow).where(*here, ImportRow.verdict == POSSIBLE)
        _carry_over(session.scalars(again), before)


def _row(batch_id: UUID, row: PlannedRow) -> dict[str, Any]:
    earlier = row.earlier
    return {
        "id": new_id(),
        "created_at": now(),
        "batch_id": batch_id,
        "position": row.position,
        "sheet": row.entry.sheet[:120],
        "number": row.entry.number,
        "verdict": row.verdict,
        "waiting": False,
        "name": row.entry.get("name"),
        "ikm_id": row.ikm_id and UUID(row.ikm_id),
        "entry": row.entry.as_json(),
        "plan": plan_json(row),
        "effects": as_words(row.effects),
        "doubt": common(found.doubt for found in row.candidates) if row.candidates else None,
        "content_hash": row.entry.content_hash if row.verdict == POSSIBLE else None,
        "decision": "same" if earlier else None,
        "decided_ikm_id": earlier and UUID(earlier.ikm_id),
        "decided_by": earlier and earlier.by,
        "decided_at": earlier and earlier.at,
    }


def plan_json(row: PlannedRow) -> dict[str, Any]:
    """Return what a row would do, as it is kept and shown."""
    return {
        "reasons": [reason.as_json() for reason in row.reasons],
        "candidates": [
            {"id": found.id, "reasons": [reason.as_json() for reason in found.reasons]} for found in row.candidates
        ],
        "notes": [note.as_json() for note in row.notes],
        "changes": [
            {"field": change.field, "old": change.old, "new": change.new, "kind": change.kind}
            for change in row.changes
            if change.field != "nik_encrypted"
        ],
    }


def _carry_over(rows: Iterable[ImportRow], decisions: dict[int, ImportRow]) -> None:
    for row in rows:
        before = decisions.get(row.position)
        if before and _still_holds(before, row):
            row.decision, row.decided_ikm_id = before.decision, before.decided_ikm_id
            row.decided_by, row.decided_at = before.decided_by, before.decided_at
            row.plan = row.plan | {ALIKE: True} if ALIKE in before.plan else row.plan
            mark(row)


def _still_holds(before: ImportRow, row: ImportRow) -> bool:
    """Whoever said "different" has not seen a candidate that came since."""
    if before.decision == "same":
        return before.decided_ikm_id in row.planned_candidates
    return before.decision == "later" or row.planned_candidates <= before.planned_candidates
