"""Say since when an IKM waits for a seat and has not heard what came of it, and why somebody cannot come, as a choice.

Whoever waited in a programme that has begun by now is not written to so late.
"""

import sqlalchemy as sa
from alembic import op

from shared.clock import today

revision = "partners_0014"
down_revision = "partners_0013"
branch_labels = None
depends_on = None

IN_LINE = sa.text("in_line_since IS NOT NULL")
WAITING = sa.text(
    """
    UPDATE nomination SET in_line_since = coalesce(decided_at, suggested_at)
    WHERE state = 'waiting' AND superseded_by IS NULL AND offer_id IN (
        SELECT id FROM offer WHERE state IN ('open', 'paused') AND starts_on > :today
    )
    """
)


def upgrade() -> None:
    op.add_column("nomination", sa.Column("in_line_since", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_nomination_in_line_since", "nomination", ["offer_id"], sqlite_where=IN_LINE, postgresql_where=IN_LINE
    )
    op.execute(WAITING.bindparams(sa.bindparam("today", today(), sa.Date())))
    op.add_column("invitation", sa.Column("excuse", sa.String(20)))


def downgrade() -> None:
    op.drop_column("invitation", "excuse")
    op.drop_index("ix_nomination_in_line_since", "nomination")
    op.drop_column("nomination", "in_line_since")
