"""Know which institutions are told anything, and to which one a mail goes."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "notifications_0004"
down_revision = "notifications_0003"
branch_labels = None
depends_on = None

TO_INSTITUTIONS = (
    "offer_returned", "offer_rejected", "offer_opened", "offer_closed", "offer_cancelled", "nominations_sent",
    "invitation_answered_institution",
)  # fmt: skip
EMAIL = sa.table(
    "email",
    sa.column("id", sa.Uuid),
    sa.column("template", sa.String),
    sa.column("context", sa.JSON),
    sa.column("institution_id", sa.Uuid),
)


def upgrade() -> None:
    op.create_table(
        "institution",
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_institution")),
    )
    op.add_column("email", sa.Column("institution_id", sa.Uuid()))
    connection = op.get_bind()
    mails = sa.select(EMAIL.c.id, EMAIL.c.context).where(EMAIL.c.template.in_(TO_INSTITUTIONS))
    for mail_id, context in connection.execute(mails).all():
        institution_id = next(_institutions(context), None)
        if institution_id:
            its_own = sa.update(EMAIL).where(EMAIL.c.id == mail_id)
            connection.execute(its_own.values(institution_id=UUID(institution_id)))


def _institutions(context: dict[str, Any]) -> Iterator[str]:
    """Yield the institution whose offer a mail is about: a digest says it in each of its items."""
    for place in (context, *context.get("items", ())):
        if found := place.get("offer", {}).get("institution_id"):
            yield found


def downgrade() -> None:
    op.drop_column("email", "institution_id")
    op.drop_table("institution")
