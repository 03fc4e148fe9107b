"""Keep under which words an IKM is found: to work that out of every row at every search takes long."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.search import search_key

revision = "partners_0019"
down_revision = "partners_0018"
branch_labels = None
depends_on = None

SLICE = 5000


def upgrade() -> None:
    op.add_column("ikm_profile", sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    known = sa.text("SELECT ikm_id, name, owner_name, product, phone FROM ikm_profile")
    rows = op.get_bind().execute(known).all()
    keep = sa.text("UPDATE ikm_profile SET search_text = :key WHERE ikm_id = :ikm_id")
    for begin in range(0, len(rows), SLICE):
        op.get_bind().execute(keep, [_keyed(row) for row in rows[begin : begin + SLICE]])


def _keyed(row: sa.Row[Any]) -> dict[str, object]:
    said = " ".join(part or "" for part in (row.name, row.owner_name, row.product, row.phone))
    return {"ikm_id": row.ikm_id, "key": search_key(said)}


def downgrade() -> None:
    op.drop_column("ikm_profile", "search_text")
