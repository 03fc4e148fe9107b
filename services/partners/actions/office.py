"""How the office presents itself: kept here, told to the other services."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared.audit import record
from shared.errors import StaleForm
from shared.events.partners import OfficeChanged
from shared.messaging.outbox import publish
from shared.office import SAID, OfficeRow, locked

OFFICE = UUID(int=1)
"""There is one; the history calls things by an id."""


def change_office(session: Session, values: Mapping[str, Any], revision: int) -> OfficeRow:
    """Keep what was said of the office; what ``values`` leaves out stays as it is.

    ``revision`` is the one the form was opened with: raises StaleForm where another is kept. What is kept already
    changes nothing, so the same form sent twice is one change.
    """
    row = locked(session)
    old = row.said
    new = {**old, **{name: values[name] for name in SAID if name in values}}
    if new == old:
        return row
    if row.revision != revision:
        raise StaleForm
    for name, text in new.items():
        setattr(row, name, text)
    row.revision += 1
    changed = [name for name in SAID if new[name] != old[name]]
    record(session, noun="office", noun_id=OFFICE, action="change", old={name: old[name] for name in changed},
           new={name: new[name] for name in changed})  # fmt: skip
    publish(session, snapshot(row))
    return row


def snapshot(row: OfficeRow) -> OfficeChanged:
    """Return what others are told of the office."""
    return OfficeChanged(revision=row.revision, **row.said)
