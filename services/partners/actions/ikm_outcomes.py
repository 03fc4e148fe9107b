"""The copy of what came of programmes."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.partners.actions import steps
from services.partners.models.ikm_outcome import IkmOutcome, IkmOutcomeOffer
from shared.database import keep_newest
from shared.events.registry import OutcomeChanged


def keep(session: Session, event: OutcomeChanged) -> None:
    """Keep how an outcome stands and of which offers it came, unless something newer is here."""
    keep_newest(
        session, IkmOutcome, by="revision", outcome_id=event.outcome_id, ikm_id=event.ikm_id, kind=event.kind,
        state=event.state, planned_on=event.planned_on, achieved_on=event.achieved_on, verified_on=event.verified_on,
        revision=event.revision,
    )  # fmt: skip
    here = session.get_one(IkmOutcome, event.outcome_id, with_for_update=True, populate_existing=True)
    if here.revision == event.revision:
        mine = select(IkmOutcomeOffer.offer_id).where(IkmOutcomeOffer.outcome_id == event.outcome_id)
        before = set(session.scalars(mine))
        _keep_offers(session, event)
        steps.follow_outcomes(session, before.union(event.offers))


def _keep_offers(session: Session, event: OutcomeChanged) -> None:
    session.execute(delete(IkmOutcomeOffer).where(IkmOutcomeOffer.outcome_id == event.outcome_id))
    rows = [
        {"outcome_id": event.outcome_id, "offer_id": offer_id, "first": place == 0}
        for place, offer_id in enumerate(dict.fromkeys(event.offers))
    ]
    if rows:
        session.execute(insert(IkmOutcomeOffer), rows)
