"""Why those who cannot come cannot: counted per offer and per topic, each count with a list of exactly these rows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.partners.domain.excuse import OWN_WORDS
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries.standings import DECLINED, condition, with_invitation


@dataclass(frozen=True)
class Counted:
    """``excuse`` is one of the ready choices, or that somebody wrote why."""

    topic: str
    excuse: str
    count: int


def count_excuses(session: Session, offer_id: UUID | None = None) -> list[Counted]:
    """Return how often each was given, by topic, of one offer or of all; what nobody gave is left out."""
    columns: Any = select(Offer.topic, _KIND, func.count()).select_from(Nomination)
    joined = with_invitation(columns.join(Offer, Offer.id == Nomination.offer_id))
    statement = joined.where(condition(DECLINED))
    if offer_id:
        statement = statement.where(Nomination.offer_id == offer_id)
    rows = session.execute(statement.group_by(Offer.topic, _KIND).order_by(Offer.topic, func.count().desc(), _KIND))
    return [Counted(*row) for row in rows]


def because_of(excuse: str) -> ColumnElement[bool]:
    """Return the condition of those rows behind a count."""
    return Invitation.excuse.is_(None) if excuse == OWN_WORDS else Invitation.excuse == excuse


def by_topic(counted: list[Counted]) -> dict[str, dict[str, int]]:
    """Return for each topic how often each was given."""
    table: dict[str, dict[str, int]] = {}
    for item in counted:
        table.setdefault(item.topic, {})[item.excuse] = item.count
    return table


_KIND = func.coalesce(Invitation.excuse, OWN_WORDS)
