"""Know whether mail goes at all, and of which invitations it is open whether their mail arrived."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0005"
down_revision = "partners_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_flow",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_settle", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_flow")),
    )
    op.add_column("invitation", sa.Column("doubtful_since", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("invitation", "doubtful_since")
    op.drop_table("mail_flow")
