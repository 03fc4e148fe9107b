"""Mails that wait for a person are counted with all else that does, no longer with how mail goes."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0007"
down_revision = "notifications_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("mail_flow", "to_settle")


def downgrade() -> None:
    op.add_column("mail_flow", sa.Column("to_settle", sa.Integer(), nullable=False, server_default="0"))
