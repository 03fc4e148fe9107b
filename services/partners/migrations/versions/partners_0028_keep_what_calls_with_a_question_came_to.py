"""Keep what calls with a question came to."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0028"
down_revision = "partners_0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_question_call_tries")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_question_call_offer_id_offer")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm_profile.ikm_id"], name=op.f("fk_question_call_ikm_id_ikm_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_call")),
        sa.UniqueConstraint("offer_id", "ikm_id", "question", name=op.f("uq_question_call_offer_id_ikm_id_question")),
    )
    op.create_index("ix_question_call_ikm_id", "question_call", ["ikm_id"])
    op.create_index("ix_question_call_answer_id", "question_call", ["answer_id"])


def downgrade() -> None:
    op.drop_table("question_call")
