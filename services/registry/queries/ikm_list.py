"""The register as a list: searched, filtered, sorted, a page at a time, in two queries at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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


class Found(NamedTuple):
    """One page of the list, and how many businesses it has in all; ``closed``: how many the plain list leaves out."""

    lines: Sequence[Listing]
    total: int
    closed: int = 0


def ikm_lines(session: Session, filters: Filters, *, offset: int, size: int) -> Found:
    """Return one page of the list, reading the register from end to end at most once."""
    conditions = list(_conditions(filters))
    page = select(Listing).where(*conditions).order_by(*SORTS[filters.sort]).offset(offset).limit(size)
    lines = session.scalars(page).all()
    if filters == Filters():
        total, closed = _current_and_closed(session, conditions)
        return Found(lines, total, closed)
    if len(lines) < size and (lines or not offset):
        # Looking for more than these has read all there is.
        return Found(lines, offset + len(lines))
    return Found(lines, session.scalar(select(func.count()).select_from(Listing).where(*conditions)) or 0)


def has_ikm(session: Session) -> bool:
    """Tell whether the register holds any business at all, also one that has closed."""
    return bool(count_begun(session))


def count_begun(session: Session) -> int:
    """Return 1 as soon as the register holds any business, else 0."""
    return int(session.scalar(select(Listing.ikm_id).limit(1)) is not None)


def _current_and_closed(session: Session, current: list[Any]) -> tuple[int, int]:
    listed, closed = func.count().filter(and_(*current)), func.count().filter(Listing.status == "closed")
    counts = session.execute(select(listed, closed).select_from(Listing)).one()
    return counts[0], counts[1]


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
