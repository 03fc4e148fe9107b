"""What an import does not take, and why."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.import_plan import REFUSED
from services.registry.models.import_row import ImportRow
from shared.language import Message

AT_ONCE = 2000


def reasons(session: Session, batch_id: UUID) -> dict[tuple[str, int], list[Message]]:
    """Return by sheet and row number what has to be said of each row of which something was not taken."""
    found: dict[tuple[str, int], list[Message]] = {}
    columns = (ImportRow.sheet, ImportRow.number, ImportRow.verdict, ImportRow.entry, ImportRow.plan)
    rows = select(*columns).where(ImportRow.batch_id == batch_id).order_by(ImportRow.position)
    for sheet, number, verdict, entry, plan in session.execute(rows.execution_options(yield_per=AT_ONCE)):
        said = [Message.from_json(remark) for remark in entry["remarks"]]
        said += [Message.from_json(reason) for reason in plan["reasons"]] if verdict == REFUSED else []
        if said:
            found[sheet, number] = said
    return found
