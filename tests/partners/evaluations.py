"""Programmes whose people were there and may say how it was."""

from typing import Any

from sqlalchemy.orm import Session

from services.partners.models import Attendance, Enrolment, Offer
from shared.clock import now
from tests.partners.completions import completed, enrolments_of

SAID: dict[str, Any] = {
    "useful": 4,
    "first_step": "Ganti kemasan",
    "obstacle": "Modal kurang",
    "obstacle_topic": "AKSES_PEMBIAYAAN",
}


def was_there(session: Session, people: int = 2, **values: object) -> tuple[Offer, list[Enrolment]]:
    """An offer at whose session everybody was."""
    offer = completed(session, people, **values)
    enrolled = enrolments_of(session, offer)
    for one in enrolled:
        session.add(
            Attendance(
                enrolment_id=one.id, session_id=offer.sessions[0].id, state="present", source="office", noted_at=now()
            )
        )
    session.flush()
    return offer, enrolled
