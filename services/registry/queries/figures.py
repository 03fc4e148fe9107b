"""Figures of the register, each with the filter that shows the rows behind it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.models.listing import Listing
from services.registry.queries.ikm_list import CURRENT


@dataclass(frozen=True)
class Figures:
    total: int
    verified: int
    with_email: int
    drafts: int


def register_figures(session: Session) -> Figures:
    """Return the large figures above the list."""
    counted = session.execute(
        select(
            func.count(),
            func.count().filter(Listing.status == "verified"),
            func.count().filter(Listing.email.is_not(None), Listing.reachable),
            func.count().filter(Listing.status == "draft"),
        ).where(Listing.status.in_(CURRENT))
    ).one()
    return Figures(*counted)


def ikm_by_kecamatan(session: Session) -> dict[str, int]:
    """Return how many IKM each kecamatan has, by its code."""
    rows = session.execute(
        select(Listing.kecamatan_code, func.count())
        .where(Listing.status.in_(CURRENT), Listing.kecamatan_code.is_not(None))
        .group_by(Listing.kecamatan_code)
    )
    return {code: count for code, count in rows if code}
