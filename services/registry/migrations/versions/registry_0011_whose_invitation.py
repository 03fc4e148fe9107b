"""Remember whose invitation a participation is, whichever record has it, and that a merger's values were erased.

An invitation of before is of the record it hangs on, or of the one from which the first standing merger moved it.
"""

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared.database import UTCDateTime

revision = "registry_0011"
down_revision = "registry_0010"
branch_labels = None
depends_on = None

PARTICIPATION = sa.table(
    "participation", *(sa.column(name, sa.Uuid()) for name in ("id", "ikm_id", "invitation_id", "invited_id"))
)
MERGE = sa.table(
    "merge",
    sa.column("created_at", UTCDateTime()),
    sa.column("undone_at", UTCDateTime()),
    sa.column("gone_id", sa.Uuid()),
    sa.column("moved", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("merge", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("participation", sa.Column("invited_id", sa.Uuid(), nullable=True))
    from_invitation = PARTICIPATION.c.invitation_id.is_not(None)
    op.execute(sa.update(PARTICIPATION).where(from_invitation).values(invited_id=PARTICIPATION.c.ikm_id))
    for row_id, gone_id in _moved():
        mine = from_invitation & (PARTICIPATION.c.id == row_id)
        op.execute(sa.update(PARTICIPATION).where(mine).values(invited_id=gone_id))


def downgrade() -> None:
    op.drop_column("participation", "invited_id")
    op.drop_column("merge", "erased_at")


def _moved() -> Iterator[tuple[UUID, UUID]]:
    # The newest first: what an earlier one moved as well was the earlier one's.
    standing = sa.select(MERGE).where(MERGE.c.undone_at.is_(None)).order_by(MERGE.c.created_at.desc())
    for merge in op.get_bind().execute(standing).all():
        for row_id in (merge.moved or {}).get("participation", []):
            yield UUID(row_id), merge.gone_id
