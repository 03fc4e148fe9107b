"""Room for what staff lay down about the plan: parts of a quota, who is to confirm, what a further seat counts, floors.

An office of before has laid down none of it, and its plan stays as it is.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_0026"
down_revision = "partners_0025"
branch_labels = None
depends_on = None

ADDED: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("policy", sa.Column("step", sa.Integer(), nullable=False, server_default="0")),
    ("offer", sa.Column("segments", sa.JSON(), nullable=False, server_default="[]")),
    ("offer", sa.Column("takes_unconfirmed", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("plan", sa.Column("floors_cost", sa.Integer(), nullable=True)),
    ("plan_offer", sa.Column("to_confirm", sa.Integer(), nullable=False, server_default="0")),
    ("plan_miss", sa.Column("to_confirm", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("plan_seat", sa.Column("to_confirm", sa.Boolean(), nullable=False, server_default=sa.false())),
)


def upgrade() -> None:
    for table, column in ADDED:
        op.add_column(table, column)
    op.create_table(
        "plan_floor",
        sa.Column("kecamatan_code", sa.String(length=10), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_plan_floor_seats_positive")),
        sa.PrimaryKeyConstraint("kecamatan_code", name=op.f("pk_plan_floor")),
    )


def downgrade() -> None:
    op.drop_table("plan_floor")
    for table, column in reversed(ADDED):
        op.drop_column(table, column.name)
