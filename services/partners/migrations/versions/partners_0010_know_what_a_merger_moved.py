"""Know for whom a nomination was made that a merger moved, and what a merger took back, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0010"
down_revision = "partners_0009"
branch_labels = None
depends_on = None

MOVED, SUPERSEDED = sa.text("moved_from IS NOT NULL"), sa.text("superseded_by IS NOT NULL")


def upgrade() -> None:
    # Nothing is filled in: mergers of before are not undone, for the register does not know what they moved.
    op.add_column("nomination", sa.Column("moved_from", sa.Uuid()))
    op.add_column("nomination", sa.Column("merged_at", sa.DateTime(timezone=True)))
    op.add_column("nomination", sa.Column("parted_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_nomination_moved_from", "nomination", ["moved_from"], sqlite_where=MOVED, postgresql_where=MOVED
    )
    op.create_index(
        "ix_nomination_superseded_by",
        "nomination",
        ["superseded_by"],
        sqlite_where=SUPERSEDED,
        postgresql_where=SUPERSEDED,
    )


def downgrade() -> None:
    op.drop_index("ix_nomination_superseded_by", "nomination")
    op.drop_index("ix_nomination_moved_from", "nomination")
    for name in ("parted_at", "merged_at", "moved_from"):
        op.drop_column("nomination", name)
