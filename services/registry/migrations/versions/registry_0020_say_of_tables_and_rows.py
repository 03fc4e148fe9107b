"""Keep which tables of a list were left out, and what a person said of single rows."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0020"
down_revision = "registry_0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("left_tables", "said_rows"):
        op.add_column("import_batch", sa.Column(name, sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    for name in ("said_rows", "left_tables"):
        op.drop_column("import_batch", name)
