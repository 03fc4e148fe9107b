"""Room for the whole ledger: how far each nomination came, what its IKM counts under, and what a seat is worth."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_0036"
down_revision = "partners_0032"
branch_labels = None
depends_on = None

COUNTS = sa.text("nominated_at IS NOT NULL AND superseded_by IS NULL")
ADDED: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("nomination", sa.Column("step", sa.SmallInteger(), nullable=False, server_default="0")),
    ("nomination", sa.Column("bore_fruit", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("nomination", sa.Column("kecamatan_code", sa.String(length=10), nullable=True)),
    ("nomination", sa.Column("cluster", sa.String(length=30), nullable=True)),
    ("nomination", sa.Column("owner_sex", sa.String(length=1), nullable=True)),
    ("offer", sa.Column("seat_value", sa.Integer(), nullable=True)),
    ("offer", sa.Column("seat_value_source", sa.String(length=200), nullable=True)),
)


def upgrade() -> None:
    for table, column in ADDED:
        op.add_column(table, column)
    op.create_table(
        "seat_value",
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("value >= 1", name=op.f("ck_seat_value_value_positive")),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_seat_value")),
    )
    _fill()
    op.create_index(
        "ix_nomination_ledger", "nomination", ["offer_id", "kecamatan_code", "cluster", "owner_sex", "step", "bore_fruit"],
        sqlite_where=COUNTS, postgresql_where=COUNTS,
    )  # fmt: skip


def _fill() -> None:
    nomination = sa.table("nomination", *map(sa.column, ("id", "ikm_id", "step", "kecamatan_code", "cluster",
                                                         "owner_sex")))  # fmt: skip
    enrolment = sa.table("enrolment", sa.column("nomination_id"))
    profile = sa.table("ikm_profile", *map(sa.column, ("ikm_id", "kecamatan_code", "cluster")),
                       sa.column("payload", sa.JSON()))  # fmt: skip
    of_profile = {
        "kecamatan_code": profile.c.kecamatan_code,
        "cluster": profile.c.cluster,
        "owner_sex": profile.c.payload["owner_sex"].as_string(),
    }
    mine = profile.c.ikm_id == nomination.c.ikm_id
    op.execute(nomination.update().values(
        {name: sa.select(column).where(mine).scalar_subquery() for name, column in of_profile.items()}
    ))  # fmt: skip
    op.execute(nomination.update().where(nomination.c.id.in_(sa.select(enrolment.c.nomination_id))).values(step=1))


def downgrade() -> None:
    op.drop_index("ix_nomination_ledger", "nomination")
    op.drop_table("seat_value")
    for table, column in reversed(ADDED):
        op.drop_column(table, column.name)
