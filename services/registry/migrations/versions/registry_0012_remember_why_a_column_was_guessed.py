"""Remember what each column of a list was guessed to be, how surely and why, and what a person has still to say."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0012"
down_revision = "registry_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("columns", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("import_batch", "columns")
