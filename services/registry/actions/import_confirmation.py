"""The moment a person says yes: everything planned is written in one transaction, or nothing is."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from services.registry.actions.import_decisions import ALIKE
from services.registry.actions.import_planning import Plan, replan
from services.registry.actions.import_round import Round
from services.registry.actions.import_writing import Writing, write
from services.registry.actions.imports import FILE_GONE, WRITE, is_large, leave_to_lane, require
from services.registry.actions.learning import remember
from services.registry.domain.date_order import DATES
from services.registry.domain.import_plan import NEW, POSSIBLE, UPDATE
from services.registry.files.uploads import forget
from services.registry.models.counter import Counter
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import earlier_decisions
from services.registry.queries.known_ikm import register_mark
from shared.among import among
from shared.clock import now
from shared.context import actor
from shared.errors import RuleBroken
from shared.language import msg

CHANGED_MEANWHILE = msg("The register changed after this plan was made, so it was planned again. Look at it once more.")


def confirm(session: Session, batch_id: UUID, seen: str, folder: Path) -> ImportBatch:
    """Write a plan. ``seen`` is the digest of the plan the person looked at.

    Where the register has changed so that the plan would do something else, nothing is written: the batch stays
    ``planned`` with the new plan and a notice. A large one is left to the lane of long work.
    """
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "planned")
    if batch.dates is None and DATES.intersection(batch.mapping.values()):
        raise RuleBroken(FILE_GONE)  # its days were taken with the day first, and nobody can be asked any more
    if seen != batch.plan_digest:
        raise RuleBroken(msg("The plan changed while this page was open. Look at the new one, then confirm it."))
    batch.confirmed_by = actor().name
    if is_large(batch):
        leave_to_lane(session, batch, WRITE)
        return batch
    return carry_on(session, batch, folder)


def carry_on(session: Session, batch: ImportBatch, folder: Path, ahead: Plan | None = None) -> ImportBatch:
    """Write a confirmed plan, unless the register no longer is what it was planned on.

    ``ahead``: the plan on the register of a moment ago, where that had changed already.
    """
    # One at a time: a second list, or a form with the same NIB, must see what this one adds.
    Counter.hold(session, "ikm")
    if register_mark(session) != batch.register_mark and not replan(session, batch, ahead):
        batch.notice = CHANGED_MEANWHILE.as_json()
        return batch
    write(session, batch, _writings(session, batch))
    batch.status, batch.confirmed_at = "confirmed", now()
    remember(session, batch)
    batch.notice = None
    _settle_doubtful(session, batch)
    forget(folder, [batch.stored_name])
    batch.stored_name = None
    return batch


def _writings(session: Session, batch: ImportBatch) -> list[Writing]:
    columns = (ImportRow.ikm_id, ImportRow.entry, ImportRow.plan, ImportRow.verdict)
    planned = select(*columns).where(ImportRow.batch_id == batch.id, ImportRow.verdict.in_([NEW, UPDATE]))
    rows = session.execute(planned.order_by(ImportRow.position))
    return [Writing.of(ikm_id, entry, plan, is_new=verdict == NEW) for ikm_id, entry, plan, verdict in rows if ikm_id]


def _settle_doubtful(session: Session, batch: ImportBatch) -> None:
    """Write what was decided before the yes, about rows of this list or earlier about rows that say the same.

    A row goes on waiting where it may be a business by now that nobody compared it with.
    """
    doubtful = (ImportRow.batch_id == batch.id, ImportRow.verdict == POSSIBLE)
    session.execute(update(ImportRow).where(*doubtful).values(waiting=True))
    earlier = earlier_decisions(session)
    known = or_(ImportRow.decision.in_(["same", "different"]), among(ImportRow.content_hash, earlier))
    rows = session.scalars(select(ImportRow).where(*doubtful, known).order_by(ImportRow.position)).all()
    going = Round(session, batch, rows)
    for row in rows:
        if before := earlier.get(row.content_hash or ""):
            row.decision, row.decided_ikm_id = "same", UUID(before.ikm_id)
            row.decided_by, row.decided_at = before.by, before.at
        elif row.decision == "different" and not going.is_different(row, going.found(row), alike=ALIKE in row.plan):
            row.decision = row.decided_by = row.decided_at = None
            continue
        going.carry_out(row)
    going.finish()
