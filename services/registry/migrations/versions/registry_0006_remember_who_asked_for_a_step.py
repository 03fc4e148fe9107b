"""Remember who asked for a step of an import, and in which story."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0006"
down_revision = "registry_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("asked", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("import_batch", "asked")
