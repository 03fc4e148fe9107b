"""Whoever completed a programme and has no certificate of it."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain.enrolment import COMPLETED
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.queries.participants import PERSON, participants

NEVER_CERTIFIED = ~exists().where(ParticipationCertificate.enrolment_id == Enrolment.id)
Named = tuple[Enrolment, str]


def without_certificate(session: Session, offer_id: UUID) -> list[Named]:
    """Return, by name, each of an offer that never had one; exact for whoever holds the offer's lock."""
    return _named(session, Enrolment.offer_id == offer_id, Enrolment.state == COMPLETED, NEVER_CERTIFIED)


def named(session: Session, enrolment_id: UUID) -> list[Named]:
    """Return one enrolment with who it is that takes part."""
    return _named(session, Enrolment.id == enrolment_id)


def _named(session: Session, *conditions: ColumnElement[bool]) -> list[Named]:
    whole = contains_eager(Enrolment.nomination).contains_eager(Nomination.profile)
    order = func.lower(IkmProfile.name), Enrolment.id
    rows = participants(Enrolment, PERSON).where(*conditions).order_by(*order).options(whole)
    found = session.execute(rows.execution_options(populate_existing=True)).unique()
    return [(enrolment, person) for enrolment, person in found]
