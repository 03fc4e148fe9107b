"""Forgetting uploaded files that nobody came back to."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models.import_batch import ImportBatch
from shared.language import msg
from shared.work.asking import ask

FORGET = "uploads.forget"


def ask_to_forget(session: Session) -> None:
    """Ask the lane of long work to delete what was uploaded and then left, once."""
    ask(session, FORGET, msg("Forgetting old uploads"), alone=FORGET)


def forget_left_files(session: Session, folder: Path) -> None:
    """Note on batches whose file was deleted after its time that it is gone."""
    kept = {path.name for path in folder.iterdir()}
    for batch in session.scalars(select(ImportBatch).where(ImportBatch.stored_name.is_not(None))):
        if batch.stored_name not in kept:
            batch.stored_name = None
