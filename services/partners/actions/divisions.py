"""How the seats of an offer are divided: staff lay it down for every plan from now on; seats given stay as they are."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.offers import offer_for_work
from services.partners.domain.segment import DIVIDED
from services.partners.models.offer import Offer
from shared.audit import record
from shared.errors import RuleBroken
from shared.language import msg

STEP = "change_division"


def allow_unconfirmed(session: Session, offer_id: UUID, allowed: bool) -> Offer:
    """Let plans also propose IKM about whom something is still to be asked, or no more; the same again says nothing."""
    offer = _offer(session, offer_id)
    if offer.takes_unconfirmed != allowed:
        old, offer.takes_unconfirmed = offer.takes_unconfirmed, allowed
        _note(session, offer, {"takes_unconfirmed": old}, {"takes_unconfirmed": allowed})
    return offer


def _offer(session: Session, offer_id: UUID) -> Offer:
    offer = offer_for_work(session, offer_id)
    if offer.state not in DIVIDED:
        raise RuleBroken(msg("The seats are divided from handing in until the offer is closed."))
    return offer


def _note(session: Session, offer: Offer, old: dict[str, Any], new: dict[str, Any]) -> None:
    record(session, noun="offer", noun_id=offer.id, action=STEP, old=old, new=new)
