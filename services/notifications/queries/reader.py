"""What is known at this moment of whoever a message goes to: the copies know what has changed since it was written."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.addressee import Addressee
from services.notifications.domain.consent import reason_to_hold_back
from services.notifications.models.contact import Contact, line_of
from services.notifications.models.institution import Institution
from services.notifications.models.preference import Preference
from services.notifications.models.recipient import Recipient
from services.notifications.models.suppression import Suppression
from shared.address import is_deliverable, normal
from shared.among import among


@dataclass(frozen=True)
class Reader:
    """Name, address and language are as they were written where no copy is known; no address is an empty one.

    ``unwilling``: why nothing about the IKM may go to anybody. ``left``: the account was closed. ``no_partner``: the
    institution is none at present. ``blocked``: nothing arrives at the address. ``unwanted``: the kinds of news that
    it turned off.
    """

    name: str
    address: str
    language: str
    unwilling: str | None = None
    left: bool = False
    no_partner: bool = False
    blocked: bool = False
    unwanted: frozenset[str] = frozenset()


def reader_of(session: Session, to: Addressee) -> Reader:
    """Ask the copies about an addressee, each once."""
    account = session.get(Recipient, to.account_id) if to.account_id else None
    institution = session.get(Institution, to.institution_id) if to.institution_id else None
    line = line_of(session, to.ikm_id) if to.ikm_id else {}
    name, address, language = _reached(to, account, institution, line)
    blocked, unwanted = _of_address(session, address)
    return Reader(
        name,
        address,
        language,
        unwilling=_objection(line),
        left=account is not None and not account.active,
        no_partner=institution is not None and not institution.active,
        blocked=blocked,
        unwanted=unwanted,
    )


def objections(session: Session, ikm_ids: Collection[UUID]) -> dict[UUID, str | None]:
    """Return why nothing about some IKM may go to anybody; those of whom nothing is known are not in it."""
    known = {
        contact.ikm_id: contact for contact in session.scalars(select(Contact).where(among(Contact.ikm_id, ikm_ids)))
    }
    return {ikm_id: _objection(line_of(session, ikm_id)) for ikm_id in known}


Line = dict[UUID, Contact | None]


def _objection(line: Line) -> str | None:
    """Whoever objected under the name an IKM was written to, or under the one it lives on in, has objected."""
    ends = {one: line[one] for one in (*list(line)[:1], *list(line)[-1:])}.values()
    reasons = (reason_to_hold_back(known.restricted, known.consent) for known in ends if known)
    return next(filter(None, reasons), None)


def _reached(
    to: Addressee, account: Recipient | None, institution: Institution | None, line: Line
) -> tuple[str, str, str]:
    if to.account_id:
        if account:
            return account.name, account.email, account.language
    elif to.ikm_id:
        contact = list(line.values())[-1]
        if contact and contact.revision:
            return contact.name or contact.ikm_name or to.name, contact.email or "", contact.language
    elif institution:
        return institution.name, institution.email or "", to.language
    return to.name, to.address, to.language


def _of_address(session: Session, address: str) -> tuple[bool, frozenset[str]]:
    if not is_deliverable(address):
        return False, frozenset()
    spelling = normal(address)
    blocked = session.scalar(select(Suppression.id).where(Suppression.address == spelling)) is not None
    return blocked, frozenset(session.scalars(select(Preference.template).where(Preference.address == spelling)))
