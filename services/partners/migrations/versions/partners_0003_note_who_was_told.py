"""Note what an IKM is told of an invitation that was called off, and who told it."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0003"
down_revision = "partners_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(sa.Column("notice", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("told_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("told_how", sa.String(length=10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("invitation") as batch_op:
        for name in ("told_how", "told_by", "told_at", "notice"):
            batch_op.drop_column(name)
