"""Give the steps of imports that are under way to the lane of long work, which notes whoever asked."""

import uuid
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database import UTCDateTime

revision = "registry_0009"
down_revision = "registry_0008"
branch_labels = None
depends_on = None

UNDER_WAY = {
    "planning": ("import.plan", "Planning the list {name}"),
    "confirming": ("import.write", "Writing the list {name} into the register"),
    "undoing": ("import.undo", "Undoing the import {name}"),
}
BATCH = sa.table(
    "import_batch",
    sa.column("id", sa.Uuid()),
    sa.column("status", sa.String()),
    sa.column("filename", sa.String()),
    sa.column("created_by", sa.String()),
    sa.column("asked", sa.JSON()),
)
WORK = sa.table(
    "work",
    sa.column("id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("title", sa.JSON()),
    sa.column("noun", sa.String()),
    sa.column("noun_id", sa.Uuid()),
    sa.column("page", sa.String()),
    sa.column("arguments", sa.JSON()),
    sa.column("alone", sa.String()),
    sa.column("actor_id", sa.Uuid()),
    sa.column("actor_name", sa.String()),
    sa.column("actor_role", sa.String()),
    sa.column("story", sa.String()),
    sa.column("asked_at", UTCDateTime()),
    sa.column("state", sa.String()),
    sa.column("attempts", sa.Integer()),
    sa.column("done", sa.Integer()),
)


def upgrade() -> None:
    connection = op.get_bind()
    under_way = sa.select(BATCH).where(BATCH.c.status.in_(UNDER_WAY))
    rows = [_work(batch) for batch in connection.execute(under_way)]
    if rows:
        connection.execute(sa.insert(WORK), rows)
    op.drop_column("import_batch", "claimed_until")
    op.drop_column("import_batch", "asked")


def downgrade() -> None:
    op.add_column("import_batch", sa.Column("asked", sa.JSON(), nullable=True))
    op.add_column("import_batch", sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.delete(WORK).where(WORK.c.noun == "import"))


def _work(batch: Any) -> dict[str, Any]:
    kind, title = UNDER_WAY[batch.status]
    asked = batch.asked or {"id": None, "name": batch.created_by, "role": "staff", "story": None}
    return {
        "id": uuid.uuid4(),
        "kind": kind,
        "title": {"template": title, "params": {"name": batch.filename}},
        "noun": "import",
        "noun_id": batch.id,
        "page": f"/impor/{batch.id}",
        "arguments": {},
        "alone": f"import {batch.id}",
        "actor_id": asked["id"] and uuid.UUID(asked["id"]),
        "actor_name": asked["name"],
        "actor_role": asked["role"],
        "story": asked["story"] or uuid.uuid4().hex,
        "asked_at": datetime.now(UTC),
        "state": "waiting",
        "attempts": 0,
        "done": 0,
    }
