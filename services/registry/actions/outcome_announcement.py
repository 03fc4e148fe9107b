"""Telling how an outcome stands now: always whole, under a growing revision."""

from typing import Any

from sqlalchemy.orm import Session

from services.registry.domain.outcome import AIMING, DROPPED
from services.registry.models.outcome import Outcome
from services.registry.queries.outcome_programmes import programmes_of
from shared.audit import record
from shared.events.registry import OutcomeChanged
from shared.messaging.outbox import publish


def tell(session: Session, outcome: Outcome) -> None:
    """Announce an outcome as it stands at this point of the transaction."""
    outcome.revision += 1
    session.flush()
    programmes = programmes_of(session, outcome)
    aiming = [one for one in programmes if one.state in AIMING] or programmes
    publish(
        session,
        OutcomeChanged(
            outcome_id=outcome.id,
            ikm_id=outcome.ikm_id,
            kind=outcome.kind,
            state=DROPPED if outcome.counts_with_id else outcome.state,
            offers=list(dict.fromkeys(one.offer_id for one in aiming)),
            planned_on=outcome.planned_on,
            achieved_on=outcome.achieved_on,
            verified_on=outcome.verified_on,
            revision=outcome.revision,
        ),
    )


def note(session: Session, outcome: Outcome, step: str, before: str | None, **more: Any) -> None:
    """Write a step of an outcome into the history of its IKM, and announce it."""
    reason = more.pop("reason", None)
    record(
        session,
        noun="ikm",
        noun_id=outcome.ikm_id,
        action=f"outcome_{step}",
        old={"outcome_state": before} if before else {},
        new={"outcome": outcome.kind, "outcome_state": outcome.state, **more},
        reason=reason,
    )
    tell(session, outcome)
