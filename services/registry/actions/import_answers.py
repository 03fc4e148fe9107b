"""What a person says of a whole list before the yes, so that its rows do not end as drafts."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_keeping import replan
from services.registry.actions.imports import is_large, queue_plan, require
from services.registry.models.import_batch import ImportBatch
from shared.clock import now
from shared.context import actor
from shared.errors import StaleForm


def answer_for_all(
    session: Session, batch_id: UUID, answers: Mapping[str, str | None], revision: int | None = None
) -> ImportBatch:
    """Keep what holds for every row whose cell is empty, and plan the list again; None takes an answer back.

    Only the answers named change; the same again changes nothing. A large list is left to the lane of long work.
    Raises StaleForm where the plan is not the one of ``revision`` any more.
    """
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "planned")
    changed = {name: value or None for name, value in answers.items() if batch.answers.get(name) != (value or None)}
    if not changed:
        return batch
    if revision is not None and revision != batch.revision:
        raise StaleForm
    said = {name: {"value": value, "by": actor().name, "at": now().isoformat()} for name, value in changed.items()}
    kept = {**batch.defaults, **said}
    batch.defaults = {name: answer for name, answer in kept.items() if answer["value"]}
    if is_large(batch):
        queue_plan(session, batch.id)
    else:
        replan(session, batch)
    return batch
