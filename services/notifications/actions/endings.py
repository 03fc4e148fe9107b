"""Remember what is over, whatever order the facts come in."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.models.base import insert_if_absent
from services.notifications.models.ending import Ending, announce_note

UNHEARD = -1


def note(session: Session, subject_id: UUID, reason: str, revision: int = 0) -> bool:
    """Remember that something ended; returns False where this, or something newer, was known already."""
    announce_note(session, subject_id)
    insert_if_absent(session, Ending, subject_id=subject_id, reason=reason, revision=UNHEARD)
    ending = session.get_one(Ending, subject_id, with_for_update=True, populate_existing=True)
    if revision <= ending.revision:
        return False
    ending.reason, ending.revision = reason, revision
    return True
