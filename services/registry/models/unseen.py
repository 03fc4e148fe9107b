"""What a list has begun to write is seen by nobody before all of it is there: one condition on every query."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.listing import Listing
from shared.hiding import show_only

ARRIVING = select(ImportBatch.id).where(ImportBatch.unseen.is_not(None))


def _is_seen(table: Any) -> ColumnElement[bool]:
    return or_(table.import_batch_id.is_(None), table.import_batch_id.not_in(ARRIVING))


for each in (Ikm, Listing):
    show_only(each, _is_seen(each))
