"""Links that set a password once, and passwords that somebody else has seen."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0015"
down_revision = "partners_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("password_is_generated", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "account_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_link_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_account_link_digest")),
    )
    op.create_index(op.f("ix_account_link_account_id"), "account_link", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_account_link_account_id"), "account_link")
    op.drop_table("account_link")
    op.drop_column("account", "password_is_generated")
