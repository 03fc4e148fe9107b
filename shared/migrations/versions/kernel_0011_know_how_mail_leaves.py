"""Know in every service how the office's mail leaves: notifications' own row, a copy in the others."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0011"
down_revision = "kernel_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("server", sa.String(length=400), nullable=False),
        sa.Column("sender", sa.String(length=460), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("went_out", sa.Boolean(), nullable=True),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )


def downgrade() -> None:
    op.drop_table("outgoing_mail")
