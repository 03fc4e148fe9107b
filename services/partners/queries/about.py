"""What a list or a figure is about: the same narrowing for the ledger and for the rows behind each of its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from services.partners.models.institution import Institution
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer

NOT_RECORDED = "-"
"""Asks for those of which it is not recorded."""


@dataclass(frozen=True)
class About:
    """``since`` and ``until`` are first days of programmes; kecamatan, cluster and sex are those of the IKM."""

    offer_id: UUID | None = None
    institution_id: UUID | None = None
    kind: str | None = None
    topic: str | None = None
    form: str | None = None
    since: date | None = None
    until: date | None = None
    kecamatan: str | None = None
    cluster: str | None = None
    sex: str | None = None

    @property
    def divides_people(self) -> bool:
        """Whether it keeps some of the people of an offer alone."""
        return bool(self.kecamatan or self.cluster or self.sex)


EVERYBODY = About()


def of_offers(about: About) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on offers."""
    if about.offer_id:
        yield Offer.id == about.offer_id
    if about.institution_id:
        yield Offer.institution_id == about.institution_id
    if about.kind:
        yield Offer.institution_id.in_(select(Institution.id).where(Institution.kind == about.kind))
    if about.topic:
        yield Offer.topic == about.topic
    if about.form:
        yield Offer.form == about.form
    if about.since:
        yield Offer.starts_on >= about.since
    if about.until:
        yield Offer.starts_on <= about.until


def of_people(about: About) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on whoever was nominated."""
    asked = (
        (Nomination.kecamatan_code, about.kecamatan),
        (Nomination.cluster, about.cluster),
        (Nomination.owner_sex, about.sex),
    )
    for column, wanted in asked:
        if wanted:
            yield _is(column, wanted)


def _is(column: Any, wanted: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if wanted == NOT_RECORDED else column == wanted
    return found
