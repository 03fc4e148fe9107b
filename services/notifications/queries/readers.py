"""Who in the office, in the institutions and of the IKM is told."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.addressee import Addressee
from services.notifications.models import recipient as accounts
from services.notifications.models.chosen_reader import chosen_for
from services.notifications.models.contact import Contact, remaining_id
from services.notifications.models.message import Message
from services.notifications.models.recipient import Recipient
from shared.address import normal
from shared.events.partners import InstitutionChanged, OfferSummary


def staff(session: Session, letter: str) -> list[Addressee]:
    """Return whom of the office a kind of letter is for: all, unless some of those who are still here were chosen."""
    everybody, chosen = accounts.staff(session), chosen_for(session, letter)
    some = [recipient for recipient in everybody if recipient.account_id in chosen]
    return [_addressee(recipient) for recipient in some or everybody]


def institution(session: Session, offer: OfferSummary) -> list[Addressee]:
    """Return the institution's people, and its mailbox where that is nobody's own address."""
    people = [_addressee(recipient) for recipient in accounts.of_institution(session, offer.institution_id)]
    known = {normal(person.address) for person in people}
    if offer.institution_email and normal(offer.institution_email) not in known:
        mailbox = Addressee(offer.institution_name, offer.institution_email, institution_id=offer.institution_id)
        people.append(mailbox)
    return people


def partner(session: Session, institution: InstitutionChanged) -> list[Addressee]:
    """Return those who sign in for an institution; only where nobody does, its mailbox."""
    institution_id, name, email = institution.institution_id, institution.name, institution.email
    people = [_addressee(recipient) for recipient in accounts.of_institution(session, institution_id)]
    mailbox = [Addressee(name, email, institution_id=institution_id)] if email else []
    return people or mailbox


def ikm(session: Session, ikm_id: UUID) -> Addressee | None:
    """Return how an IKM is reached by mail: by its contact, else where its last mail went."""
    ikm_id = remaining_id(session, ikm_id)
    contact = session.get(Contact, ikm_id)
    if contact and contact.email:
        return Addressee(contact.name or contact.ikm_name or "", contact.email, contact.language, ikm_id=ikm_id)
    last = session.scalar(
        select(Message).where(Message.ikm_id == ikm_id).order_by(Message.created_at.desc(), Message.id).limit(1)
    )
    return Addressee(last.recipient_name, last.address, last.language, ikm_id=ikm_id) if last else None


def _addressee(recipient: Recipient) -> Addressee:
    return Addressee(
        recipient.name,
        recipient.email,
        recipient.language,
        account_id=recipient.account_id,
        institution_id=recipient.institution_id,
    )
