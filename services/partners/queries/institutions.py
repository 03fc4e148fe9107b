"""Institutions as the list and their pages show them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from services.partners.domain.institution import ACTIVE, PROSPECTIVE
from services.partners.domain.offer import RUNNING
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from services.partners.models.offer import Offer
from services.partners.queries.standings import GRANTED
from shared import searching
from shared.among import among
from shared.errors import NotFound


@dataclass(frozen=True)
class InstitutionFilter:
    """What a list is narrowed to; ``waiting`` sign in already and are no active partner yet."""

    state: str | None = None
    kind: str | None = None
    search: str | None = None
    waiting: bool = False


@dataclass(frozen=True)
class InstitutionRow:
    """``offers`` run at the moment; ``seats`` were granted in these and in completed ones."""

    institution: Institution
    offers: int
    seats: int


def list_institutions(
    session: Session, wanted: InstitutionFilter, size: int, offset: int = 0
) -> tuple[list[InstitutionRow], int]:
    """Return one page of institutions with what they have granted, and how many there are in all."""
    conditions = _conditions(wanted)
    total = count_institutions(session, wanted)
    found = session.scalars(
        select(Institution).where(*conditions).order_by(Institution.name, Institution.id).limit(size).offset(offset)
    ).all()
    granted = _granted(session, [institution.id for institution in found])
    return [InstitutionRow(institution, *granted.get(institution.id, (0, 0))) for institution in found], total


def count_institutions(session: Session, wanted: InstitutionFilter) -> int:
    """Return how many institutions the list narrowed like this has."""
    return session.scalar(counting_institutions(wanted)) or 0


def counting_institutions(wanted: InstitutionFilter) -> Select[int]:
    """Return the statement that counts them, alone or beside others."""
    return select(func.count(Institution.id)).where(*_conditions(wanted))


def get_institution(session: Session, institution_id: UUID) -> Institution:
    institution = session.get(Institution, institution_id)
    if institution is None:
        raise NotFound
    return institution


def get_account_of(session: Session, institution_id: UUID, account_id: UUID) -> Account:
    """Return an account of this institution; any other is not there."""
    account = session.get(Account, account_id)
    if account is None or account.institution_id != institution_id:
        raise NotFound
    return account


def active_institutions(session: Session) -> list[tuple[UUID, str]]:
    """Return (id, name) of every institution that may offer something now."""
    statement = select(Institution.id, Institution.name).where(Institution.state == ACTIVE)
    return [(row.id, row.name) for row in session.execute(statement.order_by(Institution.name))]


def _granted(session: Session, ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    running = func.count(case((Offer.state.in_(RUNNING), 1)))
    statement = (
        select(Offer.institution_id, running, func.coalesce(func.sum(Offer.quota), 0))
        .where(among(Offer.institution_id, ids), Offer.state.in_(GRANTED))
        .group_by(Offer.institution_id)
    )
    return {institution_id: (offers, seats or 0) for institution_id, offers, seats in session.execute(statement)}


def _conditions(wanted: InstitutionFilter) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if wanted.state:
        found.append(Institution.state == wanted.state)
    if wanted.kind:
        found.append(Institution.kind == wanted.kind)
    if wanted.search:
        found.append(searching.found(wanted.search, Institution.name))
    if wanted.waiting:
        found.append(is_waiting())
    return found


def is_waiting() -> ColumnElement[bool]:
    """Somebody signs in for the institution, and nobody has made it an active partner yet."""
    signs_in = exists().where(Account.institution_id == Institution.id, Account.active).correlate(Institution)
    return and_(Institution.state == PROSPECTIVE, signs_in)
