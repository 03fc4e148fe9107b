"""Which programmes an IKM was invited to and took part in."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.fields import Entry, entry
from services.registry.models.ikm import Ikm
from services.registry.models.participation import Participation
from shared.audit import record
from shared.clock import WITA
from shared.events.partners import InvitationAnswered


def put_participation(
    ikm: Ikm,
    title: str,
    held_on: date,
    *,
    source: str,
    topic: str | None = None,
    batch_id: UUID | None = None,
    **details: Any,
) -> Entry | None:
    """Note a past training from a list, once; None where it is known already."""
    if any((past.title, past.held_on) == (title, held_on) for past in ikm.participations):
        return None
    ikm.participations.append(
        Participation(
            title=title,
            held_on=held_on,
            topic=topic,
            status="attended",
            source=source,
            import_batch_id=batch_id,
            **details,
        )
    )
    return entry(ikm.id, "participation", {}, {"title": title, "held_on": held_on.isoformat()}, batch_id=batch_id)


def record_answer(session: Session, answered: InvitationAnswered) -> None:
    """Keep the newest answer to an invitation in the IKM's history; an older one that comes late changes nothing."""
    ikm = Ikm.surviving(session, answered.ikm_id)
    row = session.scalars(
        select(Participation).where(Participation.invitation_id == answered.invitation_id)
    ).one_or_none()
    if row is None:
        row = Participation(ikm_id=ikm.id, invitation_id=answered.invitation_id, answer_revision=-1)
        session.add(row)
    if row.answer_revision >= answered.revision:
        return
    before = row.status
    for name, value in _answer(answered).items():
        setattr(row, name, value)
    session.flush()
    record(
        session,
        noun="ikm",
        noun_id=ikm.id,
        action="invitation_answered",
        old={"status": before} if before else {},
        new={"title": row.title, "status": row.status},
        reason=answered.reason,
    )


def _answer(answered: InvitationAnswered) -> dict[str, Any]:
    offer, first = answered.offer, min(answered.sessions, key=lambda item: item.starts_at, default=None)
    return {
        "topic": offer.topic,
        "title": offer.title,
        "held_on": first.starts_at.astimezone(WITA).date() if first else offer.starts_on,
        "ended_on": offer.ends_on,
        "place": (first and first.place) or offer.place,
        "status": answered.answer,
        "reason": answered.reason,
        "delegate_name": answered.delegate_name,
        "delegate_relation": answered.delegate_relation,
        "source": answered.source,
        "offer_id": offer.offer_id,
        "answer_revision": answered.revision,
    }
