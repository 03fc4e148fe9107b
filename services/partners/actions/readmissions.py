"""Second chances: a seat again for whoever was withdrawn or dismissed, because the IKM asked the office for it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import matches, moves
from services.partners.actions.invitations import confirm_selection
from services.partners.domain.invitation import DECLINED
from services.partners.domain.nomination import LIVE
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, with_offers_locked
from services.partners.models.offer import Offer
from shared.errors import NotFound, RuleBroken
from shared.language import msg


def readmit_nomination(session: Session, nomination_id: UUID) -> Nomination:
    """Give a seat again, or the last place in line; said twice, it is given once. An earlier answer no longer counts.

    Raises RuleBroken where the IKM may not take part or the offer takes nobody any more.
    """
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        raise NotFound
    ((nomination, offer),) = with_offers_locked(session, [nomination])
    if nomination.state in LIVE:
        return nomination
    moves.move_nominations(session, [nomination], "readmit", lost_to=None, parted_at=None)
    _require_welcome(session, offer, nomination)
    _end_earlier_answer(session, nomination)
    confirm_selection(session, offer.id, [nomination.ikm_id])
    return nomination


def _require_welcome(session: Session, offer: Offer, nomination: Nomination) -> None:
    if against := matches.objections(session, offer, [nomination]).get(nomination.ikm_id):
        raise RuleBroken(msg("{name} cannot get a seat again. {reason}", name=nomination.profile.name, reason=against))


def _end_earlier_answer(session: Session, nomination: Nomination) -> None:
    """Whoever had declined could still say yes by the old link, and hold two invitations."""
    declined = select(Invitation).where(Invitation.nomination_id == nomination.id, Invitation.state == DECLINED)
    for invitation in session.scalars(declined):
        moves.move_invitations(session, [invitation], "replace", reason=invitation.reason)
