"""Remember what a person says of a layout's columns, and the words of an office's own."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0016"
down_revision = "registry_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "layout",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("orders", sa.JSON(), nullable=False),
        sa.Column("filename", sa.String(255), nullable=False),
        sa.Column("said_by", sa.String(200), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_layout"),
    )
    op.create_table(
        "office_word",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("meaning", sa.String(60), nullable=False),
        sa.Column("said_by", sa.String(200), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_office_word"),
    )
    op.add_column("import_batch", sa.Column("layout", sa.String(64), nullable=True))
    op.add_column("import_batch", sa.Column("said_by", sa.String(200), nullable=True))
    op.add_column("import_batch", sa.Column("recalled", sa.JSON(), nullable=True))


def downgrade() -> None:
    for name in ("recalled", "said_by", "layout"):
        op.drop_column("import_batch", name)
    op.drop_table("office_word")
    op.drop_table("layout")
