"""The copy of who was enrolled in which programme, and what its programme aims at."""

from sqlalchemy.orm import Session

from services.registry.actions import outcomes
from services.registry.actions.announcements import announce
from services.registry.domain.outcome import COMPLETED
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.clock import now
from shared.events.partners import EnrolmentChanged


def keep(session: Session, event: EnrolmentChanged) -> None:
    """Keep how an enrolment stands, unless something newer is here."""
    made_for = event.made_for or event.ikm_id
    ikm = Ikm.surviving(session, made_for)
    row = session.get(Enrolment, event.enrolment_id, populate_existing=True)
    if row is not None and row.revision >= event.revision:
        return
    before = row.state if row else None
    row = row or Enrolment(id=event.enrolment_id, created_at=now())
    _copy(row, event)
    row.made_for, row.ikm_id = made_for, ikm.id
    session.add(row)
    session.flush()
    if before != row.state:
        _note(session, row, before)
    outcomes.aim(session, ikm, row)
    if COMPLETED in (before, row.state):  # what somebody learnt is part of the profile
        announce(session, ikm)


def _copy(row: Enrolment, event: EnrolmentChanged) -> None:
    offer = event.offer
    row.offer_id, row.title, row.topic, row.institution = (
        offer.offer_id,
        offer.title,
        offer.topic,
        offer.institution_name,
    )
    row.starts_on, row.ended_on = offer.starts_on, event.ended_on or offer.ends_on
    for name in ("state", "reason", "attended", "sessions", "minutes", "revision"):
        setattr(row, name, getattr(event, name))


def _note(session: Session, row: Enrolment, before: str | None) -> None:
    record(
        session,
        noun="ikm",
        noun_id=row.ikm_id,
        action="enrolment",
        old={"enrolment": before} if before else {},
        new={"title": row.title, "enrolment": row.state},
        reason=row.reason,
    )
