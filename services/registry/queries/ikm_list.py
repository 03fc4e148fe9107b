"""The register as a list: searched, filtered, sorted, a page at a time, in two queries whatever is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from services.registry.domain.ikm import LIVE
from services.registry.models.listing import Listing
from shared.searching import found_in_key

CURRENT = (*LIVE, "inactive")
SORTS: dict[str, Any] = {
    "name": (Listing.name_key, Listing.ikm_id),
    "newest": (Listing.number.desc(),),
    "number": (Listing.number,),
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. ``email``: only with (True) or without (False) an address that works."""

    search: str = ""
    kecamatan: str | None = None
    cluster: str | None = None
    branch: str | None = None
    status: str | None = None
    need: str | None = None
    email: bool | None = None
    sort: str = "name"


def ikm_lines(session: Session, filters: Filters, *, offset: int, size: int) -> tuple[Sequence[Listing], int]:
    """Return one page of the list and how many businesses it has in all."""
    conditions = list(_conditions(filters))
    total = session.scalar(select(func.count()).select_from(Listing).where(*conditions)) or 0
    page = select(Listing).where(*conditions).order_by(*SORTS[filters.sort]).offset(offset).limit(size)
    return session.scalars(page).all(), total


def closed_ikm(session: Session) -> int:
    """Count the businesses that the plain list leaves out because they have closed."""
    return session.scalar(select(func.count()).select_from(Listing).where(Listing.status == "closed")) or 0


def _conditions(filters: Filters) -> list[Any]:
    equal = {
        Listing.kecamatan_code: filters.kecamatan,
        Listing.cluster: filters.cluster,
        Listing.branch: filters.branch,
        Listing.status: filters.status,
    }
    conditions: list[Any] = [column == value for column, value in equal.items() if value]
    if not filters.status:
        conditions.append(Listing.status.in_(CURRENT))
    if filters.need:
        conditions.append(Listing.need_topics.contains(f" {filters.need} ", autoescape=True))
    if filters.email is not None:
        written_to = and_(Listing.email.is_not(None), Listing.reachable)
        conditions.append(written_to if filters.email else ~written_to)
    if filters.search.strip():
        conditions.append(found_in_key(filters.search, Listing.search_text))
    return conditions
