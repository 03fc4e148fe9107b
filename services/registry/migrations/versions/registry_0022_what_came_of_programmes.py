"""Keep who finished which programme, what came of it, and by which evidence."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0022"
down_revision = "registry_0021"
branch_labels = None
depends_on = None

STATES = ("planned", "achieved", "verified", "refused", "expired", "revoked", "dropped")
IS_PLANNED = sa.text("state = 'planned' AND counts_with_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("begun_for", sa.Uuid(), nullable=False),
        sa.Column("counts_with_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name="fk_outcome_ikm_id_ikm", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["counts_with_id"], ["outcome.id"], name="fk_outcome_counts_with_id_outcome", ondelete="SET NULL"
        ),
        sa.CheckConstraint(f"state IN ({', '.join(map(repr, STATES))})", name=op.f("ck_outcome_state")),
    )
    op.create_index(
        "uq_outcome_planned", "outcome", ["ikm_id", "kind"], unique=True, sqlite_where=IS_PLANNED,
        postgresql_where=IS_PLANNED,
    )  # fmt: skip
    op.create_index("ix_outcome_ikm_id", "outcome", ["ikm_id"])
    op.create_index("ix_outcome_state", "outcome", ["state", "began_on"])
    op.create_index("ix_outcome_counts_with_id", "outcome", ["counts_with_id"])
    _enrolment()
    _evidence()


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("made_for", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("topic", sa.String(24), nullable=True),
        sa.Column("institution", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name="fk_enrolment_ikm_id_ikm", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name="fk_enrolment_outcome_id_outcome", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_enrolment_ikm_id", "enrolment", ["ikm_id", "state"])
    op.create_index("ix_enrolment_outcome_id", "enrolment", ["outcome_id"])
    op.create_index("ix_enrolment_ended_on", "enrolment", ["ended_on"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(200), nullable=True),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(200), nullable=True),
        sa.Column("file_type", sa.String(40), nullable=True),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name="fk_evidence_outcome_id_outcome", ondelete="CASCADE"
        ),
        sa.CheckConstraint("source IS NOT NULL OR file_name IS NOT NULL", name=op.f("ck_evidence_source_or_file")),
    )
    op.create_index("ix_evidence_outcome_id", "evidence", ["outcome_id", "created_at"])


def downgrade() -> None:
    for name in ("evidence", "enrolment", "outcome"):
        op.drop_table(name)
