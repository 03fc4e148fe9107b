"""Know how mail goes in all, how often the server refused a mail, and which mails a person has settled."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0003"
down_revision = "notifications_0002"
branch_labels = None
depends_on = None

ADDED = ("refused_in", "refusals", "doubted_at", "settled_at")


def upgrade() -> None:
    op.create_table(
        "mail_flow",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("untaken", sa.JSON(), nullable=False),
        sa.Column("pauses", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_settle", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_flow")),
    )
    op.add_column("email", sa.Column("refused_in", sa.Integer()))
    op.add_column("email", sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("email", sa.Column("doubted_at", sa.DateTime(timezone=True)))
    op.add_column("email", sa.Column("settled_at", sa.DateTime(timezone=True)))
    # What failed and is past its time by now is no work for anybody.
    op.execute(
        "UPDATE email SET settled_at = created_at "
        "WHERE state IN ('failed', 'suppressed', 'expired') AND expires_at <= CURRENT_TIMESTAMP"
    )


def downgrade() -> None:
    for name in ADDED:
        op.drop_column("email", name)
    op.drop_table("mail_flow")
