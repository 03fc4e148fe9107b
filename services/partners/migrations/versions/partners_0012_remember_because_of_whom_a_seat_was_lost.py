"""Remember because of which other IKM a merger took a seat back, so that it is put before staff once they are two."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0012"
down_revision = "partners_0011"
branch_labels = None
depends_on = None

LOST = sa.text("lost_to IS NOT NULL")
# Of seats that gave way to seats at the same hours nobody noted because of whom; those to the same offer name theirs.
GAVE_WAY = sa.text(
    """
    UPDATE nomination SET lost_to = (
        SELECT coalesce(other.moved_from, other.ikm_id) FROM nomination AS other WHERE other.id = nomination.superseded_by
    )
    WHERE superseded_by IS NOT NULL AND merged_at IS NOT NULL AND state = 'withdrawn'
    """
)


def upgrade() -> None:
    op.add_column("nomination", sa.Column("lost_to", sa.Uuid()))
    op.create_index("ix_nomination_lost_to", "nomination", ["lost_to"], sqlite_where=LOST, postgresql_where=LOST)
    op.execute(GAVE_WAY)


def downgrade() -> None:
    op.drop_index("ix_nomination_lost_to", "nomination")
    op.drop_column("nomination", "lost_to")
