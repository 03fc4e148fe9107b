"""Noting by which rule an IKM rose since it was last looked at, once."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.registry.domain.rise import Risen, risen
from services.registry.domain.rise_rules import IN_FORCE
from services.registry.models.ikm import Ikm
from services.registry.models.rise import ONCE, Rise
from services.registry.models.standing import Standing
from services.registry.queries.standings import changed, facts_of
from shared.among import among
from shared.clock import now, today
from shared.database import insert_if_absent, new_id


def take_note(session: Session) -> int:
    """Look at some IKM that changed, note their rises and how they stand now; return how many were looked at."""
    looked_at = changed(session)
    facts = facts_of(session, [ikm for ikm, _ in looked_at])
    for ikm, before in looked_at:
        if before is not None:
            for one in risen(IN_FORCE, before, facts[ikm.id], ikm.registered_on):
                _note(session, ikm, one)
    _keep(session, facts, {ikm.id: ikm.profile_revision for ikm, _ in looked_at})
    return len(looked_at)


def _note(session: Session, ikm: Ikm, one: Risen) -> None:
    said = {"rule": one.rule, "version": one.version, "old": one.old, "new": one.new[:60]}
    when = {"risen_on": one.on or today(), "created_at": now(), "evidence": one.evidence[:300]}
    insert_if_absent(session, Rise, unless=ONCE, id=new_id(), ikm_id=ikm.id, **said, **when)


def _keep(session: Session, facts: dict[UUID, dict[str, Any]], seen: dict[UUID, int]) -> None:
    session.execute(delete(Standing).where(among(Standing.ikm_id, facts)))
    rows = [{"ikm_id": ikm_id, "seen": seen[ikm_id], "facts": known} for ikm_id, known in facts.items()]
    if rows:
        session.execute(insert(Standing), rows)
