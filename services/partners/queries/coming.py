"""How many come to a programme, and how a change of its meetings reaches them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.invitation import CONFIRMED
from services.partners.models.invitation import Invitation


@dataclass(frozen=True)
class Reach:
    """``mailed`` are told by mail, ``called`` by the office."""

    mailed: int
    called: int


def reach_of(session: Session, offer_id: UUID) -> Reach:
    """Count those who said that they come, or send somebody."""
    coming = select(Invitation).where(Invitation.offer_id == offer_id, Invitation.state.in_(CONFIRMED))
    addresses = [item.mail_address for item in session.scalars(coming)]
    mailed = sum(address is not None for address in addresses)
    return Reach(mailed, len(addresses) - mailed)
