"""What becomes of doubtful rows that a person said are businesses of their own, counted before the yes."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import POSSIBLE
from services.registry.domain.row_effects import as_words, effects_alone
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow

DIFFERENT = "different"


def mark(row: ImportRow) -> None:
    """Note on a doubtful row what becomes of it: nothing, before it is decided to be a business of its own."""
    row.effects = as_words(effects_alone(Entry.from_json(row.entry)) if row.decision == DIFFERENT else ())


def foresee(batch: ImportBatch, row: ImportRow) -> None:
    """Count a row that was decided just now as what it becomes; once the list is written nothing is foreseen."""
    if batch.status != "planned":
        return
    before = row.effects.split()
    mark(row)
    counted = Counter(batch.foreseen)
    counted.subtract(before)
    counted.update(row.effects.split())
    batch.foreseen = {effect: many for effect, many in counted.items() if many > 0}


def foreseen_of_decided(session: Session, batch: ImportBatch) -> Counter[str]:
    """Return of how many rows that were decided so becomes what."""
    decided = (ImportRow.batch_id == batch.id, ImportRow.verdict == POSSIBLE, ImportRow.decision == DIFFERENT)
    return Counter(
        word for words in session.scalars(select(ImportRow.effects).where(*decided)) for word in words.split()
    )
