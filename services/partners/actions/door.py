"""The door of one meeting: a pass shown there notes whoever shows it as present, once."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import attendance
from services.partners.actions.offers import offer_for_work
from services.partners.domain import pass_code
from services.partners.domain.attendance import PRESENT
from services.partners.models.attendance import rows_of
from services.partners.models.enrolment import Enrolment
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.clock import WITA, today
from shared.errors import NotFound, RuleBroken
from shared.language import msg

SOURCE = "door"


@dataclass(frozen=True)
class Let:
    """Who came in; ``changed`` is not so for whoever was noted as present already."""

    enrolment: Enrolment
    changed: bool


def let_in(session: Session, offer_id: UUID, session_id: UUID, code: str) -> Let:
    """Note the seat of a pass as present at a meeting that is today. Raises RuleBroken with a sentence for the door."""
    offer = offer_for_work(session, offer_id)
    meeting = _meeting(offer, session_id)
    enrolment = _seat(session, offer_id, code)
    pass_code.require_seat(offer.state, enrolment.state)
    pass_code.require_today(meeting.state, meeting.title, meeting.starts_at.astimezone(WITA).date(), today())
    noted = rows_of(session, [enrolment.id]).get((enrolment.id, session_id))
    if noted is not None and noted.state == PRESENT:
        return Let(enrolment, changed=False)
    return Let(enrolment, attendance.mark(session, enrolment, session_id, PRESENT, source=SOURCE))


def _meeting(offer: Offer, session_id: UUID) -> OfferSession:
    for meeting in offer.sessions:
        if meeting.id == session_id:
            return meeting
    raise NotFound


def _seat(session: Session, offer_id: UUID, code: str) -> Enrolment:
    mine = select(Enrolment).where(Enrolment.pass_code == pass_code.normal(code))
    found = session.scalar(mine.execution_options(populate_existing=True))
    if found is None:
        raise RuleBroken(msg("This code is unknown. Read it from the pass again, letter by letter."), field="code")
    if found.offer_id != offer_id:
        raise RuleBroken(msg("This pass is of another programme. Nobody was noted."), field="code")
    return found
