"""How a coach or an office assessed an IKM in the six aspects."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.models.aspect_score import AspectScore
from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.clock import today
from shared.database import add_once
from shared.errors import InvalidInput
from shared.language import msg


def assess(
    session: Session, ikm_id: UUID, scores: Mapping[str, int], assessed_on: date, source: str, *, score_id: UUID
) -> None:
    """Record an assessment, once an id. Raises InvalidInput where nothing was assessed, or the day is to come."""
    ikm = Ikm.living(session, ikm_id)
    if assessed_on > today():
        raise InvalidInput({"assessed_on": [msg("This day is still to come.")]})
    if not scores:
        raise InvalidInput({"legalitas": [msg("Give the score of one aspect at least.")]})
    if session.get(AspectScore, score_id):
        return
    row = AspectScore(id=score_id, ikm_id=ikm.id, assessed_on=assessed_on, scores=dict(scores), source=source)
    add_once(session, row, score_id)
    record(session, noun="ikm", noun_id=ikm.id, action="assessment", old={}, new=dict(scores))
    announce(session, ikm)
