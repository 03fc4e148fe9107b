"""Remember how the days of a list are written, and which consent was brought without its day.

A list that nobody has said yes to is read anew: its days were taken with the day first, whatever was meant.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from shared.clock import WITA
from shared.database import UTCDateTime

revision = "registry_0008"
down_revision = "registry_0007"
branch_labels = None
depends_on = None

BATCH = sa.table(
    "import_batch",
    sa.column("status", sa.String()),
    sa.column("stored_name", sa.String()),
    sa.column("claimed_until", UTCDateTime()),
    sa.column("revision", sa.Integer()),
)
CONSENT = sa.table(
    "consent",
    sa.column("id", sa.Uuid()),
    sa.column("state", sa.String()),
    sa.column("recorded_at", UTCDateTime()),
    sa.column("import_batch_id", sa.Uuid()),
    sa.column("dated", sa.Boolean()),
)


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("dates", sa.JSON(), nullable=True))
    op.add_column("consent", sa.Column("dated", sa.Boolean(), nullable=False, server_default=sa.true()))
    _read_anew()
    _mark_undated()


def downgrade() -> None:
    op.drop_column("consent", "dated")
    op.drop_column("import_batch", "dates")


def _read_anew() -> None:
    unconfirmed = BATCH.c.status.in_(["planning", "planned"]) & BATCH.c.stored_name.is_not(None)
    anew = {"status": "uploaded", "claimed_until": None, "revision": BATCH.c.revision + 1}
    op.execute(sa.update(BATCH).where(unconfirmed).values(anew))


def _mark_undated() -> None:
    """A list that named the day was recorded at that day's midnight; without one, at the moment it was written."""
    connection = op.get_bind()
    listed = sa.select(CONSENT.c.id, CONSENT.c.recorded_at).where(CONSENT.c.import_batch_id.is_not(None))
    undated = [row.id for row in connection.execute(listed) if not _is_midnight(row.recorded_at)]
    for start in range(0, len(undated), 500):
        some = CONSENT.c.id.in_(undated[start : start + 500])
        connection.execute(sa.update(CONSENT).where(some).values(dated=False))


def _is_midnight(moment: datetime) -> bool:
    return not any(moment.astimezone(WITA).timetuple()[3:6]) and moment.microsecond == 0
