"""Keep what those who took part say of a programme."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0038"
down_revision = "partners_0036"
branch_labels = None
depends_on = None

TABLE = "evaluation"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("first_step", sa.Text(), nullable=False),
        sa.Column("obstacle", sa.Text(), nullable=False),
        sa.Column("obstacle_topic", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("useful BETWEEN 1 AND 5", name=op.f("ck_evaluation_useful_in_range")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_evaluation_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_evaluation_enrolment_id")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
