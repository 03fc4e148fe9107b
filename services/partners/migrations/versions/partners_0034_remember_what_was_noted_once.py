"""Which entries of an attendance list were taken: what a browser sends again once the line is back counts once."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0034"
down_revision = "partners_0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_entry")),
    )


def downgrade() -> None:
    op.drop_table("attendance_entry")
