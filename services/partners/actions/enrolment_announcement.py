"""What partners tells the others of an enrolment: as it stands, whole."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import announcements
from services.partners.domain import attendance
from services.partners.domain.enrolment import CONCLUDED
from services.partners.models.attendance import marks_of
from services.partners.models.enrolment import Enrolment
from services.partners.models.offer import Offer
from shared.clock import WITA
from shared.events.partners import EnrolmentChanged
from shared.messaging.outbox import publish


def announce(session: Session, enrolments: Sequence[Enrolment]) -> None:
    """Tell how these enrolments stand."""
    marks = marks_of(session, [item.id for item in enrolments])
    for offer_id in sorted({item.offer_id for item in enrolments}):
        offer = session.get_one(Offer, offer_id)
        mine = (item for item in enrolments if item.offer_id == offer_id)
        publish(session, *(_fact(offer, item, marks[item.id]) for item in mine))


def _fact(offer: Offer, enrolment: Enrolment, marks: Mapping[UUID, str]) -> EnrolmentChanged:
    counting = offer.slots
    standing = attendance.standing(marks, frozenset(slot.id for slot in counting), offer.threshold)
    return EnrolmentChanged(
        enrolment_id=enrolment.id,
        offer=announcements.summary(offer),
        ikm_id=enrolment.nomination.ikm_id,
        ikm_name=enrolment.nomination.profile.name,
        state=enrolment.state,
        reason=enrolment.reason,
        attended=standing.attended,
        sessions=standing.count,
        minutes=attendance.minutes_of(counting),
        ended_on=_ended_on(offer) if enrolment.state in CONCLUDED else None,
        revision=enrolment.revision,
        made_for=enrolment.nomination.made_for,
    )


def _ended_on(offer: Offer) -> date | None:
    last = max((slot.ends_at for slot in offer.slots), default=None)
    return last.astimezone(WITA).date() if last else offer.ends_on
