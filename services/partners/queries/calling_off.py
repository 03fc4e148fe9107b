"""What became of a cancelled offer: how many were told that it is off, and how many are still to be called."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.domain.invitation import OFFER_CANCELLED
from services.partners.domain.line import CALLED_OFF
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.models.nomination import Nomination
from services.partners.queries.call_keys import NOT_BY_MAIL, CallFilter
from services.partners.queries.call_list import count_calls


@dataclass(frozen=True)
class CalledOff:
    """``by_mail`` counts those invited whom mail tells, the others also those who waited for a seat."""

    by_mail: int
    by_phone: int
    to_call: int

    @property
    def concerned(self) -> int:
        return self.by_mail + self.by_phone + self.to_call


def called_off(session: Session, offer_id: UUID) -> CalledOff:
    """Return how those are told whom it concerns that this offer is off."""
    invited = select(func.count(Invitation.id)).where(
        Invitation.offer_id == offer_id, Invitation.notice == OFFER_CANCELLED
    )
    waited = (
        select(func.count(LineCall.id))
        .join(Nomination, Nomination.id == LineCall.nomination_id)
        .where(Nomination.offer_id == offer_id, LineCall.why == CALLED_OFF, LineCall.told_at.is_not(None))
    )
    told = session.scalar(invited.where(NOT_BY_MAIL, Invitation.told_at.is_not(None))) or 0
    return CalledOff(
        by_mail=session.scalar(invited.where(~NOT_BY_MAIL)) or 0,
        by_phone=told + (session.scalar(waited) or 0),
        to_call=count_calls(session, CallFilter(offer_id)),
    )
