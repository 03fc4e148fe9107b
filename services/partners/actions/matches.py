"""Suggestions: made when an offer opens, kept fresh while it runs. What a person decided is never touched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from services.partners.actions.announcements import summary
from services.partners.domain import eligibility, matching, nomination
from services.partners.domain import offer as offer_rules
from services.partners.domain.matching import Match
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Engagement
from services.partners.models import ikm_profile, invitation, offer, policy, suggestion
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from shared.clock import now
from shared.errors import NotFound, RuleBroken
from shared.events.partners import MatchesSuggested
from shared.language import Message, msg
from shared.messaging.outbox import publish

SWEEP = 500
Held = Mapping[UUID, Sequence[Engagement]]


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
    changed = set(ikm_profile.claim_for_rematch(session, SWEEP))
    answered = invitation.claim_for_rematch(session, SWEEP)
    changed.update(item.ikm_id for item in answered)
    session.execute(update(IkmProfile).where(IkmProfile.ikm_id.in_(changed)).values(rematch=False))
    session.execute(update(Invitation).where(Invitation.id.in_([item.id for item in answered])).values(rematch=False))
    refresh(session, changed, rules)
    return len(changed)


def refresh(session: Session, ikm_ids: Collection[UUID], rules: Policy) -> None:
    """Weigh some IKM anew against every running offer; those no offer may be for lose their suggestions."""
    if not ikm_ids:
        return
    profiles = ikm_profile.candidates(session, ikm_ids)
    suggestion.forget(session, set(ikm_ids) - {profile.ikm_id for profile in profiles})
    held = engagements(session, ikm_ids)
    for running in offer.matched(session):
        suggestion.write(session, running.id, weigh(running, profiles, held, rules), rules.version)


def weigh(running: Offer, profiles: Iterable[IkmProfile], held: Held, rules: Policy) -> list[Match]:
    """Return what the rules say of these IKM and this offer, best first."""
    return matching.matches((_seen_by(running, profile, held) for profile in profiles), running.programme(), rules)


def objections(session: Session, running: Offer, nominations: Collection[Nomination]) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand now, the first reason why."""
    rules = policy.latest(session).rules()
    held = engagements(session, {item.ikm_id for item in nominations})
    programme = running.programme()
    return {
        item.ikm_id: objection
        for item in nominations
        if (objection := eligibility.objection(_seen_by(running, item.profile, held), programme, rules.yearly_cap))
    }


def _seen_by(running: Offer, profile: IkmProfile, held: Held) -> Profile:
    # A seat in this very offer does not stand against having it.
    return profile.for_matching([seat for seat in held.get(profile.ikm_id, ()) if seat.offer_id != running.id])
