"""Seal the history with a key the database never sees, and know a database that was restored."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0005"
down_revision = "kernel_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("change", sa.Column("seal", sa.String(length=80), nullable=True))
    op.create_table(
        "restoration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asking", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
    )
    op.execute("INSERT INTO restoration (id, asking) VALUES (1, FALSE)")
    op.drop_column("stream", "void_to")
    op.drop_column("stream", "void_from")


def downgrade() -> None:
    op.add_column("stream", sa.Column("void_from", sa.BigInteger(), nullable=True))
    op.add_column("stream", sa.Column("void_to", sa.BigInteger(), nullable=True))
    op.drop_table("restoration")
    op.drop_column("change", "seal")
