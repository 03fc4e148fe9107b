"""Asking what came of a programme half a year later, once, and what was said to it."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.outcome_announcement import note
from services.registry.domain.ikm import ENDED
from services.registry.domain.outcome import AIMING, MACHINE, OPEN
from services.registry.domain.profile import chosen_contact
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from services.registry.queries.outcome_programmes import programmes_of
from services.registry.queries.outcomes_due import due_of
from shared.clock import today
from shared.events.registry import OpenOutcome, OutcomesDue
from shared.messaging.outbox import publish
from shared.states import require_reason


def not_yet(session: Session, ikm_id: UUID, outcome_id: UUID, reason: str) -> Outcome:
    """Note that the owner has it not yet and why: the outcome stays open, nobody needs to ask again."""
    Ikm.living(session, ikm_id)
    outcome = Outcome.locked(session, ikm_id, outcome_id)
    if outcome.state not in OPEN:
        raise MACHINE.refused(outcome.state)
    require_reason(reason)
    if outcome.answered_on is None or outcome.reason != reason:
        outcome.answered_on, outcome.reason = today(), reason
        note(session, outcome, "not_yet", None, reason=reason)
    return outcome


def ask(session: Session, ikm_id: UUID) -> None:
    """Ask an IKM for all that is due, once: by mail, else it stands on the list of those to call."""
    ikm = Ikm.locked(session, ikm_id)
    due = due_of(session, ikm_id)
    if not due or ikm.restricted or ikm.status in ENDED:
        return
    for outcome in due:
        outcome.asked_on = today()
    reach = chosen_contact(ikm.contacts, ikm.owner_name, ikm.name)
    publish(
        session,
        OutcomesDue(
            ikm_id=ikm.id,
            ikm_name=ikm.name,
            recipient_name=reach.name,
            email=reach.email if reach.reachable else None,
            language="id",
            open=[_open(session, outcome) for outcome in due],
        ),
    )


def _open(session: Session, outcome: Outcome) -> OpenOutcome:
    aiming = [one for one in programmes_of(session, outcome) if one.state in AIMING]
    last = max(aiming, key=lambda one: one.ended_on or date.min)
    day = last.ended_on or last.began_on
    return OpenOutcome(outcome_id=outcome.id, kind=outcome.kind, title=last.title, ended_on=day)
