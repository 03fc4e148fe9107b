"""Remember each merger: who made it, why, what was taken over and what was moved.

Of mergers of before the history knows who, why and which fields; what was moved it does not say, so that they cannot be
undone.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.database import UTCDateTime, new_id

revision = "registry_0010"
down_revision = "registry_0009"
branch_labels = None
depends_on = None

STANDING = sa.text("undone_at IS NULL")
IKM = sa.table(
    "ikm",
    sa.column("id", sa.Uuid()),
    sa.column("merged_into_id", sa.Uuid()),
    sa.column("status_reason", sa.Text()),
    sa.column("updated_at", UTCDateTime()),
    sa.column("provenance", sa.JSON()),
)
CHANGE = sa.table(
    "change",
    sa.column("id", sa.Integer()),
    sa.column("at", UTCDateTime()),
    sa.column("noun", sa.String()),
    sa.column("noun_id", sa.Uuid()),
    sa.column("action", sa.String()),
    sa.column("correlation_id", sa.String()),
)
VALUES = sa.table(
    "change_value", *(sa.column(name, sa.JSON()) for name in ("old", "new")), sa.column("change_id", sa.Integer())
)
ACTOR = sa.table("change_actor", sa.column("change_id", sa.Integer()), sa.column("name", sa.String()))
MERGE = sa.table(
    "merge",
    *(sa.column(name, sa.Uuid()) for name in ("id", "kept_id", "gone_id")),
    sa.column("created_at", UTCDateTime()),
    sa.column("reason", sa.Text()),
    sa.column("merged_by", sa.String()),
    *(sa.column(name, sa.JSON()) for name in ("gone_before", "taken", "copied")),
)


def upgrade() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.String(length=200), nullable=False),
        sa.Column("gone_before", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=True),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("copied", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["gone_id"], ["ikm.id"], name=op.f("fk_merge_gone_id_ikm")),
        sa.ForeignKeyConstraint(["kept_id"], ["ikm.id"], name=op.f("fk_merge_kept_id_ikm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index("ix_merge_created_at", "merge", ["created_at"])
    op.create_index("ix_merge_kept_id", "merge", ["kept_id"])
    op.create_index(
        "uq_merge_standing_gone_id",
        "merge",
        ["gone_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    _write_down_those_of_before()


def downgrade() -> None:
    op.drop_table("merge")


def _write_down_those_of_before() -> None:
    connection = op.get_bind()
    merged = connection.execute(sa.select(IKM).where(IKM.c.merged_into_id.is_not(None))).all()
    for gone in merged:
        connection.execute(sa.insert(MERGE).values(_known_of(connection, gone)))


def _known_of(connection: sa.Connection, gone: Any) -> Mapping[str, Any]:
    step = _newest(connection, gone.id, "merge")
    return {
        "id": new_id(),
        "created_at": step.at if step else gone.updated_at,
        "kept_id": gone.merged_into_id,
        "gone_id": gone.id,
        "reason": gone.status_reason or "–",
        "merged_by": step.actor_name if step else "–",
        "gone_before": {"status": step.old.get("status") if step else None, "status_reason": None},
        "taken": _taken(connection, gone.merged_into_id, step) if step else {},
        "copied": {},
    }


def _taken(connection: sa.Connection, kept_id: Any, step: Any) -> dict[str, dict[str, Any]]:
    same = (CHANGE.c.at == step.at) & (CHANGE.c.correlation_id == step.correlation_id)
    change = _newest(connection, kept_id, "edit", same)
    marks = connection.scalar(sa.select(IKM.c.provenance).where(IKM.c.id == kept_id)) or {}
    if change is None:
        return {}
    return {
        name: {"old": change.old.get(name), "new": value, "source": marks.get(name), "mark": None}
        for name, value in change.new.items()
    }


def _newest(connection: sa.Connection, ikm_id: Any, action: str, *more: Any) -> Any:
    mine = (CHANGE.c.noun == "ikm", CHANGE.c.noun_id == ikm_id, CHANGE.c.action == action, *more)
    told = (
        sa.select(CHANGE, VALUES.c.old, VALUES.c.new, ACTOR.c.name.label("actor_name"))
        .join(VALUES, VALUES.c.change_id == CHANGE.c.id)
        .join(ACTOR, ACTOR.c.change_id == CHANGE.c.id)
    )
    return connection.execute(told.where(*mine).order_by(CHANGE.c.id.desc()).limit(1)).first()
