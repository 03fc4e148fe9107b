"""Keep what was answered half a year after a programme, how an IKM stood, and by what it rose."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0023"
down_revision = "registry_0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outcome", sa.Column("answered_on", sa.Date(), nullable=True))
    op.create_table(
        "standing",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ikm_id", name="pk_standing"),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name="fk_standing_ikm_id_ikm", ondelete="CASCADE"),
    )
    op.create_table(
        "rise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risen_on", sa.Date(), nullable=False),
        sa.Column("old", sa.String(60), nullable=True),
        sa.Column("new", sa.String(60), nullable=False),
        sa.Column("evidence", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rise"),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name="fk_rise_ikm_id_ikm", ondelete="CASCADE"),
        sa.UniqueConstraint("ikm_id", "rule", "new", name="uq_rise_ikm_id"),
    )
    op.create_index("ix_rise_risen_on", "rise", ["risen_on"])
    op.create_table(
        "aspect_score",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aspect_score"),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name="fk_aspect_score_ikm_id_ikm", ondelete="CASCADE"),
    )
    op.create_index("ix_aspect_score_ikm_id", "aspect_score", ["ikm_id", "assessed_on"])


def downgrade() -> None:
    for name in ("aspect_score", "rise", "standing"):
        op.drop_table(name)
    op.drop_column("outcome", "answered_on")
