"""Programmes that people completed, and their certificates."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import enrolments, invitations
from services.partners.actions.participation_certificates import issue
from services.partners.domain.answer import Answer
from services.partners.models import Enrolment, Offer, ParticipationCertificate
from tests.partners import factories

OFFICE = "Disperindag Kutai Timur"
COMES = Answer("accepted")


def enrolled(session: Session, people: int = 3, answer: Answer = COMES, **values: object) -> Offer:
    """An offer to which everybody said yes."""
    offer = factories.confirmed(session, ikm=people, **{"quota": people} | values)
    for invitation in factories.invitations_of(session, offer):
        invitations.answer_invitation(session, invitation.id, answer, source="link")
    return offer


def enrolments_of(session: Session, offer: Offer) -> list[Enrolment]:
    rows = select(Enrolment).where(Enrolment.offer_id == offer.id).execution_options(populate_existing=True)
    return sorted(session.scalars(rows), key=lambda item: item.nomination.profile.name)


def completed(session: Session, people: int = 3, **values: object) -> Offer:
    """An offer that everybody completed."""
    offer = enrolled(session, people, **values)
    enrolments.move(session, enrolments_of(session, offer), "complete", None)
    return offer


def certified(session: Session, people: int = 3, **values: object) -> Offer:
    """An offer that everybody completed, with certificates."""
    offer = completed(session, people, **values)
    issue(session, offer.id, OFFICE)
    return offer


def certificates(session: Session) -> list[ParticipationCertificate]:
    """All there are, by number."""
    order = ParticipationCertificate.year, ParticipationCertificate.serial
    return list(session.scalars(select(ParticipationCertificate).order_by(*order)))
