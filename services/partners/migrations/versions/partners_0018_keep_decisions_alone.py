"""Keep what somebody decided alone: what the machine thinks is worked out when somebody looks."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0018"
down_revision = "partners_0017"
branch_labels = None
depends_on = None

REMATCH = sa.text("rematch")
MARKED = ("ikm_profile", "invitation")


def upgrade() -> None:
    op.execute(
        "DELETE FROM nomination WHERE state IN ('suggested', 'to_confirm', 'not_eligible') AND nominated_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM invitation WHERE invitation.nomination_id = nomination.id)"
        " AND NOT EXISTS (SELECT 1 FROM nomination AS other WHERE other.superseded_by = nomination.id)"
    )
    for table in MARKED:
        op.drop_index(f"ix_{table}_rematch", table)
        op.drop_column(table, "rematch")
    op.drop_column("offer", "matched_at")


def downgrade() -> None:
    op.add_column("offer", sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE offer SET matched_at = opened_at")
    for table in MARKED:
        op.add_column(table, sa.Column("rematch", sa.Boolean(), nullable=False, server_default=sa.true()))
        op.create_index(f"ix_{table}_rematch", table, ["ikm_id"], sqlite_where=REMATCH, postgresql_where=REMATCH)
