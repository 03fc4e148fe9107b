"""Suggestions: made when an offer opens, kept fresh while it runs. What a person decided is never touched."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from services.partners.actions.announcements import summary
from services.partners.domain import eligibility, nomination
from services.partners.domain import offer as offer_rules
from services.partners.domain.policy import Policy
from services.partners.models import ikm_profile, invitation, offer, policy, suggestion
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from services.partners.models.seat_lock import hold_seats
from services.partners.queries.weighing import seen_by, weigh
from shared.clock import now
from shared.errors import NotFound, RuleBroken
from shared.events.partners import MatchesSuggested
from shared.language import Message, msg
from shared.messaging.outbox import publish

SWEEP = 500


def suggest(session: Session, offer_id: UUID) -> None:
    """Weigh every IKM against an open offer and keep the result, also for those who do not fit."""
    rules = policy.latest_locked(session).rules()
    opened = offer.locked(session, offer_id)
    if opened is None:
        raise NotFound
    if opened.state not in offer_rules.FOLLOWED:
        raise RuleBroken(msg("Suggestions are made for open offers only."))
    found = weigh(opened, ikm_profile.candidates(session), engagements(session), rules)
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
    refresh(session, changed, rules)
    return len(changed)


def due(session: Session) -> set[UUID]:
    """Return the IKM of whom something changed that suggestions do not show yet."""
    return {*ikm_profile.due_for_rematch(session), *invitation.due_for_rematch(session)}


def refresh_one(session: Session, ikm_id: UUID) -> None:
    """Carry what changed about one IKM into the suggestions of running offers."""
    rules = policy.latest_locked(session).rules()
    ikm_profile.unmark(session, ikm_id)
    invitation.unmark(session, ikm_id)
    refresh(session, [ikm_id], rules)


def refresh(session: Session, ikm_ids: Collection[UUID], rules: Policy) -> None:
    """Weigh some IKM anew against every running offer; those no offer may be for lose their suggestions."""
    if not ikm_ids:
        return
    profiles = ikm_profile.candidates(session, ikm_ids)
    suggestion.forget(session, set(ikm_ids) - {profile.ikm_id for profile in profiles})
    held = engagements(session, ikm_ids)
    for running in offer.matched(session):
        suggestion.write(session, running.id, weigh(running, profiles, held, rules), rules.version)


def objections(session: Session, running: Offer, nominations: Collection[Nomination]) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand now, the first reason why.

    It stands until the transaction ends: nobody gives these IKM a seat elsewhere meanwhile.
    """
    rules = policy.latest(session).rules()
    ikm_ids = {item.ikm_id for item in nominations}
    hold_seats(session, ikm_ids)
    held = engagements(session, ikm_ids)
    programme = running.programme()

    def objection(item: Nomination) -> Message | None:
        if item.superseded_by:
            return nomination.MERGED
        return eligibility.objection(seen_by(running, item.profile, held), programme, rules.yearly_cap)

    return {item.ikm_id: against for item in nominations if (against := objection(item))}
