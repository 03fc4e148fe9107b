"""From what the machine thinks to what somebody decides: the moment's points and sentences go with the decision."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.announcements import summary
from services.partners.domain import nomination
from services.partners.models import ikm_profile, offer, policy, suggestion
from services.partners.models.nomination import Nomination, best_first, decided, engagements
from services.partners.models.offer import Offer
from services.partners.models.seat_lock import hold_seats
from services.partners.queries.ranking import ranking
from services.partners.queries.weighing import against, rows, weigh
from shared.clock import now
from shared.errors import NotFound
from shared.events.partners import MatchesSuggested
from shared.language import Message
from shared.messaging.outbox import publish


def announce(session: Session, offer_id: UUID) -> None:
    """Tell staff how many fit an offer that was opened."""
    opened = offer.by_id(session, offer_id)
    sizes = ranking(session, opened).sizes
    publish(
        session,
        MatchesSuggested(
            offer=summary(opened),
            suggested=sizes.get(nomination.SUGGESTED, 0),
            to_confirm=sizes.get(nomination.TO_CONFIRM, 0),
            not_eligible=sizes.get(nomination.NOT_ELIGIBLE, 0),
        ),
    )


def taken_up(session: Session, running: Offer, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return the nominations of these IKM, best first; whoever nobody has decided about yet gets one.

    The caller holds the offer's lock, and decides about each. Raises NotFound where one is no IKM that is known here.
    """
    standing = decided(session, running.id, ikm_ids)
    profiles = ikm_profile.known(session, set(ikm_ids) - {item.ikm_id for item in standing})
    if len(standing) + len(profiles) != len(set(ikm_ids)):
        raise NotFound
    rules = policy.latest(session).rules()
    roster = rows(profiles.values())
    weighed = weigh(running, roster, engagements(session, profiles), rules)
    at = now()
    fresh = [
        suggestion.unsaved(running.id, profiles[match.ikm_id], match, rules.version, at)
        for match in map(weighed.match, range(len(roster)))
    ]
    session.add_all(fresh)
    session.flush()
    return best_first([*standing, *fresh])


def objections(session: Session, running: Offer, nominations: Collection[Nomination]) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand now, the first reason why.

    It stands until the transaction ends: nobody gives these IKM a seat elsewhere meanwhile.
    """
    rules = policy.latest(session).rules()
    ikm_ids = {item.ikm_id for item in nominations}
    hold_seats(session, ikm_ids)
    return against(running, nominations, engagements(session, ikm_ids), rules)
