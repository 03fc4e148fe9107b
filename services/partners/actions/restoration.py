"""After a return from a copy: revisions that nobody has heard, and all that others keep a copy of announced again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.partners.actions import account_announcement, enrolment_announcement, institutions, office, sign_ins
from services.partners.models.account import Account
from services.partners.models.enrolment import Enrolment
from services.partners.models.institution import Institution
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.messaging.outbox import publish
from shared.messaging.restoration import Recovery, lifted
from shared.office import UNHEARD, OfficeRow

UNSEEN = {"synchronize_session": False}


def make_good(session: Session) -> None:
    """Lift what orders the facts of each above what was given out; whoever was signed in signs in again.

    Somebody's sign-ins may have been ended after the copy, which nobody here remembers.
    """
    said = OfficeRow.revision != UNHEARD
    session.execute(
        update(OfficeRow).where(said).values(revision=lifted(OfficeRow.revision)).execution_options(**UNSEEN)
    )
    for table in (Institution, Offer, Invitation, Enrolment, Account):
        session.execute(update(table).values(revision=lifted(table.revision)).execution_options(**UNSEEN))
    session.execute(update(OfferSession).values(sequence=lifted(OfferSession.sequence)).execution_options(**UNSEEN))
    everybody = select(Account).order_by(Account.id).with_for_update().execution_options(populate_existing=True)
    for account in session.scalars(everybody):
        sign_ins.end_all(session, account)
    tell_all(session)


def tell_all(session: Session) -> None:
    """Announce every institution, account and enrolment, and the office, as they stand."""
    publish(session, *map(institutions.snapshot, session.scalars(select(Institution).order_by(Institution.id))))
    publish(session, *map(account_announcement.snapshot, session.scalars(select(Account).order_by(Account.id))))
    enrolment_announcement.announce(session, session.scalars(select(Enrolment).order_by(Enrolment.id)).all())
    publish(session, *map(office.snapshot, session.scalars(select(OfficeRow).where(OfficeRow.revision != UNHEARD))))


recovery = Recovery(make_good=make_good, tell_all=tell_all)
