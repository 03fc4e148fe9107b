"""After a return from a copy: revisions that nobody has heard, and every account announced again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.partners.actions import sign_ins
from services.partners.actions.accounts import snapshot
from services.partners.models.account import Account
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer
from shared.messaging.outbox import publish
from shared.messaging.restoration import Recovery, lifted

UNSEEN = {"synchronize_session": False}


def make_good(session: Session) -> None:
    """Lift what orders offers, accounts and answers above what was given out; who was signed in signs in again.

    Somebody's sign-ins may have been ended after the copy, which nobody here remembers.
    """
    session.execute(update(Offer).values(revision=lifted(Offer.revision)).execution_options(**UNSEEN))
    session.execute(update(Invitation).values(revision=lifted(Invitation.revision)).execution_options(**UNSEEN))
    session.execute(update(Account).values(revision=lifted(Account.revision)).execution_options(**UNSEEN))
    everybody = select(Account).order_by(Account.id).with_for_update().execution_options(populate_existing=True)
    for account in session.scalars(everybody):
        sign_ins.end_all(session, account)
    tell_all(session)


def tell_all(session: Session) -> None:
    """Announce every account as it stands."""
    publish(session, *map(snapshot, session.scalars(select(Account).order_by(Account.id))))


recovery = Recovery(make_good=make_good, tell_all=tell_all)
