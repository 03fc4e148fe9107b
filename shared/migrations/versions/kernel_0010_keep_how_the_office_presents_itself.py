"""Keep how the office presents itself: partners' own row, a copy in the other services."""

import sqlalchemy as sa
from alembic import op

revision = "kernel_0010"
down_revision = "kernel_0009"
branch_labels = None
depends_on = None

SAID = {"name": 200, "address": 300, "phone": 40, "whatsapp": 40, "email": 254, "letterhead": 300, "hours": 200}


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in SAID.items()),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )


def downgrade() -> None:
    op.drop_table("office")
