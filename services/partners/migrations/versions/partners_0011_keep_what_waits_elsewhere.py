"""Keep a copy of how much waits for people in each of the other services."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0011"
down_revision = "partners_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_count",
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_waiting_count")),
    )
    op.drop_column("mail_flow", "to_settle")


def downgrade() -> None:
    op.add_column("mail_flow", sa.Column("to_settle", sa.Integer(), nullable=False, server_default="0"))
    op.drop_table("waiting_count")
