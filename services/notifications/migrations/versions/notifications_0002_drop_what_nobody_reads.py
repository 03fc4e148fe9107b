"""Drop what nobody reads: a mail's own key beside the inbox, and whether the registry thinks an address works."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0002"
down_revision = "notifications_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("contact", "reachable")
    with op.batch_alter_table("email") as email:
        email.drop_constraint("uq_email_dedupe_key", type_="unique")
        email.drop_column("dedupe_key")


def downgrade() -> None:
    op.add_column("email", sa.Column("dedupe_key", sa.String(length=64), nullable=True))
    op.execute("UPDATE email SET dedupe_key = CAST(id AS VARCHAR(64))")
    with op.batch_alter_table("email") as email:
        email.alter_column("dedupe_key", existing_type=sa.String(length=64), nullable=False)
        email.create_unique_constraint("uq_email_dedupe_key", ["dedupe_key"])
    op.add_column("contact", sa.Column("reachable", sa.Boolean(), nullable=False, server_default=sa.true()))
