"""Keep certificates of participation as they were printed, and the last number of each year."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0032"
down_revision = "partners_0035"
branch_labels = None
depends_on = None

TABLE, YEARS = "participation_certificate", "certificate_year"
LIVE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        YEARS,
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_certificate_year")),
    )
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("ikm_name", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("institution_name", sa.String(length=200), nullable=False),
        sa.Column("office_name", sa.String(length=200), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_participation_certificate_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_participation_certificate_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_participation_certificate_code")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_participation_certificate_year_serial")),
    )
    op.create_index(f"ix_{TABLE}_enrolment_id", TABLE, ["enrolment_id"])
    op.create_index(f"ix_{TABLE}_offer_id", TABLE, ["offer_id"])
    op.create_index(
        f"uq_{TABLE}_live_enrolment_id", TABLE, ["enrolment_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_table(YEARS)
