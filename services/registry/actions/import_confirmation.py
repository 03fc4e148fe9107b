"""The moment a person says yes: everything planned is in the register from one moment on, or nothing is."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from services.registry.actions.import_decisions import ALIKE
from services.registry.actions.import_keeping import replan
from services.registry.actions.import_known import write_known
from services.registry.actions.import_round import Round
from services.registry.actions.import_slices import all_writings, is_all_there
from services.registry.actions.import_writing import write
from services.registry.actions.imports import WRITE, ask_to_clear, ask_to_tell, is_large, leave_to_lane, require
from services.registry.actions.learning import remember
from services.registry.actions.unseen import Overtaken
from services.registry.domain.date_order import DATES
from services.registry.domain.import_plan import POSSIBLE
from services.registry.domain.touching import Touching
from services.registry.files.import_tables import FILE_GONE
from services.registry.files.uploads import forget
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import earlier_decisions
from services.registry.queries.known_ikm import register_mark
from services.registry.queries.since_plan import is_harmless
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


def carry_on(session: Session, batch: ImportBatch, folder: Path) -> ImportBatch:
    """Write a confirmed plan at once, unless the register no longer is what it was planned on."""
    # One at a time: a second list, or a form with the same NIB, must see what this one adds.
    Counter.hold(session, "ikm")
    if register_mark(session) != batch.register_mark and not replan(session, batch):
        batch.notice = CHANGED_MEANWHILE.as_json()
        return batch
    write(session, batch, all_writings(session, batch))
    _settle(session, batch, folder)
    return batch


def show(
    session: Session, batch: ImportBatch, folder: Path, rows: Touching | None, known: Iterable[bytes] = ()
) -> None:
    """Let everybody see at once what was written in slices, and write what it changes of known businesses.

    ``rows``: by what the list could be found, where somebody has changed the register already. ``known``: what was
    worked out of known businesses. Raises Overtaken where the plan may no longer be what the person saw: then nothing
    is changed.
    """
    Counter.hold(session, "ikm")
    unchanged = register_mark(session) == batch.register_mark or (rows and is_harmless(session, batch, rows))
    if not unchanged or not is_all_there(session, batch):
        raise Overtaken
    for packed in known:
        write_known(session, packed)
    batch.unseen = None
    _settle(session, batch, folder)
    ask_to_tell(session)


def take_up_left(session: Session) -> None:
    """Ask for what is left to be told or taken out again, where whoever was at it gave up."""
    left = select(ImportBatch).where(ImportBatch.unseen.is_not(None), ImportBatch.status != "confirming")
    for batch in session.scalars(left):
        ask_to_clear(session, batch)
    if session.scalar(select(Ikm.id).where(Ikm.untold).limit(1)):
        ask_to_tell(session)


def _settle(session: Session, batch: ImportBatch, folder: Path) -> None:
    batch.status, batch.confirmed_at = "confirmed", now()
    remember(session, batch)
    batch.notice = None
    _settle_doubtful(session, batch)
    forget(folder, [batch.stored_name])
    batch.stored_name = None


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
