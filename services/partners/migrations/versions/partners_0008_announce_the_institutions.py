"""Announce once how every institution stands: nobody has heard of those of before."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "partners_0008"
down_revision = "partners_0007"
branch_labels = None
depends_on = "kernel_0001"

INSTITUTION = sa.table(
    "institution",
    sa.column("id", sa.Uuid),
    sa.column("revision", sa.Integer),
    sa.column("name", sa.String),
    sa.column("email", sa.String),
    sa.column("state", sa.String),
)
OUTBOX = sa.table(
    "outbox",
    sa.column("event_id", sa.Uuid),
    sa.column("name", sa.String),
    sa.column("version", sa.Integer),
    sa.column("payload", sa.JSON),
    sa.column("correlation_id", sa.String),
    sa.column("occurred_at", sa.DateTime(timezone=True)),
    sa.column("numbered", sa.Boolean),
)


def upgrade() -> None:
    connection = op.get_bind()
    for institution in connection.execute(sa.select(INSTITUTION).order_by(INSTITUTION.c.id)).all():
        connection.execute(
            sa.insert(OUTBOX).values(
                event_id=uuid4(),
                name="partners.institution_changed",
                version=1,
                payload={
                    "institution_id": str(institution.id),
                    "revision": institution.revision,
                    "name": institution.name,
                    "email": institution.email,
                    "active": institution.state == "active",
                },
                correlation_id=uuid4().hex,
                occurred_at=datetime.now(UTC),
                numbered=False,
            )
        )


def downgrade() -> None:
    """What was announced stays announced."""
