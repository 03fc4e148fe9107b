"""The whole ledger, quota → nominated → confirmed → attended → completed → outcome, divided as somebody asks."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Subquery, case, cast, func, literal, select
from sqlalchemy.orm import Session

from services.partners.domain import ledger as rules
from services.partners.domain import step
from services.partners.domain.ledger import Figures, Line
from services.partners.models.institution import Institution
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.seat_value import SeatValue
from services.partners.queries.about import About, of_offers, of_people
from services.partners.queries.scope import belongs
from services.partners.queries.standings import GRANTED, NOMINATED, condition
from shared.clock import today

EVERYTHING = "all"
_PEOPLE = {
    rules.AREA: Nomination.kecamatan_code,
    rules.CLUSTER: Nomination.cluster,
    rules.OWNER: Nomination.owner_sex,
}
_OFFERS: dict[str, tuple[Any, Any]] = {
    EVERYTHING: (literal(""), literal("")),
    rules.OFFER: (Offer.id, Offer.title),
    rules.INSTITUTION: (Offer.institution_id, Institution.name),
    rules.KIND: (Institution.kind, literal("")),
    rules.TOPIC: (Offer.topic, literal("")),
    rules.FORM: (Offer.form, literal("")),
    rules.MONTH: (Offer.starts_on, literal("")),
    rules.YEAR: (Offer.starts_on, literal("")),
}
PEOPLE: dict[str, ColumnElement[int]] = {
    "nominated": func.count(),
    "confirmed": func.sum(case((Nomination.step >= step.CONFIRMED, 1), else_=0)),
    "attended": func.sum(case((Nomination.step >= step.ATTENDED, 1), else_=0)),
    "completed": func.sum(case((Nomination.step >= step.COMPLETED, 1), else_=0)),
    "outcome": func.sum(case((Nomination.bore_fruit, 1), else_=0)),
}
"""How each figure of people is counted."""


def ledger_lines(session: Session, division: str, about: About, *, of: UUID | None) -> list[Line]:
    """Return the ledger over granted offers ``of`` an institution, or of all: one line for each part that has any."""
    cells = _cells(division, about, of)
    key, name = _OFFERS[division] if division in _OFFERS else (cells.c.about, literal(""))
    value = func.coalesce(Offer.seat_value, SeatValue.value)
    statement = (
        select(
            key,
            name,
            func.sum(Offer.quota),
            *(_total(cells.c[word]) for word in PEOPLE),
            _total(_lapsed(cells)),
            _total(cast(cells.c.attended, BigInteger) * func.coalesce(value, 0)),
            _total(case((value.is_(None), cells.c.attended), else_=0)),
        )
        .select_from(Offer)
        .join(Institution, Institution.id == Offer.institution_id)
        .outerjoin(SeatValue, SeatValue.form == Offer.form)
        .join(cells, cells.c.offer_id == Offer.id, isouter=not _divides_people(division, about))
        .where(Offer.state.in_(GRANTED), belongs(of), *of_offers(about))
        .group_by(key, name)
    )
    known = not _divides_people(division, about)
    return rules.folded(division, (_cell(row, quota_known=known) for row in session.execute(statement)))


def whole(session: Session, about: About, *, of: UUID | None) -> Figures:
    """Return the figures of all lines together, whatever the ledger is divided by."""
    lines = ledger_lines(session, EVERYTHING, about, of=of)
    return lines[0].figures if lines else Figures(granted=None if about.divides_people else 0)


def _divides_people(division: str, about: About) -> bool:
    return division in rules.OF_IKM or about.divides_people


def _cells(division: str, about: About, of: UUID | None) -> Subquery:
    """Count the nominations of each offer by how far they came, out of the index that is made for it."""
    column = _PEOPLE.get(division)
    parts = [column.label("about")] if column is not None else []
    offers = select(Offer.id).where(Offer.state.in_(GRANTED), belongs(of), *of_offers(about))
    return (
        select(Nomination.offer_id, *parts, *(count.label(word) for word, count in PEOPLE.items()))
        .where(Nomination.offer_id.in_(offers), condition(NOMINATED), *of_people(about))
        .group_by(Nomination.offer_id, *([column] if column is not None else []))
        .subquery()
    )


def _lapsed(cells: Subquery) -> Any:
    left = Offer.quota - func.coalesce(cells.c.confirmed, 0)
    return case(((Offer.starts_on <= today()) & (left > 0), left), else_=0)


def _total(values: Any) -> Any:
    return func.coalesce(func.sum(values), 0)


def _cell(row: Any, *, quota_known: bool) -> rules.Cell:
    about, name, granted, *counts = row
    nominated, confirmed, attended, completed, outcome, lapsed, cost, unvalued = map(int, counts)
    return about, name or None, Figures(
        granted=int(granted or 0) if quota_known else None,
        nominated=nominated,
        confirmed=confirmed,
        attended=attended,
        completed=completed,
        outcome=outcome,
        lapsed=lapsed if quota_known else None,
        cost=cost,
        unvalued=unvalued,
    )  # fmt: skip
