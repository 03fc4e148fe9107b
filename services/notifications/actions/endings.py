"""Remember what is over, whatever order the facts come in."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.models.ending import Ending


def note(session: Session, subject_id: UUID, reason: str, revision: int = 0) -> bool:
    """Remember that something ended; returns False where this, or something newer, was known already."""
    ending = session.get(Ending, subject_id, with_for_update=True)
    if ending is None:
        session.add(Ending(subject_id=subject_id, reason=reason, revision=revision))
        session.flush()
        return True
    if revision <= ending.revision:
        return False
    ending.reason, ending.revision = reason, revision
    return True
