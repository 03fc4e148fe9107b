"""What staff want of every plan: an IKM always in an offer, or never."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0022"
down_revision = "partners_0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_wish",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('pin', 'exclude')", name=op.f("ck_plan_wish_kind")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_plan_wish_offer_id_offer")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm_profile.ikm_id"], name=op.f("fk_plan_wish_ikm_id_ikm_profile")),
        sa.PrimaryKeyConstraint("offer_id", "ikm_id", name=op.f("pk_plan_wish")),
    )


def downgrade() -> None:
    op.drop_table("plan_wish")
