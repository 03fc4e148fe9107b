"""The part of large imports that takes longer than a request should: planned, written and undone by the worker."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.import_confirmation import carry_on
from services.registry.actions.import_planning import draw_up, keep_plan
from services.registry.actions.import_undo import take_back
from services.registry.models.import_batch import ImportBatch
from shared.context import Actor, acting_as
from shared.crypto import Cipher
from shared.database import Database
from shared.errors import Refused
from shared.language import Message, msg

BEFORE = {"planning": "uploaded", "confirming": "planned", "undoing": "confirmed"}
FAILED = msg("This step failed and nothing of it was kept. Try again; if it fails again, tell the office.")


def any_due(session: Session) -> bool:
    """Tell whether an import waits for the worker."""
    return session.scalar(select(ImportBatch.id).where(ImportBatch.status.in_(BEFORE)).limit(1)) is not None


def run_due(database: Database, folder: Path, cipher: Cipher) -> None:
    """Do the next step of every import that waits for it, each for the person who asked."""
    with database.reading() as session:
        due = session.scalars(select(ImportBatch).where(ImportBatch.status.in_(BEFORE))).all()
    for batch in due:
        who = {"confirming": batch.confirmed_by, "undoing": batch.undone_by}.get(batch.status) or batch.created_by
        with acting_as(Actor(None, who, "staff")):
            _attempt(database, batch, lambda batch=batch: _step(database, batch, folder, cipher))  # type: ignore[misc]


def _step(database: Database, batch: ImportBatch, folder: Path, cipher: Cipher) -> None:
    if batch.status == "planning":
        with database.reading() as session:
            plan = draw_up(session, batch.id, folder, cipher)
        with database.transaction() as session:
            keep_plan(session, plan)
        return
    with database.transaction() as session:
        current = ImportBatch.locked(session, batch.id)
        if current.status == "confirming":
            carry_on(session, current, folder)
        elif current.status == "undoing":
            take_back(session, current)


def _attempt(database: Database, batch: ImportBatch, step: Callable[[], None]) -> None:
    try:
        step()
    except Refused as refused:
        _give_back(database, batch.id, refused.message)
    except Exception:
        _give_back(database, batch.id, FAILED)
        raise


def _give_back(database: Database, batch_id: UUID, message: Message) -> None:
    with database.transaction() as session:
        batch = ImportBatch.locked(session, batch_id)
        batch.status = BEFORE.get(batch.status, batch.status)
        batch.notice = message.as_json()
