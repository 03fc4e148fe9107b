"""Suggestions: made when an offer opens, kept fresh while it runs. What a person decided is never touched."""

from collections.abc import Collection, Sequence
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from services.partners.actions.announcements import summary
from services.partners.domain import nomination
from services.partners.domain import offer as offer_rules
from services.partners.domain.policy import Policy
from services.partners.models import ikm_profile, invitation, offer, policy, suggestion
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from services.partners.models.seat_lock import hold_seats
from services.partners.queries.weighing import Held, against, rows, weigh
from shared.clock import now
from shared.errors import NotFound, RuleBroken
from shared.events.partners import MatchesSuggested
from shared.language import Message, msg
from shared.log import get_logger
from shared.messaging.outbox import publish
from shared.patience import may_pass

SWEEP = 500

log = get_logger(__name__)


def suggest(session: Session, offer_id: UUID) -> None:
    """Weigh every IKM against an open offer and keep the result, also for those who do not fit."""
    rules = policy.latest_locked(session).rules()
    opened = offer.locked(session, offer_id)
    if opened is None:
        raise NotFound
    if opened.state not in offer_rules.FOLLOWED:
        raise RuleBroken(msg("Suggestions are made for open offers only."))
    found = weigh(opened, rows(ikm_profile.candidates(session)), engagements(session), rules).all_matches()
    suggestion.write(session, opened.id, found, rules.version)
    opened.matched_at = now()
    states = [item.state for item in found]
    publish(
        session,
        MatchesSuggested(
            offer=summary(opened),
            suggested=states.count(nomination.SUGGESTED),
            to_confirm=states.count(nomination.TO_CONFIRM),
            not_eligible=states.count(nomination.NOT_ELIGIBLE),
        ),
    )


def any_due(session: Session) -> bool:
    """Tell cheaply whether something changed that suggestions do not show yet."""
    return bool(session.scalar(select(or_(exists().where(IkmProfile.rematch), exists().where(Invitation.rematch)))))


def refresh_due(session: Session) -> int:
    """Carry changed profiles and seats into the suggestions of running offers; return how many IKM it took up."""
    rules = policy.latest_locked(session).rules()
    changed = {*ikm_profile.claim_for_rematch(session, SWEEP), *invitation.claim_for_rematch(session, SWEEP)}
    for failure in refresh(session, changed, rules):
        raise failure
    return len(changed)


def due(session: Session) -> set[UUID]:
    """Return the IKM of whom something changed that suggestions do not show yet."""
    return {*ikm_profile.due_for_rematch(session), *invitation.due_for_rematch(session)}


def refresh_one(session: Session, ikm_id: UUID) -> Exception | None:
    """Carry what changed about one IKM into the suggestions of running offers.

    Where that fails with an offer, the IKM stays due, the others have what changed, and the error is returned.
    """
    rules = policy.latest_locked(session).rules()
    ikm_profile.unmark(session, ikm_id)
    invitation.unmark(session, ikm_id)
    failures = refresh(session, [ikm_id], rules)
    if failures:
        ikm_profile.mark(session, ikm_id)
    return next(iter(failures), None)


def refresh(session: Session, ikm_ids: Collection[UUID], rules: Policy) -> list[Exception]:
    """Weigh some IKM anew against every running offer; those no offer may be for lose their suggestions.

    An offer with which that fails keeps the suggestions it had; returns what went wrong.
    """
    if not ikm_ids:
        return []
    profiles = ikm_profile.candidates(session, ikm_ids)
    suggestion.forget(session, set(ikm_ids) - {profile.ikm_id for profile in profiles})
    held = engagements(session, ikm_ids)
    tried = [_refresh_offer(session, running, profiles, held, rules) for running in offer.matched(session)]
    return [failure for failure in tried if failure]


def _refresh_offer(
    session: Session, running: Offer, profiles: Sequence[IkmProfile], held: Held, rules: Policy
) -> Exception | None:
    try:
        with session.begin_nested():
            found = weigh(running, rows(profiles), held, rules).all_matches()
            suggestion.write(session, running.id, found, rules.version)
    except SoftTimeLimitExceeded:
        raise
    except Exception as failure:
        if may_pass(failure):
            raise
        log.exception("offer_not_weighed", offer_id=str(running.id))
        return failure
    return None


def objections(session: Session, running: Offer, nominations: Collection[Nomination]) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand now, the first reason why.

    It stands until the transaction ends: nobody gives these IKM a seat elsewhere meanwhile.
    """
    rules = policy.latest(session).rules()
    ikm_ids = {item.ikm_id for item in nominations}
    hold_seats(session, ikm_ids)
    return against(running, nominations, engagements(session, ikm_ids), rules)
