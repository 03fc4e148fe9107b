"""What an IKM needs help with."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, entry
from services.registry.domain.provenance import FORM
from services.registry.models.ikm import Ikm
from services.registry.models.need import Need
from shared.audit import record_many
from shared.clock import today


def put_need(
    ikm: Ikm,
    topic: str,
    severity: int,
    *,
    source: str,
    since: date | None = None,
    batch_id: UUID | None = None,
) -> Entry | None:
    """Record a need once a topic; a later word on it changes how severe it is, not since when it is known."""
    need = next((item for item in ikm.needs if item.topic == topic), None)
    before = need.severity if need else None
    if need is None:
        need = Need(topic=topic, since=since or today(), source=source, import_batch_id=batch_id)
        ikm.needs.append(need)
    need.severity = severity
    return None if before == severity else entry(ikm.id, "need", {topic: before}, {topic: severity}, batch_id=batch_id)


def record_need(session: Session, ikm_id: UUID, topic: str, severity: int, *, source: str = FORM) -> None:
    """Record that an IKM needs help with a topic, and how badly."""
    ikm = Ikm.living(session, ikm_id)
    _settle(session, ikm, put_need(ikm, topic, severity, source=source))


def drop_need(session: Session, ikm_id: UUID, topic: str) -> None:
    """Take a need away: it is met, or was a mistake."""
    ikm = Ikm.living(session, ikm_id)
    need = next((item for item in ikm.needs if item.topic == topic), None)
    if need is not None:
        ikm.needs.remove(need)
        _settle(session, ikm, entry(ikm.id, "need", {topic: need.severity}, {topic: None}))


def _settle(session: Session, ikm: Ikm, change: Entry | None) -> None:
    if change:
        record_many(session, [change])
        announce(session, ikm)
