"""Offers as lists and pages show them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from services.partners.domain import offer as rules
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.models.institution import Institution
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries import ledger
from services.partners.queries.about import EVERYBODY, About, of_offers
from services.partners.queries.ledger import Ledger
from services.partners.queries.scope import belongs
from services.partners.queries.standings import CONFIRMED, DECIDED, GRANTED, condition
from shared import searching
from shared.clock import today
from shared.errors import NotFound

LAPSE_DAYS = 21
FIRST_THINGS_FIRST = (
    rules.SUBMITTED, rules.OPEN, rules.PAUSED, rules.RETURNED, rules.DRAFT, rules.CLOSED, rules.COMPLETED,
)  # fmt: skip


@dataclass(frozen=True)
class OfferFilter:
    """What a list is narrowed to; ``lapsing`` start soon with free seats, ``untouched`` wait for a first selection."""

    state: str | None = None
    search: str | None = None
    lapsing: bool = False
    untouched: bool = False
    granted: bool = False
    lapsed: bool = False
    about: About = EVERYBODY


@dataclass(frozen=True)
class OfferRow:
    offer: Offer
    ledger: Ledger


def list_offers(
    session: Session, wanted: OfferFilter, size: int, offset: int = 0, *, of: UUID | None
) -> tuple[list[OfferRow], int]:
    """Return one page of offers ``of`` an institution, or of all, with their ledgers, and how many there are in all."""
    return first_offers(session, wanted, size, offset, of=of), count_offers(session, wanted, of=of)


def first_offers(
    session: Session, wanted: OfferFilter, size: int, offset: int = 0, *, of: UUID | None
) -> list[OfferRow]:
    """Return one page of offers with their ledgers, for whoever knows how many there are."""
    rank = case({state: number for number, state in enumerate(FIRST_THINGS_FIRST)}, value=Offer.state, else_=99)
    statement = _joined(select(Offer)).where(*_conditions(wanted, of))
    statement = statement.order_by(rank, Offer.starts_on.is_(None), Offer.starts_on, Offer.title, Offer.id)
    offers = session.scalars(statement.limit(size).offset(offset)).all()
    ledgers = ledger.of_offers(session, [offer.id for offer in offers])
    return [OfferRow(offer, ledgers[offer.id]) for offer in offers]


def count_offers(session: Session, wanted: OfferFilter, *, of: UUID | None) -> int:
    """Return how many offers the list narrowed like this has."""
    return session.scalar(counting_offers(wanted, of=of)) or 0


def counting_offers(wanted: OfferFilter, *, of: UUID | None) -> Select[int]:
    """Return the statement that counts them, alone or beside others."""
    return _joined(select(func.count(Offer.id))).where(*_conditions(wanted, of))


def states_of(session: Session, *, of: UUID | None) -> dict[str, int]:
    """Return how many offers of an institution, or of all, are in each state."""
    statement = select(Offer.state, func.count()).where(belongs(of)).group_by(Offer.state)
    return dict(session.execute(statement).all())


def get_offer(session: Session, offer_id: UUID, *, of: UUID | None) -> Offer:
    """Return an offer; ``of`` an institution, every offer but its own is not there."""
    offer = session.scalars(select(Offer).where(Offer.id == offer_id, belongs(of))).one_or_none()
    if offer is None:
        raise NotFound
    return offer


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.join(Institution, Institution.id == Offer.institution_id)


def _conditions(wanted: OfferFilter, of: UUID | None) -> list[ColumnElement[bool]]:
    found = [belongs(of)]
    if wanted.state:
        found.append(Offer.state == wanted.state)
    if wanted.search:
        found.append(searching.found(wanted.search, Offer.title, Institution.name))
    if wanted.lapsing:
        found.append(is_lapsing())
    if wanted.untouched:
        found.append(is_untouched())
    if wanted.granted:
        found.append(Offer.state.in_(GRANTED))
    if wanted.lapsed:
        found.append(has_lapsed())
    return [*found, *of_offers(wanted.about)]


def is_lapsing() -> ColumnElement[bool]:
    """The offer starts within three weeks and has seats that nobody has been given."""
    taken = (
        select(func.count())
        .where(Nomination.offer_id == Offer.id, Nomination.state.in_(TAKES_A_SEAT))
        .correlate(Offer)
        .scalar_subquery()
    )
    soon = Offer.starts_on <= today() + timedelta(days=LAPSE_DAYS)
    return and_(Offer.state.in_(rules.FOLLOWED), Offer.starts_on >= today(), soon, taken < Offer.quota)


def has_lapsed() -> ColumnElement[bool]:
    """The offer was granted and has begun, and seats of it were confirmed by nobody: nobody can have them any more."""
    confirmed = (
        select(func.count())
        .where(Nomination.offer_id == Offer.id, condition(CONFIRMED))
        .correlate(Offer)
        .scalar_subquery()
    )
    return and_(Offer.state.in_(GRANTED), Offer.starts_on <= today(), confirmed < Offer.quota)


def is_untouched() -> ColumnElement[bool]:
    """The offer is open, not yet begun, and staff have never chosen anybody for it."""
    chosen = exists().where(Nomination.offer_id == Offer.id, DECIDED).correlate(Offer)
    return and_(Offer.state == rules.OPEN, Offer.starts_on > today(), ~chosen)
