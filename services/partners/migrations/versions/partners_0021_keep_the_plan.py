"""The proposal for all free seats of all open offers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_0021"
down_revision = "partners_0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("ikm_up_to", sa.BigInteger(), nullable=False),
        sa.Column("history_up_to", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("greedy", sa.Integer(), nullable=False),
        sa.Column("greedy_seats", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["policy_version"], ["policy.version"], name=op.f("fk_plan_policy_version_policy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "plan_offer",
        *_of_plan("plan_offer"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("free", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("one_more", sa.Integer(), nullable=False),
        sa.Column("newcomer", sa.Uuid(), nullable=True),
        sa.Column("give_up", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "offer_id", name=op.f("pk_plan_offer")),
    )
    op.create_table(
        "plan_seat",
        *_of_plan("plan_seat"),
        *_of_ikm("plan_seat"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
    )
    op.create_table(
        "plan_miss",
        *_of_plan("plan_miss"),
        *_of_ikm("plan_miss"),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
    )
    op.create_index("ix_plan_miss_plan_id_missing", "plan_miss", ["plan_id", "missing"])


def _of_plan(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f(f"fk_{table}_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f(f"fk_{table}_offer_id_offer")),
    )


def _of_ikm(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm_profile.ikm_id"], name=op.f(f"fk_{table}_ikm_id_ikm_profile")),
        sa.PrimaryKeyConstraint("plan_id", "offer_id", "ikm_id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    for table in ("plan_miss", "plan_seat", "plan_offer", "plan"):
        op.drop_table(table)
