"""The long work of the registry: the steps of large imports, and forgetting what was uploaded and left."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions import imports
from services.registry.actions.import_confirmation import carry_on
from services.registry.actions.import_planning import draw_again, draw_up, keep_plan
from services.registry.actions.import_series import DECIDE, decide_alike
from services.registry.actions.import_undoing import LATER, undo_all
from services.registry.actions.imports import FORGET, PLAN, UNDO, WRITE
from services.registry.actions.not_taken import NOT_TAKEN
from services.registry.domain.left_rows import left_rows
from services.registry.files import not_taken, uploads
from services.registry.files.uploads import folder_in
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import register_mark
from services.registry.queries.not_taken import reasons
from shared.crypto import Cipher
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
WRITING = msg("Writing {rows} rows: all of them at once, or none.")
UNDOING = msg("Taking {rows} rows back: all of them at once, or none.")

work = Lane("registry")


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
    with hand.last_step(PLANNED) as session:
        keep_plan(session, plan)


@work(WRITE, stopped=NOT_WRITTEN, left=give_back)
def write_import(hand: Hand) -> None:
    with uncollected(), hand.database.reading() as session:
        # Ahead of the transaction, in which others wait.
        batch = session.get_one(ImportBatch, hand.about)
        ahead = draw_again(session, batch, hand.step) if register_mark(session) != batch.register_mark else None
    hand.note(0, None, msg(WRITING.template, rows=batch.total))
    with uncollected(), hand.last_step(WRITTEN) as session:
        batch = carry_on(session, under_way(session, hand), folder_in(hand.settings.data_dir), ahead)
        if batch.notice:
            hand.said = Message.from_json(batch.notice)


@work(UNDO, stopped=NOT_UNDONE, left=give_back)
def undo_import(hand: Hand) -> None:
    with hand.database.reading() as session:
        rows = session.get_one(ImportBatch, hand.about).total
    hand.note(0, None, msg(UNDOING.template, rows=rows))
    with uncollected(), hand.last_step(UNDONE) as session:
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
        tables = imports.tables_of(batch, folder_in(hand.settings.data_dir), hand.step)
        rows = not_taken.write(path, tables, batch.mapping, reasons(session, batch.id), left_rows(tables))
    with hand.last_step(msg(NOT_TAKEN_ROWS.template, rows=rows), file=path):
        pass


@work(FORGET)
def forget_uploads(hand: Hand) -> None:
    folder = folder_in(hand.settings.data_dir)
    uploads.forget_old(folder)
    with hand.last_step() as session:
        imports.forget_left_files(session, folder)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest: it would walk over all that was read again and again, and free nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
