"""The steps of a large import, each in transactions of its own, between which others write."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from services.registry.actions import imports
from services.registry.actions.import_confirmation import CHANGED_MEANWHILE
from services.registry.actions.import_keeping import keep_some, portion, portions, replace_plan, still_good
from services.registry.actions.import_known import work_out
from services.registry.actions.import_planning import Plan, draw_again
from services.registry.actions.import_slices import begin, clear, next_slice, write_slice, writings_about_known
from services.registry.domain.import_plan import NEW, UPDATE
from services.registry.domain.import_progress import KEPT_ROWS, PASSES
from services.registry.models.import_batch import ImportBatch
from shared.language import msg
from shared.work.hand import Hand

WRITING = msg("Writing the new IKM: {done} of {total}. They are seen all at once, once all are there.")
CHANGING = msg("Working out what changes of known IKM: {done} of {total}. They change all at once.")
CLEARING = msg("Taken out again: {rows}")


def under_way(session: Session, hand: Hand) -> ImportBatch:
    """Return the import at hand, locked, and still waiting for this step."""
    batch = ImportBatch.locked(session, hand.about)
    imports.require(batch, imports.UNDER_WAY[hand.work.kind])
    return batch


def keep_rows(hand: Hand, plan: Plan) -> None:
    """Keep the rows of a plan in portions, between which others write."""
    total = len(plan.rows)
    for start in portions(plan):
        words = msg(KEPT_ROWS.template, done=start, total=total)
        rows = portion(plan, start)
        with hand.transaction(PASSES * total + start, (PASSES + 1) * total, words) as session:
            keep_some(session, under_way(session, hand), start, rows, carry=plan.again)


def planned_again(hand: Hand) -> bool:
    """Plan an import once more; True where that gives the plan the person saw, else it waits for another yes."""
    with uncollected(), hand.database.reading() as session:
        plan = draw_again(session, session.get_one(ImportBatch, hand.about), hand.step)
    with hand.database.transaction() as session:
        batch = under_way(session, hand)
        if plan.digest == batch.plan_digest:
            still_good(batch, plan)
            return True
    keep_rows(hand, plan)
    with hand.last_step(CHANGED_MEANWHILE) as session:
        batch = under_way(session, hand)
        replace_plan(session, batch, plan, rows_kept=True)
        batch.notice = CHANGED_MEANWHILE.as_json()
        imports.ask_to_clear(session, batch)
    return False


def write_slices(hand: Hand) -> None:
    """Write what a list adds, slice by slice, from where an attempt before was ended."""
    with hand.database.transaction() as session:
        batch = under_way(session, hand)
        there, total = begin(session, batch), batch.counts[NEW]
    if there is None:
        clear_slices(hand, "confirming")
        with hand.database.transaction() as session:
            there = begin(session, under_way(session, hand))
    done, after = there or (0, -1)
    while True:
        with hand.database.reading() as session:
            some = next_slice(session, session.get_one(ImportBatch, hand.about), after)
        if not some.many:
            return
        done, after = done + some.many, some.last
        words = msg(WRITING.template, done=done, total=total)
        with hand.transaction(done, total, words) as session:
            write_slice(session, under_way(session, hand), some)


def known_worked_out(hand: Hand) -> list[bytes]:
    """Return what a list makes of known businesses, for the moment in which all of it is seen."""
    worked_out: list[bytes] = []
    with hand.database.reading() as session:
        batch = session.get_one(ImportBatch, hand.about)
        done, total = 0, batch.counts[UPDATE]
        for writings in writings_about_known(session, batch):
            worked_out.append(work_out(session, batch, writings))
            done += len(writings)
            hand.step(done, total, msg(CHANGING.template, done=done, total=total))
    return worked_out


def clear_slices(hand: Hand, *statuses: str) -> None:
    """Take out what an import wrote unseen, slice by slice, as long as it is in one of these states."""
    gone, some = 0, 1
    while some:
        with hand.transaction(gone, None, msg(CLEARING.template, rows=gone)) as session:
            batch = ImportBatch.locked(session, hand.about)
            some = clear(session, batch) if batch.status in statuses and batch.unseen is not None else 0
        gone += some


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest: it would walk over all that was read again and again, and free nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
