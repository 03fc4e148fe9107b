"""What stands against a change of meetings, looked at with the offer locked: before it is shown, and as it is saved."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.offers import offer_for_work
from services.partners.domain import offer as offer_rules
from services.partners.domain import session as rules
from services.partners.models.invitation import latest_deadline
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.clock import now
from shared.errors import NotFound, StaleForm

TIMES = ("starts_at", "ends_at", "place")
Values = Mapping[str, Any]


def to_move(session: Session, offer_id: UUID, session_id: UUID, values: Values) -> tuple[Offer, OfferSession]:
    """Return the meeting that may be moved like this, with its offer; raises what stands against it."""
    offer, found = at_hand(session, offer_id, session_id)
    if not is_so(found, values):
        rules.MACHINE.after(rules.MOVE, found.state, values["reason"])
        require_as_seen(found, values)
        rules.require_not_begun(found.starts_at, now())
        _require_to_come(session, offer, [values])
    return offer, found


def to_add(session: Session, offer_id: UUID, meetings: Sequence[Values]) -> Offer:
    """Return the offer to which these meetings may be added; raises what stands against it."""
    offer = running(session, offer_id)
    rules.require_room(len(offer.slots) + len(meetings))
    _require_to_come(session, offer, meetings)
    return offer


def at_hand(session: Session, offer_id: UUID, session_id: UUID) -> tuple[Offer, OfferSession]:
    """Return a meeting of a programme that runs, locked with its offer. Raises NotFound."""
    offer = running(session, offer_id)
    found = next((item for item in offer.sessions if item.id == session_id), None)
    if found is None:
        raise NotFound
    return offer, found


def running(session: Session, offer_id: UUID) -> Offer:
    """Return an offer whose meetings may change, locked; raises RuleBroken for any other."""
    offer = offer_for_work(session, offer_id)
    if offer.state not in offer_rules.RUNNING:
        raise offer_rules.MACHINE.refused(offer.state)
    session.refresh(offer, ["sessions"])
    return offer


def require_as_seen(found: OfferSession, values: Values) -> None:
    """Raise StaleForm where the meeting changed since somebody looked."""
    if values.get("sequence") not in (None, found.sequence):
        raise StaleForm


def is_so(found: OfferSession, values: Values) -> bool:
    """Tell whether the meeting takes place there and then already."""
    return found.state == rules.PLANNED and all(getattr(found, name) == values[name] for name in TIMES)


def _require_to_come(session: Session, offer: Offer, meetings: Sequence[Values]) -> None:
    deadline = max(filter(None, (latest_deadline(session, offer.id), offer.answer_by)), default=None)
    for values in meetings:
        rules.require_to_come(values["starts_at"], now(), deadline)
