"""The long work of the registry: the steps of large imports, and forgetting what was uploaded and left."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions import import_files, imports
from services.registry.actions.announcements import next_untold, tell_untold
from services.registry.actions.import_confirmation import CHANGED_MEANWHILE, show
from services.registry.actions.import_files import FORGET
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_again, draw_up
from services.registry.actions.import_series import DECIDE, decide_alike
from services.registry.actions.import_undoing import LATER, undo_all, undo_alone
from services.registry.actions.imports import CLEAR, PLAN, TELL, UNDO, WRITE
from services.registry.actions.not_taken import NOT_TAKEN
from services.registry.actions.unseen import Overtaken
from services.registry.domain.left_rows import left_rows
from services.registry.domain.left_tables import left_tables_from
from services.registry.domain.touching import Touching
from services.registry.files import import_tables, not_taken, uploads
from services.registry.files.uploads import folder_in
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import register_mark
from services.registry.queries.not_taken import reasons
from services.registry.queries.since_plan import is_harmless, touching
from services.registry.tasks.import_steps import (
    clear_slices,
    keep_rows,
    known_worked_out,
    planned_again,
    uncollected,
    under_way,
    write_slices,
)
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
TELLING = msg("Told so far: {rows}")
TRIES = 3
UNDOING = msg("Taking {rows} rows back: all of them at once, or none.")

CLEARED = imports.NOT_NOW.keys() - {"confirming"}
"""Where a person said yes again meanwhile, what is there is gone on with."""

work = Lane("registry")


class AskedAgain(Exception):
    """What this work does was asked for again before it had ended; whoever asked has left it to this attempt."""


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
