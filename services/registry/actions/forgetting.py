"""The history forgets a person on request (UU PDP 27/2022, articles 42 to 44); the other services are told."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models.ikm import Ikm
from shared import forgetting
from shared.among import among
from shared.chains import leading_to
from shared.events.partners import AccountForgotten
from shared.events.registry import IkmForgotten
from shared.messaging.outbox import publish
from shared.states import require_reason


def forget(session: Session, noun: str, noun_id: UUID, basis: str) -> int:
    """Erase what the history says of somebody; return how many values and names that were."""
    if noun == "ikm":
        return forget_ikm(session, noun_id, basis)
    return forgetting.forget(session, [(noun, noun_id)], basis)


def forget_ikm(session: Session, ikm_id: UUID, basis: str) -> int:
    """Erase what the history says of an IKM and of those merged into it, here and in the other services.

    Where nothing was left to erase here, the others were told before.
    """
    require_reason(basis)
    ids = [ikm_id, *_absorbed(session, ikm_id)]
    erased = forgetting.forget(session, [("ikm", each) for each in ids], basis)
    if erased:
        publish(session, IkmForgotten(ikm_ids=ids, basis=basis))
    return erased


def forget_account(session: Session, event: AccountForgotten) -> None:
    """Erase the name of an account wherever it made a change."""
    forgetting.forget(session, [("account", event.account_id)], event.basis)


def _absorbed(session: Session, ikm_id: UUID) -> list[UUID]:
    def before(some: Collection[UUID]) -> Iterable[UUID]:
        return session.scalars(select(Ikm.id).where(among(Ikm.merged_into_id, some)))

    return sorted(leading_to(ikm_id, before) - {ikm_id})
