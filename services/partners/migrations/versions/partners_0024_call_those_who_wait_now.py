"""Call those without email who wait for a seat now: nothing says whether anybody told them their place."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "partners_0024"
down_revision = "partners_0022"
branch_labels = None
depends_on = None

CALL = sa.table(
    "line_call",
    sa.column("id", sa.Uuid()),
    sa.column("nomination_id", sa.Uuid()),
    sa.column("why", sa.String()),
    sa.column("ended_at", sa.DateTime(timezone=True)),
    sa.column("told_at", sa.DateTime(timezone=True)),
)
NOMINATION = sa.table(
    "nomination",
    sa.column("id", sa.Uuid()),
    sa.column("ikm_id", sa.Uuid()),
    sa.column("state", sa.String()),
    sa.column("in_line_since", sa.DateTime(timezone=True)),
)
PROFILE = sa.table(
    "ikm_profile", sa.column("ikm_id", sa.Uuid()), sa.column("email", sa.String()), sa.column("reachable", sa.Boolean())
)


def upgrade() -> None:
    called = sa.select(CALL.c.nomination_id).where(CALL.c.told_at.is_(None))
    waiting = (
        sa.select(NOMINATION.c.id)
        .join_from(NOMINATION, PROFILE, PROFILE.c.ikm_id == NOMINATION.c.ikm_id)
        .where(NOMINATION.c.state == "waiting", NOMINATION.c.in_line_since.is_not(None))
        .where(sa.or_(PROFILE.c.email.is_(None), PROFILE.c.reachable.is_(False)))
        .where(NOMINATION.c.id.not_in(called))
    )
    began = datetime.now(UTC)
    calls = [
        {"id": uuid4(), "nomination_id": each, "why": "in_line", "ended_at": began}
        for each in op.get_bind().scalars(waiting)
    ]
    if calls:
        op.bulk_insert(CALL, calls)


def downgrade() -> None:
    op.execute(sa.delete(CALL).where(CALL.c.why == "in_line"))
