"""Keep a copy of what came of programmes, as the register says it."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0033"
down_revision = "partners_0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ikm_outcome",
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_ikm_outcome")),
    )
    op.create_index("ix_ikm_outcome_ikm_id", "ikm_outcome", ["ikm_id"])
    op.create_index("ix_ikm_outcome_state", "ikm_outcome", ["state"])
    op.create_table(
        "ikm_outcome_offer",
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("outcome_id", "offer_id", name=op.f("pk_ikm_outcome_offer")),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["ikm_outcome.outcome_id"], name=op.f("fk_ikm_outcome_offer_outcome_id_ikm_outcome")
        ),
    )
    op.create_index("ix_ikm_outcome_offer_offer_id", "ikm_outcome_offer", ["offer_id", "outcome_id"])


def downgrade() -> None:
    op.drop_table("ikm_outcome_offer")
    op.drop_table("ikm_outcome")
