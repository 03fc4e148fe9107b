"""The ledger: quota granted → nominated → confirmed, per offer and over all offers."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.domain.offer import CANCELLED, REJECTED
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries import standings
from services.partners.queries.scope import belongs
from shared.among import among


@dataclass(frozen=True)
class Ledger:
    """Counts of rows; ``taken`` are the seats given away at the moment. ``off``: there is nothing to give any more."""

    quota: int = 0
    nominated: int = 0
    confirmed: int = 0
    attended: int = 0
    completed: int = 0
    outcome: int = 0
    unanswered: int = 0
    declined: int = 0
    expired: int = 0
    to_decide: int = 0
    waiting: int = 0
    rejected: int = 0
    parted: int = 0
    taken: int = 0
    off: bool = False

    @property
    def free(self) -> int:
        return 0 if self.off else max(self.quota - self.taken, 0)

    @property
    def exceeds(self) -> bool:
        """Whether more were nominated, one after the other, than there are seats."""
        return self.nominated > self.quota


OFF = frozenset({CANCELLED, REJECTED})
COUNTED = tuple(field.name for field in fields(Ledger) if field.name not in ("quota", "taken", "off"))


def of_offers(session: Session, offer_ids: Iterable[UUID]) -> dict[UUID, Ledger]:
    """Return the ledger of each offer, in one query however many there are."""
    ids = list(offer_ids)
    rows = session.execute(_counts(Offer.id, Offer.quota, Offer.state).where(among(Offer.id, ids)).group_by(Offer.id))
    found = {row.id: _ledger(row, off=row.state in OFF) for row in rows}
    return {offer_id: found.get(offer_id, Ledger()) for offer_id in ids}


def of_offer(session: Session, offer_id: UUID) -> Ledger:
    return of_offers(session, [offer_id])[offer_id]


def over_all(session: Session, *, of: UUID | None) -> Ledger:
    """Return the ledger over all granted offers ``of`` an institution, or of all."""
    granted = Offer.state.in_(standings.GRANTED), belongs(of)
    quota = select(func.sum(Offer.quota)).where(*granted).scalar_subquery().label("quota")
    return _ledger(session.execute(_counts(quota).where(*granted)).one())


def _counts(*columns: Any) -> Select[Any]:
    sums = [_count(standings.condition(name)).label(name) for name in COUNTED]
    taken = _count(Nomination.state.in_(TAKES_A_SEAT)).label("taken")
    statement = select(*columns, *sums, taken).select_from(Offer).outerjoin(Nomination, Nomination.offer_id == Offer.id)
    return standings.with_invitation(statement)


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _ledger(row: Any, *, off: bool = False) -> Ledger:
    return Ledger(quota=row.quota or 0, off=off, **{name: getattr(row, name) for name in (*COUNTED, "taken")})
