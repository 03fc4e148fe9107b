"""The history forgets a person on request (UU PDP 27/2022, articles 42 to 44); the other services are told."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions.evaluations import forget_texts
from services.partners.models.enrolment import Enrolment
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, made_for
from services.partners.models.participation_certificate import ids_of_nominations
from services.partners.queries.handings_over import said_while_theirs
from shared import forgetting
from shared.among import among
from shared.events.partners import AccountForgotten
from shared.events.registry import IkmForgotten
from shared.messaging.outbox import publish


def forget(session: Session, noun: str, noun_id: UUID, basis: str) -> int:
    """Erase what the history says of somebody; return how many values and names that were."""
    if noun == "ikm":
        return _forget_ikm(session, [noun_id], basis)
    if noun == "account":
        publish(session, AccountForgotten(account_id=noun_id, basis=basis))
    return forgetting.forget(session, [(noun, noun_id)], basis)


def forget_ikm(session: Session, event: IkmForgotten) -> None:
    """Erase what an IKM said of programmes, and the history of it, its nominations, seats, answers and certificates."""
    _forget_ikm(session, event.ikm_ids, event.basis)


def _forget_ikm(session: Session, ikm_ids: Collection[UUID], basis: str) -> int:
    # By whom each was made for: a merger that is not heard of here yet, or no more so, does not matter.
    nominated = session.scalars(select(Nomination.id).where(made_for(ikm_ids)).order_by(Nomination.id)).all()
    invited = select(Invitation.id).where(among(Invitation.nomination_id, nominated)).order_by(Invitation.id)
    mine = select(Enrolment.id).where(among(Enrolment.nomination_id, nominated)).order_by(Enrolment.id)
    enrolled = session.scalars(mine).all()
    forget_texts(session, enrolled)
    subjects = [
        *(("ikm", each) for each in ikm_ids),
        *(("nomination", each) for each in nominated),
        *(("invitation", each) for each in session.scalars(invited)),
        *(("enrolment", each) for each in enrolled),
        *(("participation_certificate", each) for each in session.scalars(ids_of_nominations(nominated))),
    ]
    return forgetting.forget(session, subjects, basis, besides=said_while_theirs(session, ikm_ids))
