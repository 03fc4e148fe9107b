"""Note what an IKM is told of an invitation that was called off, and who told it."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0003"
down_revision = "partners_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitation", sa.Column("notice", sa.String(length=20)))
    op.add_column("invitation", sa.Column("told_at", sa.DateTime(timezone=True)))
    op.add_column("invitation", sa.Column("told_by", sa.Uuid()))
    op.add_column("invitation", sa.Column("told_how", sa.String(length=10)))


def downgrade() -> None:
    for name in ("told_how", "told_by", "told_at", "notice"):
        op.drop_column("invitation", name)
