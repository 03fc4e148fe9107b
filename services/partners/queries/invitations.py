"""The invitations to one offer."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.models.invitation import Invitation


def invitations_of(session: Session, offer_id: UUID) -> list[Invitation]:
    statement = select(Invitation).where(Invitation.offer_id == offer_id)
    return list(session.scalars(statement.order_by(Invitation.issued_at, Invitation.id)))
