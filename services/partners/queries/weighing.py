"""What the rules say of IKM and an offer, as seats stand now."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain import matching, nomination
from services.partners.domain.columns import halves_of
from services.partners.domain.elsewhere import Seats
from services.partners.domain.matching import Weighed
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.programme import Engagement
from services.partners.domain.roster import Roster
from services.partners.models.base import known
from services.partners.models.ikm_profile import IkmProfile, facts
from services.partners.models.nomination import Nomination, holders_of_seats
from services.partners.models.offer import Offer, engagements_of
from shared.language import Message

Held = Mapping[UUID, Sequence[Engagement]]


def weigh(running: Offer, roster: Roster, held: Held | Seats, rules: Policy) -> Weighed:
    """Return what the rules say of the IKM of a roster and this offer."""
    seats = held if isinstance(held, Seats) else Seats.of(roster, held)
    return matching.weigh(roster, Offered.to(roster, seats, running.programme()), rules)


def seats_of_all(session: Session, roster: Roster, during: Offer | None = None) -> Seats:
    """Return all seats that those of a roster hold; when they meet, only where it is on the days of ``during``."""
    holders = holders_of_seats(session)
    period = (known(during.starts_on), known(during.ends_on)) if during else None
    offers = engagements_of(session, holders, period)
    return Seats.of_holders(roster, [(offers[offer_id], halves_of(ids)) for offer_id, ids in holders.items()])


def rows(profiles: Iterable[IkmProfile]) -> Roster:
    """Return the roster of these IKM alone."""
    return Roster.of([facts(profile) for profile in profiles])


def against(running: Offer, nominations: Iterable[Nomination], held: Held, rules: Policy) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand, the first reason why."""
    found: dict[UUID, Message] = {}
    standing = [item for item in nominations if not item.superseded_by]
    weighed = weigh(running, rows(item.profile for item in standing), held, rules)
    for row, item in enumerate(standing):
        if reason := weighed.objection(row):
            found[item.ikm_id] = reason
    return found | {item.ikm_id: nomination.MERGED for item in nominations if item.superseded_by}
