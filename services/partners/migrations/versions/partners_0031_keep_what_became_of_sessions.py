"""Keep what became of sessions; what meets daily at its hours and was opened has a row for each day, by the same id."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import uuid5

import sqlalchemy as sa
from alembic import op

revision = "partners_0031"
down_revision = "partners_0030"
branch_labels = None
depends_on = None

WITA = timezone(timedelta(hours=8))
MOST_DAYS = 7
OFFER = sa.table(
    "offer",
    sa.column("id", sa.Uuid()),
    sa.column("state"),
    sa.column("starts_on", sa.Date()),
    sa.column("ends_on", sa.Date()),
    sa.column("hours_from"),
    sa.column("hours_until"),
)
SESSION = sa.table(
    "offer_session",
    sa.column("id", sa.Uuid()),
    sa.column("offer_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("title"),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("ends_at", sa.DateTime(timezone=True)),
    sa.column("state"),
)


def upgrade() -> None:
    op.add_column("offer_session", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("offer_session", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("offer_session", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("offer_session", sa.Column("near_told_for", sa.DateTime(timezone=True), nullable=True))
    with_rows = sa.exists().where(SESSION.c.offer_id == OFFER.c.id)
    known = (OFFER.c.starts_on, OFFER.c.ends_on, OFFER.c.hours_from, OFFER.c.hours_until)
    begun = OFFER.c.state.in_(("open", "paused", "closed"))
    offers = sa.select(OFFER).where(begun, ~with_rows, *(column.is_not(None) for column in known))
    rows = [row for offer in op.get_bind().execute(offers).all() for row in _daily(offer)]
    if rows:
        op.get_bind().execute(SESSION.insert(), rows)


def _daily(offer: Any) -> Iterator[dict[str, Any]]:
    days = (offer.ends_on - offer.starts_on).days + 1
    for number in range(days if days <= MOST_DAYS else 0):
        day = offer.starts_on + timedelta(days=number)
        yield {
            "id": uuid5(offer.id, day.isoformat()),
            "offer_id": offer.id,
            "number": number + 1,
            "title": "",
            "starts_at": _at(day, offer.hours_from),
            "ends_at": _at(day, offer.hours_until),
            "state": "planned",
        }


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), WITA).astimezone(UTC)


def downgrade() -> None:
    for name in ("near_told_for", "changed_at", "reason", "sequence"):
        op.drop_column("offer_session", name)
