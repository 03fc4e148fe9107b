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
_OF_OFFER = Offer.quota, Offer.state
COUNTED = tuple(field.name for field in fields(Ledger) if field.name not in ("quota", "taken", "off"))


def of_offers(session: Session, offer_ids: Iterable[UUID]) -> dict[UUID, Ledger]:
    """Return the ledger of each offer, in two queries however many there are."""
    ids = list(offer_ids)
    offers = {row.id: row for row in session.execute(select(Offer.id, *_OF_OFFER).where(among(Offer.id, ids)))}
    statement = _counts(Nomination.offer_id).where(among(Nomination.offer_id, ids)).group_by(Nomination.offer_id)
    counts = {row.offer_id: row for row in session.execute(statement)}
    return {offer_id: _of(offers.get(offer_id), counts.get(offer_id)) for offer_id in ids}


def of_offer(session: Session, offer_id: UUID) -> Ledger:
    return of_offers(session, [offer_id])[offer_id]


def over_all(session: Session, *, of: UUID | None) -> Ledger:
    """Return the ledger over all granted offers ``of`` an institution, or of all."""
    granted = Offer.state.in_(standings.GRANTED), belongs(of)
    quota = session.scalar(select(func.sum(Offer.quota)).where(*granted))
    return _ledger(quota, session.execute(_counts().where(*granted)).one())


def _counts(*columns: Any) -> Select[Any]:
    sums = [_count(standings.condition(name)).label(name) for name in COUNTED]
    taken = _count(Nomination.state.in_(TAKES_A_SEAT)).label("taken")
    statement = select(*columns, *sums, taken).select_from(Nomination).join(Offer, Offer.id == Nomination.offer_id)
    return standings.with_invitation(statement)


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _of(offer: Any, row: Any) -> Ledger:
    return _ledger(offer.quota, row, off=offer.state in OFF) if offer else Ledger()


def _ledger(quota: int | None, row: Any, *, off: bool = False) -> Ledger:
    counts = {name: getattr(row, name) for name in (*COUNTED, "taken")} if row is not None else {}
    return Ledger(quota=quota or 0, off=off, **counts)
