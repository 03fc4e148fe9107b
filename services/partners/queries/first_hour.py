"""Which steps of an office's first hour are done here; other services say of theirs with what waits there."""

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from services.partners.domain import institution, offer
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from services.partners.models.offer import Offer
from shared.office import unsaid
from shared.settings import Office


def begun(session: Session, office: Office) -> dict[str, int]:
    """Return 1 by the key of each step that is done, else 0."""
    colleagues = select(func.count(Account.id)).where(Account.institution_id.is_(None), Account.active)
    done = {
        "colleagues": colleagues.scalar_subquery() > 1,
        "institution": exists().where(Institution.state != institution.PROSPECTIVE),
        "offer": exists().where(Offer.state != offer.DRAFT),
    }
    found = session.execute(select(*done.values())).one()
    return {"office": int(not unsaid(office)), **dict(zip(done, map(int, found), strict=True))}
