"""Who in the office and in the institutions is told."""

from sqlalchemy.orm import Session

from services.notifications.domain.addressee import Addressee
from services.notifications.models import recipient as accounts
from services.notifications.models.recipient import Recipient
from shared.address import normal
from shared.database import insert_if_absent
from shared.events.partners import AccountChanged, OfferSummary, SignInEnded
from shared.sessions import SignIn, end_sessions, end_sign_in

COPIED = ("revision", "name", "email", "role", "institution_id", "language", "active")
UNHEARD = -1


def keep(session: Session, event: AccountChanged) -> None:
    """Keep the newest copy of an account, and end its sign-ins from before it says they count."""
    end_sessions(session, event.account_id, event.sessions_valid_from)
    values = {name: getattr(event, name) for name in COPIED}
    insert_if_absent(session, Recipient, account_id=event.account_id, **values | {"revision": UNHEARD})
    recipient = session.get_one(Recipient, event.account_id, with_for_update=True, populate_existing=True)
    if event.revision > recipient.revision:
        for name, value in values.items():
            setattr(recipient, name, value)


def sign_out(session: Session, event: SignInEnded) -> None:
    """End one sign-in here too."""
    end_sign_in(session, SignIn(event.sign_in_id, event.began_at))


def staff(session: Session) -> list[Addressee]:
    return [_addressee(recipient) for recipient in accounts.staff(session)]


def institution(session: Session, offer: OfferSummary) -> list[Addressee]:
    """Return the institution's people, and its mailbox where that is nobody's own address."""
    people = [_addressee(recipient) for recipient in accounts.of_institution(session, offer.institution_id)]
    known = {normal(person.address) for person in people}
    if offer.institution_email and normal(offer.institution_email) not in known:
        mailbox = Addressee(offer.institution_name, offer.institution_email, institution_id=offer.institution_id)
        people.append(mailbox)
    return people


def _addressee(recipient: Recipient) -> Addressee:
    return Addressee(
        recipient.name,
        recipient.email,
        recipient.language,
        account_id=recipient.account_id,
        institution_id=recipient.institution_id,
    )
