"""The history forgets a person on request (UU PDP 27/2022, articles 42 to 44)."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, String, func, select
from sqlalchemy.orm import Session

from services.notifications.models.contact import Contact
from services.notifications.models.delivery import Delivery
from services.notifications.models.message import Message
from shared import forgetting
from shared.address import normal
from shared.among import among
from shared.change import Change, ChangeValue
from shared.events.partners import AccountForgotten
from shared.events.registry import IkmForgotten


def forget(session: Session, noun: str, noun_id: UUID, basis: str) -> int:
    """Erase what the history says of somebody; return how many values and names that were."""
    if noun == "ikm":
        return _forget_ikm(session, [noun_id], basis)
    return forgetting.forget(session, [(noun, noun_id)], basis)


def forget_ikm(session: Session, event: IkmForgotten) -> None:
    """Erase what the history says of mails to an IKM, and of its addresses that were blocked once."""
    _forget_ikm(session, event.ikm_ids, event.basis)


def forget_account(session: Session, event: AccountForgotten) -> None:
    """Erase the name of an account wherever it made a change."""
    forgetting.forget(session, [("account", event.account_id)], event.basis)


def _forget_ikm(session: Session, ikm_ids: Collection[UUID], basis: str) -> int:
    mails = session.scalars(select(Message.id).where(among(Message.ikm_id, ikm_ids)).order_by(Message.id))
    subjects: list[forgetting.Subject] = [
        *(("ikm", each) for each in ikm_ids),
        *(("email", each) for each in mails),
        *(("suppression", each) for each in session.scalars(_lifted(_addresses(session, ikm_ids)))),
    ]
    return forgetting.forget(session, subjects, basis)


def _addresses(session: Session, ikm_ids: Collection[UUID]) -> set[str]:
    to_them = among(Message.ikm_id, ikm_ids)
    written_to = select(Message.address).where(to_them)
    gone_to = select(Delivery.address).join(Message, Message.id == Delivery.message_id).where(to_them)
    known = select(Contact.email).where(among(Contact.ikm_id, ikm_ids), Contact.email.is_not(None))
    return {normal(address) for address in session.scalars(written_to.union(gone_to, known))}


def _lifted(addresses: Collection[str]) -> Select[UUID]:
    """Which blocks were lifted of these addresses: nothing but the history remembers them."""
    was_of = among(func.lower(ChangeValue.old["address"].as_string(), type_=String), addresses)
    values = select(ChangeValue.change_id).where(was_of)
    return select(Change.noun_id).where(Change.noun == "suppression", Change.id.in_(values)).distinct()
