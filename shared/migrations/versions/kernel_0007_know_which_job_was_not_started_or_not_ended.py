"""Know which job was put on the queue and not taken, and until when one that was begun must have ended."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0007"
down_revision = "kernel_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schedule_entry", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("schedule_entry", sa.Column("runs_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("schedule_entry", "runs_until")
    op.drop_column("schedule_entry", "sent_at")
