"""What people decide about suggestions: staff dismiss and withdraw, institutions that select accept and reject."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import announcements, lines, matches, moves, seats
from services.partners.actions.offers import offer_for_work
from services.partners.domain import line
from services.partners.domain import nomination as rules
from services.partners.domain import offer as offer_rules
from services.partners.domain.invitation import SEAT_WITHDRAWN
from services.partners.models.nomination import Nomination, selected
from services.partners.models.offer import Offer
from shared.clock import now
from shared.context import actor
from shared.errors import NotFound, RuleBroken
from shared.events.partners import NominationAnswered
from shared.language import msg
from shared.messaging.outbox import publish


def dismiss_nominations(session: Session, offer_id: UUID, ikm_ids: Collection[UUID], reason: str) -> None:
    """Take suggestions off the list for good, with a reason; whoever waits behind them moves up."""
    offer = offer_for_work(session, offer_id)
    chosen = matches.taken_up(session, offer, ikm_ids)
    moves.move_nominations(session, chosen, "dismiss", reason=reason.strip(), rank=None)
    lines.end(session, offer, chosen, line.TAKEN_OUT)
    seats.fill(session, offer)


def withdraw_nomination(session: Session, nomination_id: UUID, reason: str, *, by_ikm: bool = False) -> Nomination:
    """Take a nomination back, its invitation with it; the next in line moves up.

    Whoever was invited is told, unless the IKM asked for it itself (``by_ikm``).
    """
    nomination, offer = _locked(session, nomination_id)
    seats.take_back(session, offer, [nomination], reason.strip(), SEAT_WITHDRAWN, by_ikm=by_ikm)
    return nomination


def accept_nomination(session: Session, nomination_id: UUID) -> Nomination:
    """The institution takes this IKM, which is invited at once; said twice, it is invited once."""
    nomination, offer = _locked(session, nomination_id)
    if nomination.state == rules.ACCEPTED:
        return nomination
    _require_selection(offer)
    _require_welcome(session, offer, nomination)
    moves.move_nominations(session, [nomination], "accept")
    seats.invite(session, offer, [nomination])
    _announce(session, offer, nomination)
    return nomination


def reject_nomination(session: Session, nomination_id: UUID, reason: str) -> Nomination:
    """The institution does not take this IKM; the next in line is nominated."""
    nomination, offer = _locked(session, nomination_id)
    moves.move_nominations(session, [nomination], "reject", reason=reason.strip())
    lines.end(session, offer, [nomination], line.TAKEN_OUT)
    _announce(session, offer, nomination)
    seats.fill(session, offer)
    return nomination


def _require_selection(offer: Offer) -> None:
    if offer.state not in offer_rules.RUNNING or offer.starts_at <= now():
        raise RuleBroken(msg("The offer is not running or has begun; nobody can be invited any more."))


def _require_welcome(session: Session, offer: Offer, nomination: Nomination) -> None:
    if against := matches.objections(session, offer, [nomination]).get(nomination.ikm_id):
        if actor().institution_id:
            # Why is nothing an institution may know: it may be a seat with another one.
            raise RuleBroken(msg("This business cannot be invited at the moment. The office knows why."))
        raise RuleBroken(msg("{name} cannot be invited. {reason}", name=nomination.profile.name, reason=against))


def _locked(session: Session, nomination_id: UUID) -> tuple[Nomination, Offer]:
    offer_id = session.scalar(select(Nomination.offer_id).where(Nomination.id == nomination_id))
    if offer_id is None:
        raise NotFound
    offer = offer_for_work(session, offer_id)
    (nomination,) = selected(session, offer_id, [nomination_id])
    return nomination, offer


def _announce(session: Session, offer: Offer, nomination: Nomination) -> None:
    publish(
        session,
        NominationAnswered(
            offer=announcements.summary(offer),
            nominee=announcements.nominee(nomination),
            answer=nomination.state,
            reason=nomination.reason,
        ),
    )
