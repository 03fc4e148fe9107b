"""Know of every run of a job that it never ended, and why a piece of long work failed."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0012"
down_revision = "kernel_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schedule_entry", sa.Column("last_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("work", sa.Column("error", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("work", "error")
    op.drop_column("schedule_entry", "last_until")
