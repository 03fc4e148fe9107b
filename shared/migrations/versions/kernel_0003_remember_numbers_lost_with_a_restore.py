"""Remember the numbers that were lost with a restored database."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0003"
down_revision = "kernel_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stream", sa.Column("void_from", sa.BigInteger(), nullable=True))
    op.add_column("stream", sa.Column("void_to", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("stream", "void_to")
    op.drop_column("stream", "void_from")
