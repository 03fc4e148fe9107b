"""What those who took part say of a programme is kept once each: the last answer counts."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.partners.domain.evaluation import require_asked
from services.partners.models.evaluation import Evaluation, evaluation_of
from services.partners.models.offer import locked
from services.partners.queries.evaluations import attended, enrolment_to_ask
from shared.among import among
from shared.audit import record
from shared.clock import now


def evaluate(session: Session, enrolment_id: UUID, said: Mapping[str, Any], *, source: str) -> Evaluation:
    """Keep an answer in place of an earlier one; the same again changes nothing."""
    enrolment = enrolment_to_ask(session, enrolment_id)
    locked(session, enrolment.offer_id)
    session.refresh(enrolment)
    require_asked(enrolment.state, attended=attended(session, enrolment_id))
    kept = evaluation_of(session, enrolment_id)
    before = _recorded(kept) if kept else None
    if kept is None:
        kept = Evaluation(enrolment_id=enrolment_id)
        session.add(kept)
    elif all(getattr(kept, name) == value for name, value in said.items()):
        return kept
    for name, value in {**said, "source": source, "answered_at": now()}.items():
        setattr(kept, name, value)
    session.flush()
    record(session, noun="enrolment", noun_id=enrolment_id, action="evaluate", old=before, new=_recorded(kept))
    return kept


def _recorded(said: Evaluation) -> dict[str, Any]:
    # Not the words: they may name somebody, and stand in the answer alone.
    return {"useful": said.useful, "obstacle_topic": said.obstacle_topic, "source": said.source}


def forget_texts(session: Session, enrolment_ids: Collection[UUID]) -> None:
    """Erase the words of people who are forgotten; the mark and the topic, which tell of nobody, stay."""
    theirs = update(Evaluation).where(among(Evaluation.enrolment_id, enrolment_ids))
    session.execute(theirs.values(first_step="", obstacle=""), execution_options={"synchronize_session": False})
