"""Which programmes an IKM was invited to and took part in."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.registry.actions.fields import Entry, entry
from services.registry.domain.participation import ENDED, is_news
from services.registry.models.ikm import Ikm
from services.registry.models.participation import Participation
from shared.audit import record
from shared.clock import WITA
from shared.events.partners import EnrolmentChanged, InvitationAnswered, InvitationClosed, OfferSummary


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
    whose = _whose(session, answered)
    row = _row(session, answered.invitation_id)
    if is_news(row.status, row.answer_revision, answered.revision):
        _write(session, row, "invitation_answered", whose | _answer(answered))


def record_closing(session: Session, closed: InvitationClosed) -> None:
    """Keep that an invitation ended, whatever was answered before."""
    whose = _whose(session, closed)
    row = _row(session, closed.invitation_id)
    if row.status not in ENDED:
        known = {} if row.status else _programme(closed.offer) | {"source": "invitation"}
        _write(session, row, "invitation_closed", whose | known | {"status": closed.outcome, "reason": closed.reason})


def record_enrolment(session: Session, enrolled: EnrolmentChanged) -> None:
    """Keep on which day a programme ended for whoever took part in it to its end."""
    if enrolled.ended_on is None:
        return
    mine = (Participation.offer_id == enrolled.offer.offer_id) & (Participation.invited_id == enrolled.made_for)
    session.execute(update(Participation).where(mine).values(ended_on=enrolled.ended_on))


def _whose(session: Session, fact: InvitationAnswered | InvitationClosed) -> dict[str, UUID]:
    """Return for which IKM an invitation was meant and which one has it now, held until the transaction ends."""
    invited_id = fact.made_for or fact.ikm_id
    return {"invited_id": invited_id, "ikm_id": Ikm.surviving(session, invited_id).id}


def _row(session: Session, invitation_id: UUID) -> Participation:
    row = session.scalars(select(Participation).where(Participation.invitation_id == invitation_id)).one_or_none()
    return row or Participation(invitation_id=invitation_id, answer_revision=-1)


def _write(session: Session, row: Participation, step: str, values: dict[str, Any]) -> None:
    before = row.status
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    record(
        session,
        noun="ikm",
        noun_id=row.ikm_id,
        action=step,
        old={"status": before} if before else {},
        new={"title": row.title, "status": row.status},
        reason=row.reason,
    )


def _answer(answered: InvitationAnswered) -> dict[str, Any]:
    first = min(answered.sessions, key=lambda item: item.starts_at, default=None)
    when_and_where: dict[str, Any] = {"held_on": first.starts_at.astimezone(WITA).date()} if first else {}
    if first and first.place:
        when_and_where["place"] = first.place
    return {
        **_programme(answered.offer),
        **when_and_where,
        "status": answered.answer,
        "reason": answered.reason,
        "delegate_name": answered.delegate_name,
        "delegate_relation": answered.delegate_relation,
        "source": answered.source,
        "answer_revision": answered.revision,
    }


def _programme(offer: OfferSummary) -> dict[str, Any]:
    return {
        "topic": offer.topic,
        "title": offer.title,
        "held_on": offer.starts_on,
        "ended_on": offer.ends_on,
        "place": offer.place,
        "offer_id": offer.offer_id,
    }
