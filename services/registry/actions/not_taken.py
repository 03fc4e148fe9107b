"""Asking for the workbook of what an import does not take."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.imports import NOUN, require
from services.registry.models.import_batch import ImportBatch
from shared.language import msg
from shared.work.asking import ask

NOT_TAKEN = "import.not_taken"


def ask_not_taken(session: Session, batch_id: UUID) -> UUID:
    """Ask for it, once for each plan, and return the id of the work. Raises RuleBroken where there is no plan (yet)."""
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "planned")
    title = msg("What was not taken of {name}", name=batch.filename)
    alone = f"{NOT_TAKEN} {batch.id} {batch.plan_digest}"
    return ask(session, NOT_TAKEN, title, noun=NOUN, noun_id=batch.id, alone=alone)
