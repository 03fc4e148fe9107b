"""Remember how much waited for people when it was last announced."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0009"
down_revision = "kernel_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_announced",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_announced")),
    )
    op.execute("INSERT INTO waiting_announced (id, revision, counts) VALUES (1, 0, '{}')")


def downgrade() -> None:
    op.drop_table("waiting_announced")
