"""The long work of the registry: the steps of large imports, and forgetting what was uploaded and left."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions import import_files, imports
from services.registry.actions.announcements import next_untold, tell_untold
from services.registry.actions.import_confirmation import CHANGED_MEANWHILE, show
from services.registry.actions.import_files import FORGET
from services.registry.actions.import_keeping import keep_plan, keep_some, portion, portions, replace_plan, still_good
from services.registry.actions.import_known import work_out
from services.registry.actions.import_planning import Plan, draw_again, draw_up
from services.registry.actions.import_series import DECIDE, decide_alike
from services.registry.actions.import_slices import begin, clear, next_slice, write_slice, writings_about_known
from services.registry.actions.import_undoing import LATER, undo_all, undo_alone
from services.registry.actions.imports import CLEAR, PLAN, TELL, UNDO, WRITE
from services.registry.actions.not_taken import NOT_TAKEN
from services.registry.actions.unseen import Overtaken
from services.registry.domain.import_plan import NEW, UPDATE
from services.registry.domain.import_progress import KEPT_ROWS, PASSES
from services.registry.domain.left_rows import left_rows
from services.registry.domain.left_tables import left_tables_from
from services.registry.domain.touching import Touching
from services.registry.files import import_tables, not_taken, uploads
from services.registry.files.uploads import folder_in
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import register_mark
from services.registry.queries.not_taken import reasons
from services.registry.queries.since_plan import is_harmless, touching
from shared.crypto import Cipher
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.work.hand import Hand
from shared.work.lane import Lane
from shared.work.table import Work

PLANNED = msg("The plan is ready. Nothing is written before you say yes.")
WRITTEN = msg("The list is in the register.")
UNDONE = msg("The import was undone.")
NOT_PLANNED = msg("Planning was stopped. Nothing of this list is in the register.")
NOT_WRITTEN = msg("Writing was stopped. Nothing of this list is in the register.")
NOT_UNDONE = msg("Undoing was stopped. Everything this import wrote is still in the register.")
NOT_TAKEN_ROWS = msg("{rows} rows with their reasons. Correct them in the workbook and upload it again.")
NOT_TAKEN_NAME = "tidak-diambil.xlsx"
NOT_DECIDED = msg("Deciding was stopped. None of these rows was decided.")
DECIDING = msg("Carrying out the decisions: all of them at once, or none.")
WRITING = msg("Writing the new IKM: {done} of {total}. They are seen all at once, once all are there.")
CHANGING = msg("Working out what changes of known IKM: {done} of {total}. They change all at once.")
CLEARING = msg("Taken out again: {rows}")
TELLING = msg("Told so far: {rows}")
TRIES = 3
UNDOING = msg("Taking {rows} rows back: all of them at once, or none.")

CLEARED = imports.NOT_NOW.keys() - {"confirming"}
"""Where a person said yes again meanwhile, what is there is gone on with."""

work = Lane("registry")


class AskedAgain(Exception):
    """What this work does was asked for again before it had ended; whoever asked has left it to this attempt."""


def under_way(session: Session, hand: Hand) -> ImportBatch:
    """Return the import at hand, locked, and still waiting for this step."""
    batch = ImportBatch.locked(session, hand.about)
    imports.require(batch, imports.UNDER_WAY[hand.work.kind])
    return batch


def give_back(session: Session, work: Work, said: Message) -> None:
    """Let an import be as it was before the step, and say why."""
    if work.noun_id is not None:
        imports.give_back(session, work.noun_id, said)


@work(PLAN, stopped=NOT_PLANNED, left=give_back)
def plan_import(hand: Hand) -> None:
    folder = folder_in(hand.settings.data_dir)
    with uncollected(), hand.database.reading() as session:
        batch = session.get_one(ImportBatch, hand.about)
        if batch.plan_digest:  # its columns mean what they meant: something was said of the whole list
            plan = draw_again(session, batch, hand.step)
        else:
            plan = draw_up(session, hand.about, folder, Cipher(hand.settings.data_keys), hand.step)
        same = batch.plan_digest == plan.digest
    if not same:
        keep_rows(hand, plan)
    with hand.last_step(PLANNED) as session:
        keep_plan(session, plan, rows_kept=True)


def keep_rows(hand: Hand, plan: Plan) -> None:
    """Keep the rows of a plan in portions, between which others write."""
    total = len(plan.rows)
    for start in portions(plan):
        words = msg(KEPT_ROWS.template, done=start, total=total)
        rows = portion(plan, start)
        with hand.transaction(PASSES * total + start, (PASSES + 1) * total, words) as session:
            keep_some(session, under_way(session, hand), start, rows, carry=plan.again)


@work(WRITE, stopped=NOT_WRITTEN, left=give_back)
def write_import(hand: Hand) -> None:
    rows: Touching | None = None
    for _ in range(TRIES):
        with hand.database.reading() as session:
            batch = session.get_one(ImportBatch, hand.about)
            holds = batch.is_planned_through and register_mark(session) == batch.register_mark
            if not holds and batch.is_planned_through:
                rows = rows or touching(session, batch)
                holds = is_harmless(session, batch, rows)
        if not holds and not planned_again(hand):
            return
        try:
            with uncollected():
                write_slices(hand)
                known = known_worked_out(hand)
            with uncollected(), hand.last_step(WRITTEN) as session:
                show(session, under_way(session, hand), folder_in(hand.settings.data_dir), rows, known)
        except Overtaken:
            continue
        return
    raise RuleBroken(CHANGED_MEANWHILE)


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


@work(CLEAR)
def clear_import(hand: Hand) -> None:
    while True:
        clear_slices(hand, *CLEARED)
        try:
            with hand.last_step() as session:
                batch = ImportBatch.locked(session, hand.about)
                if batch.unseen is not None and batch.status in CLEARED:
                    raise AskedAgain
        except AskedAgain:
            continue
        return


@work(TELL)
def tell_of_newcomers(hand: Hand) -> None:
    told = 0
    with uncollected():
        while True:
            with hand.database.reading() as session:
                facts = next_untold(session)
            if not facts:
                return
            told += len(facts)
            with hand.transaction(told, None, msg(TELLING.template, rows=told)) as session:
                tell_untold(session, facts)


@work(UNDO, stopped=NOT_UNDONE, left=give_back)
def undo_import(hand: Hand) -> None:
    with hand.database.reading() as session:
        rows = session.get_one(ImportBatch, hand.about).total
    hand.note(0, None, msg(UNDOING.template, rows=rows))
    with uncollected(), hand.last_step(UNDONE) as session:
        undo_alone(session)
        later = [UUID(batch_id) for batch_id in hand.arguments.get(LATER, ())]
        undo_all(session, under_way(session, hand), later)


@work(DECIDE, stopped=NOT_DECIDED)
def decide_rows(hand: Hand) -> None:
    hand.note(0, None, DECIDING)
    with uncollected(), hand.last_step() as session:
        hand.said = decide_alike(session, hand.about, hand.arguments.get("seen")).said()


@work(NOT_TAKEN)
def list_not_taken(hand: Hand) -> None:
    with hand.database.reading() as session:
        batch = session.get_one(ImportBatch, hand.about)
        path = hand.new_file(NOT_TAKEN_NAME)
        tables = import_tables.tables_of(batch, folder_in(hand.settings.data_dir), hand.step)
        apart = left_tables_from(batch.left_tables)
        rows = not_taken.write(path, tables, batch.mapping, reasons(session, batch.id), left_rows(tables), apart)
    with hand.last_step(msg(NOT_TAKEN_ROWS.template, rows=rows), file=path):
        pass


@work(FORGET)
def forget_uploads(hand: Hand) -> None:
    folder = folder_in(hand.settings.data_dir)
    uploads.forget_old(folder)
    with hand.last_step() as session:
        import_files.forget_left_files(session, folder)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest: it would walk over all that was read again and again, and free nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
